/**
 * The lines of a file, the same for text and HTML: `text` is what is looked at, `source` what is
 * kept. In HTML a line is a block, or the part of a block between two `<br>`.
 */
export type Line = {
  /** The words, without markup in HTML; in text the line as it stands. */
  readonly text: string
  /** What must survive: the line itself, or its HTML. */
  readonly source: string
  /** Columns of white space at the start. */
  readonly indent: number
  /** In HTML: the block this line is part of, so that its parts can be put together again. */
  readonly block?: number
  /** In HTML: the tags round the block. */
  readonly wrap?: readonly [open: string, close: string]
  /** True for a heading or ruler that the markup itself names. */
  readonly heading?: boolean
  readonly ruler?: boolean
}

/** How lines become a field's value again, and how one is cut; one for text and one for HTML. */
export type Format = {
  readonly name: 'text' | 'html'
  /** Verbatim source of the lines, blank lines at both ends left out. */
  render(lines: readonly Line[]): string
  /** The line from character `start` to `end` of its text. */
  cut(line: Line, start: number, end?: number): Line
}

/** A line of plain text. */
export function textLine(text: string): Line {
  return { text, source: text, indent: text.length - text.trimStart().length }
}

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || (line.ruler !== true && !/[^\s\u200B\uFEFF\u2060]/u.test(line.text))
}

/** Lines of a text with any line ends; a byte order mark goes, a form feed ends a line. */
export function textLines(text: string): Line[] {
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|[\n\r\f\u2028\u2029\u0085]/u)
    .map(textLine)
}

export const textFormat: Format = {
  name: 'text',
  render(lines) {
    const [from, to] = trimmed(lines)
    const body = lines.slice(from, to).map((line) => line.source.trimEnd())
    return body.join('\n')
  },
  cut(line, start, end) {
    return textLine(line.text.slice(start, end))
  },
}

/** The range of lines without the blank ones at both ends. */
export function trimmed(lines: readonly Line[]): [number, number] {
  let from = 0
  let to = lines.length
  while (from < to && isBlank(lines[from])) from++
  while (to > from && isBlank(lines[to - 1])) to--
  return [from, to]
}

/** Whether a file's lines are wrapped at a column, so that a full line goes on in the next. */
export function isWrapped(lines: readonly Line[]): boolean {
  let full = 0
  let long = 0
  for (const line of lines) {
    if (isBlank(line) || line.block !== undefined) continue
    full++
    if (line.text.length > 100) long++
  }
  return full > 0 && long * 50 <= full
}

/** Whether `next` goes on with the sentence of `line`: it is full to the column, or indented. */
export function goesOn(line: Line, next: Line | undefined, wrapped: boolean): boolean {
  if (next === undefined || isBlank(next) || next.ruler === true || next.heading === true)
    return false
  if (line.block !== undefined) return false
  if (next.indent >= 2 && next.indent > line.indent && next.indent <= 24) return true
  if (!wrapped || line.text.length > 100) return false
  const word = /^\s*(\S{1,40})/u.exec(next.text)?.[1] ?? ''
  return line.text.trimEnd().length + 1 + word.length > 62
}
