import { packedLength, unpackId } from '#shared/packed-ids.ts'
import type { FoundTexts, TextField } from '#storage/text-store.ts'
import { stemEntry, type TextEntry } from './entry.ts'
import type { Texts } from './texts.ts'

/** The id of 16 letters that a test calls by a number. */
export function idOf(number: number): string {
  return number.toString().padStart(16, '0')
}

/** A work with these fields and nothing else. */
export function entryOf(
  number: number,
  fields: Partial<Record<TextField, string | string[]>>,
  language = 'en',
): TextEntry {
  const field = (name: TextField) => [fields[name] ?? []].flat()
  return {
    id: idOf(number),
    language,
    fields: {
      title: field('title'),
      by: field('by'),
      tag: field('tag'),
      summary: field('summary'),
      note: field('note'),
      text: field('text'),
    },
  }
}

/** Puts works into the index, and takes others away, in one step. */
export async function put(
  texts: Texts,
  entries: readonly TextEntry[],
  gone: readonly number[] = [],
): Promise<void> {
  const from = await texts.position()
  const done = await texts.change({
    from,
    to: String(Number(from ?? 0) + 1),
    put: entries.map(stemEntry),
    gone: gone.map(idOf),
    round: 1,
  })
  if (!done) throw new Error('somebody else was quicker')
}

/** Numbers of the works found, with their scores. */
export function numbersOf(found: FoundTexts): { number: number; score: number }[] {
  return Array.from(found.scores, (score, at) => ({
    number: Number(unpackId(found.ids, at * packedLength)),
    score,
  }))
}

/** Numbers of the works that fit, ascending. */
export async function hits(texts: Texts, query: string, most = 1000): Promise<number[]> {
  const found = await texts.find(query, { most })
  return numbersOf(found)
    .map(({ number }) => number)
    .toSorted((a, b) => a - b)
}
