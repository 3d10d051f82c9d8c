import { partSign, type StemmedWork, textFields } from '#storage/text-store.ts'

/**
 * A part is short, because PostgreSQL looks a phrase up in every part that has all of its words. It also stays far from
 * where a tsvector drops places: beyond 16,383, and beyond 256 of one word
 * (https://www.postgresql.org/docs/current/textsearch-limitations.html).
 */
const longestPart = 450
const mostOfOne = 255
/** The end of a part is the beginning of the next, so that no phrase up to this length (and one) is cut. */
export const overlap = 63
/** A tsvector holds less than 1 MB of words. */
const mostBytes = 500_000

/** A lexeme that says in which short field the word stands. */
export function inField(field: number, stem: string): string {
  return `${partSign}${field}${stem}`
}

const text = textFields.length - 1

/** The vectors of a work, as texts that PostgreSQL reads. */
export function vectorsOf(work: StemmedWork): {
  words: string[]
  parts: { field: number; words: string }[]
  top: string
} {
  const parts: { field: number; words: string }[] = []
  const different = new Set<string>()
  for (const [field, name] of textFields.entries()) {
    const stems = work.fields[name]
    for (const stem of stems) {
      if (stem === partSign) continue
      different.add(stem)
      if (field !== text) different.add(inField(field, stem))
    }
    for (const words of partsOf(stems)) parts.push({ field, words })
  }
  return { words: chunks(different), parts, top: topOf(work) }
}

function chunks(different: Iterable<string>): string[] {
  const out: string[] = []
  let words: string[] = []
  let bytes = 0
  for (const stem of different) {
    const size = Buffer.byteLength(stem) + 8
    if (bytes + size > mostBytes) {
      out.push(words.join(' '))
      words = []
      bytes = 0
    }
    words.push(`'${stem}'`)
    bytes += size
  }
  if (words.length > 0) out.push(words.join(' '))
  return out
}

function* partsOf(stems: readonly string[]): Generator<string> {
  for (let from = 0; from < stems.length;) {
    const places = new Map<string, number[]>()
    let bytes = 0
    let at = from
    for (; at < stems.length && at - from < longestPart; at++) {
      const stem = stems[at] ?? partSign
      if (stem === partSign) continue
      const known = places.get(stem)
      if (known === undefined) {
        bytes += Buffer.byteLength(stem) + 8
        if (bytes > mostBytes) break
        places.set(stem, [at - from + 1])
      } else if (known.length === mostOfOne) break
      else known.push(at - from + 1)
    }
    if (places.size > 0) {
      yield Array.from(places, ([stem, where]) => `'${stem}':${where.join(',')}`).join(' ')
    }
    from = at < stems.length ? at - overlap : at
  }
}

/** How much a word weighs by its field: A most. The last is for the text. */
export const weightOf = ['A', 'B', 'B', 'C', 'C', 'D'] as const
const mostTop = 4000

function topOf(work: StemmedWork): string {
  const places = new Map<string, string[]>()
  let at = 0
  for (const [field, name] of textFields.entries()) {
    const stems = field === text ? work.often : work.fields[name]
    for (const stem of stems.slice(0, mostTop)) {
      at++
      if (stem === partSign) continue
      const known = places.get(stem)
      if (known === undefined) places.set(stem, [`${at}${weightOf[field]}`])
      else if (known.length < mostOfOne && at < 16_383) known.push(`${at}${weightOf[field]}`)
    }
  }
  return Array.from(places, ([stem, where]) => `'${stem}':${where.join(',')}`).join(' ')
}
