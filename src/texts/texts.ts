import type { FoundTexts, TextChange, TextStore } from '#storage/text-store.ts'
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
    tend: () => store.tend(),
    close: () => store.close(),
  }
}
