import { isBlank, type Line } from './lines.ts'
import { isRuler } from './rulers.ts'

/** Where the next line that is not blank stands, from `at` on; `lines.length` if there is none. */
export function nextFull(lines: readonly Line[], at: number): number {
  let i = at
  while (i < lines.length && isBlank(lines[i])) i++
  return i
}

/** Where the run of lines without a blank one or a ruler ends that begins at `at`. */
export function endOfRun(lines: readonly Line[], at: number): number {
  let i = at
  while (i < lines.length && !isBlank(lines[i]) && !isRuler(lines[i])) {
    const block = lines[i]?.block
    i++
    if (block !== undefined && lines[i]?.block !== block) break
  }
  return i
}

/** A line's words with signs of emphasis round them and white space taken off. */
export function bare(line: Line | undefined): string {
  const text = (line?.text ?? '').replace(/\[\/?(?:b|i|u|center)\]/giu, '')
  const from = text.search(/[^\s\uFEFF*_~#=>|•·-]/u)
  if (from < 0) return ''
  let to = text.length
  // By hand: a pattern that ends at the end of a line tries every row of signs before it.
  while (to > from && /[\s*_~#=<|•·-]/u.test(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
