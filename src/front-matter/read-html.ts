import { fromHtml } from 'hast-util-from-html'
import type { Root, RootContent } from 'hast'
import type { FrontMatter } from './front-matter.ts'
import { htmlFormat } from './html-format.ts'
import { htmlLines, textOf } from './html-lines.ts'
import { readLines } from './read-lines.ts'
import { say } from './problem-words.ts'
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
  if (isTangled(html)) return withoutMarkup(html, options)
  let root: Root
  try {
    root = fromHtml(html)
    const title = pageTitle(root)
    const name = title === '' ? options.fileName : title
    const read = readLines(htmlLines(root), htmlFormat, name)
    const lost = textOfDropped(root)
    return lost === ''
      ? read
      : { ...read, problems: [...read.problems, say('markup-dropped', lost)] }
  } catch (error) {
    // Elements nested thousands deep exhaust the stack of every tree walk: nobody writes so, and
    // the words are worth more than such markup.
    if (!(error instanceof RangeError)) throw error
    return withoutMarkup(html, options)
  }
}

function withoutMarkup(html: string, options: { readonly fileName?: string }): FrontMatter {
  return readStoryText(html.replace(/<[^<>]*>/gu, '\n'), options)
}

/** Elements that a parser opens again in each paragraph until they are closed (HTML, 13.2.4.3). */
const reopened = /<(\/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s>/])/giu
const mostLeftOpen = 200

/** Whether so many of them are never closed that parsing would take minutes and all memory. No program writes so. */
function isTangled(html: string): boolean {
  let open = 0
  for (const [, closes] of html.matchAll(reopened)) {
    open = Math.max(0, open + (closes ? -1 : 1))
    if (open > mostLeftOpen) return true
  }
  return false
}

/** What is in the file and can't be in a story: the words of scripts and of what is loaded from elsewhere. */
function textOfDropped(root: Root): string {
  const found: string[] = []
  const look = (node: Root | RootContent): void => {
    if (node.type === 'element' && unreadable.has(node.tagName)) {
      found.push(textOf(node).replace(/\s+/gu, ' ').trim())
    } else if ('children' in node) for (const child of node.children) look(child)
  }
  look(root)
  return found.filter(Boolean).join(' … ').slice(0, 400)
}

const unreadable = new Set(['script', 'template', 'noscript', 'iframe', 'object'])

function pageTitle(root: Root): string {
  const find = (nodes: readonly RootContent[], name: string): RootContent | undefined =>
    nodes.find((node) => node.type === 'element' && node.tagName === name)
  const html = find(root.children, 'html')
  const head = html?.type === 'element' ? find(html.children, 'head') : undefined
  const title = head?.type === 'element' ? find(head.children, 'title') : undefined
  return title === undefined ? '' : textOf(title).trim()
}
