import { headingOf } from './chapter-headings.ts'
import type { Entry } from './entries.ts'
import { readItem } from './head-items.ts'
import type { Item, Place } from './labelled.ts'
import { isBlank } from './lines.ts'
import { readMailHeader } from './mail.ts'
import { nextFull } from './paragraphs.ts'
import { readPreamble } from './preamble.ts'
import { isRuler } from './rulers.ts'
import { readYamlBlock } from './yaml-block.ts'

/** What stands at the head, and the line where the story begins. */
export type Head = { readonly entries: readonly Entry[]; readonly end: number }

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
    const item = readItem(place, start, entries, paragraphs) ?? restOfBox(place, start, entries)
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

const deepestBox = 12

// A line between recognised ones and a ruler, with no blank line about it, is of the note.
function restOfBox(place: Place, at: number, before: readonly Entry[]): Item | null {
  const { lines } = place
  if (before.length === 0 || isBlank(lines[at - 1]) || lines[at]?.block !== undefined) return null
  let end = at
  while (
    end < lines.length &&
    end - at <= deepestBox &&
    !isBlank(lines[end]) &&
    !isRuler(lines[end])
  )
    end++
  if (!isRuler(lines[end])) return null
  const value = lines.slice(at, at + 1)
  const doubt = 'note-end-unclear'
  return {
    entries: [{ field: 'note', label: '', value, lines: value, strong: false, doubt }],
    end: at + 1,
  }
}
