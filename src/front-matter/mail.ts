import type { Entry } from './entries.ts'
import { isBlank, type Format, type Line } from './lines.ts'
import { nextFull } from './paragraphs.ts'

/**
 * The header of a mail or news post, which counts only with an address in `From:`. Title and
 * name are taken from it; the lines themselves are never shown, because they hold addresses.
 */
export function readMailHeader(
  lines: readonly Line[],
  format: Format,
): { entries: Entry[]; end: number } | null {
  let at = nextFull(lines, 0)
  const entries: Entry[] = []
  let addressed = false
  for (; at < lines.length && !isBlank(lines[at]); at++) {
    const line = lines[at]
    const found =
      line === undefined ? null : /^([A-Z][A-Za-z-]{1,30}):\s*(.*)$/u.exec(line.text.slice(0, 500))
    if (line === undefined || found?.[1] === undefined || found[2] === undefined) {
      if (line !== undefined && line.indent > 0 && entries.length > 0) continue
      return null
    }
    const name = found[1].toLowerCase()
    if (name === 'from' && /\S@\S/u.test(found[2])) addressed = true
    const field = { from: 'author', subject: 'title' }[name]
    const words = name === 'from' ? nameOf(found[2]) : name === 'subject' ? subjectOf(found[2]) : ''
    const kind = words !== '' && (field === 'author' || field === 'title') ? field : 'mail'
    const start = line.text.indexOf(words, found[1].length)
    entries.push({
      field: kind === 'mail' ? 'other' : kind,
      label: kind === 'mail' ? mailLine : found[1],
      value: [kind === 'mail' ? line : format.cut(line, start, start + words.length)],
      lines: [line],
      strong: true,
    })
  }
  return addressed ? { entries, end: at } : null
}

/** The label of lines that are kept but not shown. */
export const mailLine = 'mail header'

function nameOf(from: string): string {
  return from
    .replace(/<[^>]*>|\S+@\S+/gu, '')
    .replace(/["()]/gu, ' ')
    .trim()
}

function subjectOf(subject: string): string {
  return subject
    .replace(/^(?:\s*(?:re|fw|fwd):|\s*\[[^\]]*\]|\s*(?:fic|new|repost|story|xfc):)*\s*/iu, '')
    .replace(/\s*[[(].*$/u, '')
    .trim()
}
