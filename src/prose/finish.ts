import type { Element, Root } from 'hast'
import { cleanText } from './text.ts'
import { is, text, trimEnd, type Node } from './tree.ts'

/**
 * The last pass over a shaped tree, in place: joins neighbouring texts, takes spaces off around
 * line breaks, composes characters that came together, and lowers the headings so that the highest
 * is an `h3`, below the page's own.
 */
export function finish(root: Root): void {
  joinTexts(root, false)
  const levels: Element[] = []
  collectHeadings(root, levels)
  const highest = Math.min(6, ...new Set(levels.map(levelOf)))
  for (const heading of levels) {
    heading.tagName = `h${Math.min(6, levelOf(heading) + Math.max(0, 3 - highest))}`
  }
}

const levelOf = (heading: Element) => Number(heading.tagName.slice(1))

function collectHeadings(parent: Root | Element, into: Element[]): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (/^h[1-6]$/.test(child.tagName)) into.push(child)
    else collectHeadings(child, into)
  }
}

function joinTexts(parent: Root | Element, preformatted: boolean): void {
  const out: Node[] = []
  let values: string[] = []
  const flush = (beforeBreak: boolean) => {
    if (values.length === 0) return
    let value = values.length === 1 ? (values[0] ?? '') : cleanText(values.join(''))
    values = []
    if (!preformatted) {
      if (is(out.at(-1), 'br')) value = value.replace(/^[ \t\n]+/, '')
      if (beforeBreak) value = trimEnd(value)
    }
    // The parser takes the first line end of a `<pre>` away; none may stand there.
    if (is(parent as Node, 'pre') && out.length === 0) value = value.replace(/^\n+/, '')
    if (value !== '') out.push(text(value))
  }
  for (const child of parent.children) {
    if (child.type === 'text') {
      values.push(child.value)
      continue
    }
    flush(is(child, 'br'))
    out.push(child)
    if (child.type === 'element') joinTexts(child, preformatted || child.tagName === 'pre')
  }
  flush(false)
  parent.children = out as Element['children']
}
