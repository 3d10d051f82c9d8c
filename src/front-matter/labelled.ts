import { headingOf } from './chapter-headings.ts'
import type { Entry } from './entries.ts'
import { isProse, labelOf, type Label } from './labels.ts'
import { goesOn, isBlank, type Format, type Line } from './lines.ts'
import { noteEnd } from './note-extent.ts'
import { nextFull } from './paragraphs.ts'
import { stepOf } from './rating.ts'
import { isRuler } from './rulers.ts'
import { namesContent } from './warnings.ts'

/** Lines being read, their format, and whether they are wrapped at a column. */
export type Place = {
  readonly lines: readonly Line[]
  readonly format: Format
  readonly wrapped: boolean
}

/** Entries read at a place and the line after them; `last` when the story begins there. */
export type Item = {
  readonly entries: readonly Entry[]
  readonly end: number
  readonly last?: boolean
}

/** What a line that begins with a label holds, with the lines that go on with it; null when it is story. */
export function readLabel(
  place: Place,
  at: number,
  label: Label,
  before: readonly Entry[],
): Item | null {
  const { lines, format } = place
  const line = lines[at]
  if (line === undefined || isLetter(lines, at, label, before)) return null
  const value = line.text.slice(label.start, label.end).trim()
  // "Author: Good evening." is somebody who speaks; a name does not end in a full stop.
  if (label.field === 'author' && /\S\s\S.*[.!?…]["”]?$/su.test(value)) return null
  const proves =
    label.strong && !(label.field === 'rating' && value !== '' && stepOf(value) === null)
  const warning = label.field === 'warnings' && !label.strong
  const content = warning && namesContent(value) && value.length < 200 && !/["”]\W*$/u.test(value)
  if (warning && !content && before.length === 0 && !hasProof(lines, at + 1)) return null
  const first = format.cut(line, label.start, label.end)
  const aside =
    label.aside === ''
      ? []
      : [format.cut(line, line.text.indexOf('('), line.text.indexOf('(') + label.aside.length)]
  let end = at + 1
  let doubt: string | undefined
  while (continues(place, end, isProse(label.field))) end++
  if (value === '' && end === at + 1 && !isProse(label.field)) {
    const next = nextFull(lines, end)
    const one = lines[next]
    if (one !== undefined && next <= end + 1 && one.text.length <= 120 && free(one)) end = next + 1
  }
  if (isProse(label.field)) {
    const extent = noteEnd(lines, at, end, {
      bracket: line.text.slice(0, label.start),
      value,
      field: label.field,
      goesOn: (next) => continues(place, next, true),
    })
    end = extent.end
    doubt = extent.doubt
  }
  let rest = lines.slice(at + 1, end)
  while (value === '' && (isRuler(rest[0]) || (rest.length > 0 && isBlank(rest[0]))))
    rest = rest.slice(1)
  const entry: Entry = {
    field: label.field,
    label: label.name,
    value: [...aside, ...(value === '' ? [] : [first]), ...rest],
    lines: lines.slice(at, end),
    strong: proves || content,
    ...(doubt === undefined ? {} : { doubt }),
  }
  return { entries: [entry], end }
}

function free(line: Line): boolean {
  return labelOf(line.text) === null && !isRuler(line) && headingOf(line) === null
}

export function continues(place: Place, at: number, prose: boolean): boolean {
  const [line, next] = [place.lines[at - 1], place.lines[at]]
  if (line === undefined || next === undefined || isBlank(next) || !free(next)) return false
  if (line.block !== undefined && line.block === next.block)
    return prose || /,\s*$/u.test(line.text)
  return (
    goesOn(line, next, place.wrapped) ||
    (!prose && /,\s*$/u.test(line.text) && next.text.length < 100)
  )
}

// "From: the Harbour Master / To: Ada" is a letter in the story.
function isLetter(
  lines: readonly Line[],
  at: number,
  label: Label,
  before: readonly Entry[],
): boolean {
  if (label.strong) return false
  const run = lines.slice(Math.max(0, at - 3), at + 5).map((line) => line.text)
  if (run.some((text) => /^\W{0,4}(?:to|an|à|para|кому):\s/iu.test(text))) return true
  const name = label.name.toLowerCase()
  return ['by', 'from'].includes(name) && before.some((entry) => entry.field === 'author')
}

function hasProof(lines: readonly Line[], from: number): boolean {
  for (let at = from; at < lines.length && at < from + 12; at++) {
    const line = lines[at]
    if (line !== undefined && labelOf(line.text)?.strong === true) return true
  }
  return false
}
