import { headingOf } from './chapter-headings.ts'
import type { Entry } from './entries.ts'
import { isProse, labelOf, type Label } from './labels.ts'
import { goesOn, isBlank, type Format, type Line } from './lines.ts'
import { readMailHeader } from './mail.ts'
import { readMetadataLine } from './metadata-line.ts'
import { noteEnd } from './note-extent.ts'
import { nextFull } from './paragraphs.ts'
import { readPreamble } from './preamble.ts'
import { stepOf } from './rating.ts'
import { isRuler } from './rulers.ts'
import { authorTalk, disclaims, sentences, startsStory } from './sentences.ts'
import { namesContent } from './warnings.ts'
import { readYamlBlock } from './yaml-block.ts'

/** What stands at the head, and the line where the story begins. */
export type Head = { readonly entries: readonly Entry[]; readonly end: number }

type Place = { readonly lines: readonly Line[]; readonly format: Format; readonly wrapped: boolean }

/**
 * Reads the head of a file (`top`) or of a chapter. It goes on from one recognised thing to the
 * next and ends at the first paragraph of story; without proof (a strong label, a byline, a
 * disclaimer in the first person) nothing is taken and the story begins at `from`.
 */
export function readHead(place: Place, from: number, top: boolean): Head {
  const { lines, format } = place
  const entries: Entry[] = []
  let at = from
  let proven = false
  if (top) {
    const block = readYamlBlock(lines, format) ?? readMailHeader(lines, format)
    if (block !== null) {
      entries.push(...block.entries)
      at = block.end
      proven = true
    }
    const title = readPreamble(lines, at, format)
    entries.push(...title.entries)
    at = title.end
    proven ||= title.proven
  }
  const labels = readItems(place, at)
  // Two weak labels under each other prove nothing: letters and logs look like that.
  proven ||= labels.entries.some((entry) => entry.strong)
  if (!proven) return { entries: [], end: from }
  const strongBefore = proven && entries.some((entry) => entry.strong)
  if (labels.entries.some((entry) => entry.strong) || strongBefore) {
    return { entries: [...entries, ...labels.entries], end: labels.end }
  }
  return { entries, end: at }
}

function readItems(place: Place, from: number): { entries: Entry[]; end: number } {
  const { lines } = place
  const entries: Entry[] = []
  const speakers = new Map<string, number>()
  let end = from
  let at = from
  let paragraphs = 0
  while (at < lines.length) {
    const start = nextFull(lines, at)
    const line = lines[start]
    if (line === undefined) break
    if (isRuler(line)) {
      // The first ruler after front matter ends it, unless more of it follows.
      const next = nextFull(lines, start + 1)
      if (entries.length > 0 || start === nextFull(lines, from)) {
        if (readItem(place, next, entries, paragraphs) === null) {
          if (entries.length > 0) end = start + 1
          break
        }
        at = next
        continue
      }
      break
    }
    if (headingOf(line)?.sort === 'named') break
    const item = readItem(place, start, entries, paragraphs)
    if (item === null) break
    for (const entry of item.entries) {
      const name = entry.label.toLowerCase()
      if (name !== '') speakers.set(name, (speakers.get(name) ?? 0) + 1)
    }
    entries.push(...item.entries)
    paragraphs++
    at = item.end
    end = item.end
    if (item.last === true) {
      const next = nextFull(lines, at)
      if (isRuler(lines[next])) end = next + 1
      break
    }
  }
  // "Author: Good evening." again and again is an interview.
  const talks =
    (speakers.get('author') ?? 0) > 1 && !entries.some((entry) => entry.field === 'title')
  return talks ? { entries: [], end: from } : { entries, end }
}

type Item = { readonly entries: readonly Entry[]; readonly end: number; readonly last?: boolean }

function readItem(
  place: Place,
  at: number,
  before: readonly Entry[],
  paragraphs: number,
): Item | null {
  const { lines, format } = place
  const line = lines[at]
  if (line === undefined) return null
  const data = readMetadataLine(line, format)
  if (data !== null) return { entries: data, end: at + 1 }
  const several = severalOnOne(line, format)
  if (several !== null) return { entries: several, end: at + 1 }
  const label = labelOf(line.text)
  if (label !== null) return readLabel(place, at, label, before)
  if (before.length > 0 && startsStory(line.text)) {
    return {
      entries: [{ field: 'note', label: '', value: [line], lines: [line], strong: false }],
      end: at + 1,
      last: true,
    }
  }
  return readUnknownLabel(place, at, before) ?? readUnlabelled(place, at, before, paragraphs)
}

// A label that nobody told us, inside a block of known ones: kept in the note, and named.
function readUnknownLabel(place: Place, at: number, before: readonly Entry[]): Item | null {
  const { lines } = place
  const line = lines[at]
  const last = before.at(-1)?.lines.at(-1)
  if (line === undefined || last === undefined || last !== lines[at - 1] || line.text.length > 300)
    return null
  if (
    !/^[\s*_[]{0,4}\p{L}[\p{L} '’/-]{1,30}[*_\]]{0,2}\s?[:：][*_]{0,2}\s*[^"“\s]/u.test(line.text)
  )
    return null
  const next = lines[at + 1]
  if (next !== undefined && !isBlank(next) && labelOf(next.text) === null) return null
  return {
    entries: [
      {
        field: 'note',
        label: '',
        value: [line],
        lines: [line],
        strong: false,
        doubt: 'label-unknown',
      },
    ],
    end: at + 1,
  }
}

function readLabel(place: Place, at: number, label: Label, before: readonly Entry[]): Item | null {
  const { lines, format } = place
  const line = lines[at]
  if (line === undefined || isLetter(lines, at, label, before)) return null
  const value = line.text.slice(label.start, label.end).trim()
  if (label.field === 'rating' && value !== '' && stepOf(value) === null && before.length === 0)
    return null
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
  const rest = lines.slice(at + 1, end)
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

function continues(place: Place, at: number, prose: boolean): boolean {
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

/** `Rating: T | Pairing: none | Warnings: blood`: at least two known labels on one line. */
function severalOnOne(line: Line, format: Format): Entry[] | null {
  if (line.text.length > 600 || !/[|;\t•]/u.test(line.text)) return null
  const entries: Entry[] = []
  for (const sign of ['|', '\t', ';', '•']) {
    let start = 0
    const parts = line.text.split(sign)
    const labels = parts.filter((part) => labelOf(part) !== null)
    if (labels.length < 2 || !labels.some((part) => labelOf(part)?.strong === true)) continue
    for (const part of parts) {
      const label = labelOf(part)
      const from = start + (label?.start ?? 0)
      const cut = format.cut(line, from, start + (label?.end ?? part.length))
      if (part.trim() !== '') {
        entries.push({
          field: label?.field ?? 'note',
          label: label?.name ?? '',
          value: [cut],
          lines: [line],
          strong: label?.strong ?? false,
        })
      }
      start += part.length + 1
    }
    return entries
  }
  return null
}

// A disclaimer or a note without a label, in the first three paragraphs only.
function readUnlabelled(
  place: Place,
  at: number,
  before: readonly Entry[],
  paragraphs: number,
): Item | null {
  const { lines } = place
  const line = lines[at]
  const known = before.some((entry) => entry.strong)
  if (line === undefined || (paragraphs >= 3 && !known) || /^[\s*_]*["“„«‘]/u.test(line.text))
    return null
  let end = at + 1
  while (continues(place, end, true)) end++
  const value = lines.slice(at, end)
  const text = value
    .map((one) => one.text)
    .join(' ')
    .slice(0, 2000)
  const said = sentences(text)
  const disclaimed = said.filter(disclaims).length
  if (disclaimed > 0 && disclaimed * 2 >= said.length && text.length < 900) {
    return {
      entries: [
        {
          field: 'disclaimer',
          label: '',
          value,
          lines: value,
          strong: sureDisclaimer(text, disclaimed, known),
        },
      ],
      end,
    }
  }
  if (known && authorTalk(text) >= 2) {
    return {
      entries: [
        {
          field: 'note',
          label: '',
          value,
          lines: value,
          strong: false,
          doubt: 'note-without-label',
        },
      ],
      end,
    }
  }
  return null
}

// "I don't own a boat." may open a story in the first person; naming rights or profit does not.
function sureDisclaimer(text: string, disclaimed: number, known: boolean): boolean {
  if (known || disclaimed > 1) return true
  return /disclaimer|characters?|profit|money|copyright|infringe|belongs? to|rights|own (?:nothing|none)|not mine|персонаж|appartien|pertenec|gehör|принадлеж|fandom|series|books?|show|canon|recogni/iu.test(
    text,
  )
}
