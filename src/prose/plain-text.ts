import { cleanHtml } from './clean.ts'
import { attributeOf, pieces } from './pieces.ts'
import { markupOfPlain } from './plain-paragraphs.ts'
import type { Prose, ProseKind } from './prose.ts'
import { withoutStrayMarkup } from './stray-markup.ts'
import { cleanText } from './text.ts'

/**
 * Makes prose of plain text. Blank lines part paragraphs, single line ends are breaks unless the
 * text is hard-wrapped, larger gaps and rows of signs are scene breaks, `*word*` and `_word_` are
 * emphasis where they are paired beyond doubt. No word is lost. Throws `TooLong`.
 */
export function fromPlainText(text: string, kind: ProseKind): Prose {
  return cleanHtml(markupOfPlain(cleanText(text), kind), kind)
}

const htmlTag =
  /<(?:!doctype\s+html|\/?(?:html|head|body|p|div|br|hr|b|i|em|strong|u|s|strike|del|ins|span|font|center|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|code|a|img|table|tr|td|th|sup|sub|details|summary|ruby|q|cite|small)(?:\s[^<>]{0,2000})?\/?)>/i

/** Whether a text is HTML: one of a closed list of tags stands in its first 4 KiB. */
export function looksLikeHtml(text: string): boolean {
  return htmlTag.test(text.slice(0, 4096))
}

/** A text as it is to be read: HTML, or plain. */
export type Source = { text: string; isHtml: boolean }

/**
 * Tells HTML from plain text. Where blank lines part a text and a few tags stand astray in it, the blank lines go on
 * parting it, and the tags are read as they were typed.
 */
export function readSource(typed: string): Source {
  const text = typed.replace(/\r\n?/g, '\n')
  if (!looksLikeHtml(text)) return { text, isHtml: false }
  const byLines = withoutStrayMarkup(text)
  if (byLines === null) return { text, isHtml: true }
  return looksLikeHtml(byLines.html)
    ? { text: byLines.html, isHtml: true }
    : { text: byLines.plain, isHtml: false }
}

/** Makes prose of what was typed or pasted into a field: HTML where it looks like it, else plain text. */
export function fromInput(typed: string, kind: ProseKind): Prose {
  const { text, isHtml } = readSource(typed)
  return isHtml ? cleanHtml(text, kind) : fromPlainText(text, kind)
}

/**
 * Prose as its writer edits it: plain text where that says all of it, HTML where markup would be lost. `fromInput`
 * makes the same prose of it again.
 */
export function toInput(prose: Prose, kind: ProseKind): string {
  const plain = toPlainText(prose)
  if (!looksLikeHtml(plain) && fromPlainText(plain, kind) === prose) return plain
  return prose.replace(
    /(<\/(?:p|h[1-6]|ul|ol|blockquote|pre|table|figure|details)>|<hr>)(?=<)/g,
    '$1\n',
  )
}

const parts = new Set('p h3 h4 h5 h6 pre blockquote ul ol dl table figure details'.split(' '))
const linesEnd = new Set('li dt dd tr caption figcaption summary'.split(' '))
const signs: Record<string, string> = { em: '*', i: '*', strong: '**', b: '**' }

/**
 * Writes prose as plain text: a blank line between paragraphs, `* * *` for a scene break, `*` and
 * `**` round emphasis, `-` or a number before an item, an address in brackets behind its link.
 */
export function toPlainText(prose: Prose): string {
  const out: string[] = []
  const lists: (number | null)[] = []
  const links: { href: string; from: number }[] = []
  let gap = 0
  const put = (text: string) => {
    if (text === '') return
    if (out.length > 0 && gap > 0) out.push('\n'.repeat(gap))
    gap = 0
    out.push(text)
  }
  let preformatted = 0
  for (const piece of pieces(prose)) {
    if (piece.kind === 'text') {
      // White space between blocks says nothing.
      if (gap === 0 || preformatted > 0) put(piece.text)
      else put(piece.text.replace(/^[ \n]+/, ''))
      continue
    }
    const { kind, name } = piece
    const opens = kind === 'open'
    if (name === 'br') put('\n')
    else if (name === 'hr') {
      gap = 2
      put('* * *')
      gap = 2
    } else if (name === 'img') {
      const alt = attributeOf(piece.attributes, 'alt')
      if (alt) put(`[${alt}]`)
    } else if (name === 'a') {
      if (opens) links.push({ href: attributeOf(piece.attributes, 'href') ?? '', from: out.length })
      else {
        const link = links.pop()
        const shown = link ? out.slice(link.from).join('') : ''
        if (link && !shown.includes(link.href.replace(/^mailto:|\/$/g, ''))) put(` (${link.href})`)
      }
    } else if (signs[name]) put(signs[name])
    else if (name === 'q') put('"')
    else if (name === 'rt') put(opens ? '(' : ')')
    else if (name === 'td' || name === 'th') {
      if (!opens) put('\t')
    } else if (parts.has(name)) gap = Math.max(gap, lists.length > 0 ? 1 : 2)
    else if (linesEnd.has(name)) gap = Math.max(gap, 1)
    if (name === 'pre') preformatted += opens ? 1 : -1
    if (name === 'ul' || name === 'ol') {
      if (opens)
        lists.push(name === 'ol' ? Number(attributeOf(piece.attributes, 'start') ?? 1) : null)
      else lists.pop()
    }
    if (name === 'li' && opens) {
      const number = lists.at(-1) ?? null
      put(`${'  '.repeat(Math.max(0, lists.length - 1))}${number === null ? '-' : `${number}.`} `)
      if (number !== null) lists[lists.length - 1] = number + 1
    }
    if (name === 'rp') continue
  }
  return out.join('')
}
