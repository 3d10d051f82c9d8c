import type { Entry } from './entries.ts'
import { labelOf } from './labels.ts'
import type { Format, Line } from './lines.ts'
import { nextFull } from './paragraphs.ts'

/**
 * A block of `key: value` lines between two `---` (or `+++`) at the very top of a file. Only what
 * stands on one line, in `[a, b]` or in a list of `- a` lines is understood; the rest is 'other'.
 */
export function readYamlBlock(
  lines: readonly Line[],
  format: Format,
): { entries: Entry[]; end: number } | null {
  const first = nextFull(lines, 0)
  const fence = lines[first]?.text.trim()
  if (fence !== '---' && fence !== '+++') return null
  let close = first + 1
  while (close < lines.length && close < first + 80 && lines[close]?.text.trim() !== fence) close++
  if (lines[close]?.text.trim() !== fence || close === first + 1) return null
  const entries: Entry[] = []
  for (let at = first + 1; at < close; at++) {
    const line = lines[at]
    if (line === undefined || line.text.trim() === '') continue
    const pair = /^([\p{L}_][\p{L}\p{N}_ -]{0,40}?)\s*[:=]\s*(.*)$/u.exec(line.text)
    if (pair?.[1] === undefined || pair[2] === undefined) return null
    const block = [line]
    while (at + 1 < close && /^(?:\s+\S|- )/u.test(lines[at + 1]?.text ?? '')) {
      const next = lines[++at]
      if (next !== undefined) block.push(next)
    }
    const name = pair[1].replaceAll('_', ' ')
    const field = labelOf(`${name}: x`)?.field ?? 'other'
    const value = pair[2]
      .replace(/^[>|][+-]?$/u, '')
      .replace(/^(["'])(.*)\1$/u, '$2')
      .replace(/^\[(.*)\]$/u, '$1')
    const start = value === '' ? line.text.length : line.text.indexOf(value, pair[1].length)
    const more = block
      .slice(1)
      .map((one) => format.cut(one, /^\s*(?:- )?/u.exec(one.text)?.[0].length ?? 0))
    entries.push({
      field,
      label: name,
      value: [format.cut(line, start, start + value.length), ...more],
      lines: block,
      strong: true,
    })
  }
  return { entries, end: close + 1 }
}
