import type { Entry } from './entries.ts'
import { labelOf } from './labels.ts'
import { continues, readLabel, type Item, type Place } from './labelled.ts'
import { isBlank, type Format, type Line } from './lines.ts'
import { readMetadataLine } from './metadata-line.ts'
import { ratingInSentence } from './rating.ts'
import { authorTalk, disclaims, sentences, startsStory } from './sentences.ts'

/** The next thing of a head that stands at line `at`, after what was read `before`; null when it is story. */
export function readItem(
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
  return (
    bareRating(place, at, before) ??
    readUnknownLabel(place, at, before) ??
    readUnlabelled(place, at, before, paragraphs)
  )
}

const ratingAlone =
  /^\s*(?:PG(?:-?1[3-8])?|NC-?1[78]|[GTMREK]|[KTM]\+|MA|Teen|Mature|Explicit|General(?: Audiences?)?|Everyone|All ages|Adults? only)(?:\s+(?:for|[-–—])\s+.{1,40})?[\s.!]*$/u

/** `PG-13` or `T for Teen` alone on a line, the next after a known one, and above another or a blank one. */
function bareRating({ lines }: Place, at: number, before: readonly Entry[]): Item | null {
  const line = lines[at]
  const next = lines[at + 1]
  const above = lines.slice(0, at).findLast((one) => !isBlank(one))
  if (line === undefined || before.at(-1)?.lines.at(-1) !== above) return null
  if (before.length === 0 || !ratingAlone.test(line.text.slice(0, 80))) return null
  if (next !== undefined && !isBlank(next) && labelOf(next.text) === null) return null
  const entry = { field: 'rating', label: '', value: [line], lines: [line], strong: true } as const
  return { entries: [entry], end: at + 1 }
}

// A label that nobody told us, inside a block of known ones: kept in the note, and named.
function readUnknownLabel(place: Place, at: number, before: readonly Entry[]): Item | null {
  const { lines } = place
  const line = lines[at]
  const last = before.at(-1)?.lines.at(-1)
  if (line === undefined || last === undefined || last !== lines[at - 1] || line.text.length > 300)
    return null
  const next = lines[at + 1]
  const isBetween =
    line.text.length <= 100 && next !== undefined && labelOf(next.text)?.strong === true
  if (
    !isBetween &&
    !/^[\s*_[]{0,4}\p{L}[\p{L} '’/-]{1,30}[*_\]]{0,2}\s?[:：][*_]{0,2}\s*[^"“\s]/u.test(line.text)
  )
    return null
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
  const spoken = speaksOfItself(text, said, disclaimed)
  if ((known && authorTalk(text) >= 2) || spoken) {
    return {
      entries: [
        {
          field: 'note',
          label: '',
          value,
          lines: value,
          strong: spoken,
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

// `I have rated this "T" for language.`, or a greeting that speaks of the fic: no story does that.
function speaksOfItself(text: string, said: readonly string[], disclaimed: number): boolean {
  const rated = said.some(
    (sentence) =>
      ratingInSentence(sentence) !== null &&
      /^\W*(?:i (?:have |'ve )?rated? (?:this|it)|(?:this|the) (?:story |fic |chapter |one )?is rated|rated)\b/iu.test(
        sentence.replace('’', "'"),
      ),
  )
  const fic =
    /\b(?:fan ?-?fic(?:tion)?s?|fics?|reviewers?|disclaimer|one-?shot|this chapter)\b/iu.test(text)
  return (
    (rated && (said.length === 1 || authorTalk(text) >= 2)) ||
    (fic && authorTalk(text) >= (disclaimed > 0 ? 3 : 4))
  )
}
