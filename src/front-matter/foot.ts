import type { Entry } from './entries.ts'
import { isProse, labelOf } from './labels.ts'
import { goesOn, isBlank, type Format, type Line } from './lines.ts'
import { isRuler } from './rulers.ts'
import { authorTalk, disclaims, endMarkOf, pleads, sentences } from './sentences.ts'

/** What stands at the foot, and the line after the last one of the story. */
export type Foot = {
  readonly entries: readonly Entry[]
  readonly end: number
  readonly status: 'complete' | 'in-progress' | null
}

type Paragraph = { readonly from: number; readonly to: number; readonly text: string }
const farthest = 30

/**
 * Reads the foot of a text that ends at line `to`, upwards: labels, disclaimers, pleas, a
 * signature, and what stands after an end mark. It stops at the first paragraph of story, so a note
 * with story after it stays in the story. End marks stay in the story and tell its status.
 */
export function readFoot(
  place: { readonly lines: readonly Line[]; readonly format: Format; readonly wrapped: boolean },
  from: number,
  to: number,
  author: string | null,
): Foot {
  const { lines, format, wrapped } = place
  let cut = to
  let status: Foot['status'] = null
  const pending: Paragraph[] = []
  let line = to
  for (let count = 0; count < farthest; count++) {
    const paragraph = paragraphBefore(lines, from, line, wrapped)
    if (paragraph === null) break
    line = paragraph.from
    const first = lines[paragraph.from]
    if (first === undefined) break
    if (isRuler(first)) {
      if (cut === paragraph.to || pending.length > 0 || isTail(lines, paragraph.to, to)) {
        if (pending.length === 0) continue
        if (noteAfterRuler(pending, lines)) cut = pending.at(-1)?.from ?? cut
      }
      if (cut < to || pending.length > 0) break
      continue
    }
    const mark = endMarkOf(paragraph.text)
    if (mark !== null) {
      if (mark !== 'part') status = mark
      if (isTail(lines, paragraph.to, cut) || (pending.length <= 6 && !pending.some(speaks)))
        cut = paragraph.to
      break
    }
    const label = labelOf(first.text)
    const known =
      label !== null &&
      (label.strong || cut < to) &&
      !/["“]/u.test(first.text.slice(0, label.start))
    if (
      known &&
      (pending.length === 0 ||
        (isProse(label.field) && pending.every((one) => authorTalk(one.text) >= 1)))
    ) {
      cut = paragraph.from
      pending.length = 0
      continue
    }
    if (known) break
    if (
      pending.length === 0 &&
      (isPlea(paragraph.text) ||
        isDisclaimer(paragraph.text) ||
        isSignature(paragraph.text, author))
    ) {
      cut = paragraph.from
      continue
    }
    pending.push(paragraph)
    if (pending.length > 12) break
  }
  // The ruler between story and foot parts nothing any more.
  let end = cut
  while (cut < to && end > from && (isBlank(lines[end - 1]) || isRuler(lines[end - 1]))) end--
  return { entries: entriesOf(lines, cut, to, format, wrapped), end, status }
}

function paragraphBefore(
  lines: readonly Line[],
  from: number,
  before: number,
  wrapped: boolean,
): Paragraph | null {
  let to = before
  while (to > from && isBlank(lines[to - 1])) to--
  if (to <= from) return null
  let at = to - 1
  while (at > from) {
    const [above, here] = [lines[at - 1], lines[at]]
    if (
      above === undefined ||
      here === undefined ||
      isBlank(above) ||
      isRuler(above) ||
      isRuler(here)
    )
      break
    if (labelOf(here.text) !== null) break
    const inBlock = here.block !== undefined && above.block === here.block
    if (!inBlock && !goesOn(above, here, wrapped)) break
    at--
  }
  const text = lines
    .slice(at, Math.min(to, at + 60))
    .map((one) => one.text.trim())
    .join(' ')
  return { from: at, to, text: text.slice(0, 3000) }
}

function isTail(lines: readonly Line[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlank(lines[at])) return false
  return true
}

function speaks(paragraph: Paragraph): boolean {
  return /^[\s*_]*["“„«]/u.test(paragraph.text)
}

// After a ruler, without a label: only if every paragraph talks to readers, and one surely does.
function noteAfterRuler(pending: readonly Paragraph[], lines: readonly Line[]): boolean {
  const scores = pending.map((one) => authorTalk(one.text))
  const label = labelOf(lines[pending.at(-1)?.from ?? 0]?.text ?? '')
  return label === null && scores.every((score) => score >= 1) && scores.some((score) => score >= 3)
}

function isPlea(text: string): boolean {
  if (/^[\s*_]*["“„«]/u.test(text)) return false
  const said = sentences(text)
  return (
    text.length < 600 &&
    said.some(pleads) &&
    said.filter((one) => pleads(one) || authorTalk(one) > 0 || one.length < 30).length * 2 >=
      said.length
  )
}

function isDisclaimer(text: string): boolean {
  const said = sentences(text)
  return (
    !/["“„«]/u.test(text) &&
    said.length < 8 &&
    said.every(disclaims) &&
    authorTalk(text) >= 2 &&
    /characters|profit|money|copyright|infringe|rights|own (?:nothing|none)|belong/iu.test(text)
  )
}

function isSignature(text: string, author: string | null): boolean {
  const name =
    /^\s*(?:[-–—~*]{1,3}\s?|(?:love|xoxo|cheers),?\s+)(\p{L}[\p{L}\p{N}_ .]{1,30})[*~]?\s*$/u.exec(
      text,
    )?.[1]
  return (
    name !== undefined &&
    author !== null &&
    name.trim().toLowerCase() === author.trim().toLowerCase()
  )
}

function entriesOf(
  lines: readonly Line[],
  from: number,
  to: number,
  format: Format,
  wrapped: boolean,
): Entry[] {
  const entries: Entry[] = []
  let at = from
  let blank = true
  while (at < to) {
    const line = lines[at]
    if (line === undefined) break
    const label = labelOf(line.text)
    if (isBlank(line) || (isRuler(line) && entries.length === 0)) {
      blank = true
      at++
      continue
    }
    const last = entries.at(-1)
    let end = at + 1
    while (
      end < to &&
      !isBlank(lines[end]) &&
      !isRuler(lines[end]) &&
      labelOf(lines[end]?.text ?? '') === null
    ) {
      const [above, here] = [lines[end - 1], lines[end]]
      if (
        above === undefined ||
        here === undefined ||
        (above.block === undefined && !goesOn(above, here, wrapped))
      )
        break
      if (above.block !== here.block) break
      end++
    }
    const whole = lines.slice(at, end)
    if (label === null) {
      const before = blank ? lines.slice(at - 1, at).filter(isBlank) : []
      const text = whole
        .map((one) => one.text)
        .join(' ')
        .slice(0, 2000)
      const open =
        last !== undefined &&
        isProse(last.field) &&
        last.field !== 'summary' &&
        !(last.field === 'disclaimer' && !sentences(text).every(disclaims))
      if (open) entries[entries.length - 1] = joined(last, [...before, ...whole])
      else
        entries.push({
          field: isDisclaimer(text) ? 'disclaimer' : 'note',
          label: '',
          value: whole,
          lines: whole,
          strong: false,
        })
    } else {
      const aside =
        label.aside === ''
          ? []
          : [format.cut(line, line.text.indexOf('('), line.text.indexOf('(') + label.aside.length)]
      const rest = whole.slice(1)
      const value = [...aside, format.cut(line, label.start, label.end), ...rest]
      entries.push({
        field: label.field,
        label: label.name,
        value,
        lines: whole,
        strong: label.strong,
      })
    }
    blank = false
    at = end
  }
  return entries
}

// Grown in place: a foot of many paragraphs would otherwise be copied once for each.
function joined(entry: Entry, more: readonly Line[]): Entry {
  const value = entry.value as Line[]
  const own = Array.isArray(value) ? value : [...entry.value]
  own.push(...more)
  return { ...entry, value: own }
}
