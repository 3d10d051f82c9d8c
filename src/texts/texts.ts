import type { FoundTexts, TextChange, TextStore } from '#storage/text-store.ts'
import { packedLength, packId } from '#shared/packed-ids.ts'
import { type ParsedQuery, parseQuery } from './parse-query.ts'
import { stemQuery } from './stem-query.ts'

/** Full text search as it is asked: words in, works out. An index of another kind stands behind it alike. */
export interface Texts {
  /** Where in the change log it is; null where nothing was indexed. */
  position(): Promise<string | null>
  /** Works put and taken away in one step with the new position; false when it was elsewhere than at `from`. */
  change(change: TextChange): Promise<boolean>
  /** At most `most` works that fit what was typed (or what was read of it), with scores; throws nothing for any text. */
  find(query: string | ParsedQuery, options: { most: number }): Promise<FoundTexts>
  /** The stemmers of the works in it: what words of a query are stemmed by. */
  stemmers(): Promise<readonly string[]>
  /** Whether this work is found under a tag with these words. */
  isTagged(work: string, name: string): Promise<boolean>
  /** Work off the request path. */
  tend(): Promise<void>
  close(): Promise<void>
}

/** Texts over the store of one engine, which it closes. */
export function textsOver(store: TextStore): Texts {
  return {
    position: () => store.position(),
    change: (change) => store.change(change),
    stemmers: () => store.stemmers(),
    async find(query, { most }) {
      const parsed = typeof query === 'string' ? parseQuery(query) : query
      return store.find(stemQuery(parsed, await store.stemmers()), most)
    },
    async isTagged(work, name) {
      const parsed = { all: [[{ field: 'tag' as const, text: name }]], none: [], problems: [] }
      const { ids } = await store.find(stemQuery(parsed, await store.stemmers()), mostTagged)
      const wanted = new Uint8Array(packedLength)
      return packId(work, wanted, 0) && isAmong(wanted, ids)
    },
    tend: () => store.tend(),
    close: () => store.close(),
  }
}

const mostTagged = 1_000_000

function isAmong(wanted: Uint8Array, ids: Uint8Array): boolean {
  for (let at = 0; at < ids.length; at += packedLength) {
    let same = 0
    while (same < packedLength && ids[at + same] === wanted[same]) same++
    if (same === packedLength) return true
  }
  return false
}
