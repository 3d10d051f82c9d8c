import { fromHtml } from 'hast-util-from-html'
import type { Root, RootContent } from 'hast'
import type { FrontMatter } from './front-matter.ts'
import { htmlFormat } from './html-format.ts'
import { htmlLines, textOf } from './html-lines.ts'
import { readLines } from './read-lines.ts'
import { readStoryText } from './read-text.ts'

/**
 * Reads an HTML file (or a text file that holds HTML) as `readStoryText` reads text. `format` is
 * 'html': notes, summary, disclaimer and chapter texts are HTML with the story's own markup, and
 * still have to be cleaned by `prose` before anybody sees them. A page's `<title>` serves when the
 * file names no title. Never throws.
 */
export function readStoryHtml(
  html: string,
  options: { readonly fileName?: string } = {},
): FrontMatter {
  let root: Root
  try {
    root = fromHtml(html)
    const title = pageTitle(root)
    const name = title === '' ? options.fileName : title
    return readLines(htmlLines(root), htmlFormat, name)
  } catch (error) {
    // Elements nested thousands deep exhaust the stack of every tree walk: nobody writes so, and
    // the words are worth more than such markup.
    if (!(error instanceof RangeError)) throw error
    return readStoryText(html.replace(/<[^<>]*>/gu, '\n'), options)
  }
}

function pageTitle(root: Root): string {
  const find = (nodes: readonly RootContent[], name: string): RootContent | undefined =>
    nodes.find((node) => node.type === 'element' && node.tagName === name)
  const html = find(root.children, 'html')
  const head = html?.type === 'element' ? find(html.children, 'head') : undefined
  const title = head?.type === 'element' ? find(head.children, 'title') : undefined
  return title === undefined ? '' : textOf(title).trim()
}
