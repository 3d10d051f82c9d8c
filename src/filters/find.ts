import type { Answer, Query, Term, TermKind, TextHits } from '#catalogue/catalogue.ts'
import { setTimeout } from 'node:timers/promises'
import type { Actor } from '#policy/actor.ts'
import type { House } from '#web/house.ts'
import { type Filter, toQuery } from './filter.ts'
import { findPlainly } from './plain.ts'
import { leavesOut, notAskedFor } from './saved.ts'
import { listAlwaysOn } from './saved-reads.ts'

/** Kinds whose most used terms stand beside the works. */
export const facetsShown: readonly TermKind[] = [
  'rating',
  'warning',
  'category',
  'fandom',
  'relationship',
  'character',
  'additional',
  'status',
  'language',
]

export const viewerOf = (actor: Actor): Query['viewer'] => (actor.account ? 'account' : 'stranger')

/** Ratings above this reader's comfort that they want left out of lists; one that is asked for by name is not. */
export function hiddenTerms({ reading }: Actor, filter: Filter): Term[] {
  if (reading.listing !== 'hide') return []
  if (filter.include.some(({ kind }) => kind === 'rating')) return []
  return reading.ask.map((key) => ({ kind: 'rating', key }))
}

/**
 * What was found, how many works the reader's comfort left out, what filters that are always on did, and how far the
 * search for words can be trusted.
 */
export type Found = {
  answer: Answer
  leftOut: number
  always: { names: readonly string[]; leftOut: number } | null
  words: 'none' | 'whole' | 'partly' | 'failed'
}

/** More works than this are not looked at for one search of words: their number is told as "at least". */
const mostHits = 200_000
/** So long a question waits for what was published a moment ago to be in the index, in milliseconds. */
const longestWait = 250

async function findText(
  { texts }: Pick<House, 'texts'>,
  typed: string,
): Promise<{ text: TextHits | null; words: Found['words'] }> {
  if (!typed) return { text: null, words: 'none' }
  const noWords = { ids: new Uint8Array(0), scores: new Float32Array(0) }
  try {
    const waited = new AbortController()
    await Promise.race([
      texts.wake(),
      setTimeout(longestWait, undefined, { signal: waited.signal }).catch(() => {}),
    ])
    waited.abort()
    const { ids, scores, exact } = await texts.find(typed, { most: mostHits })
    return { text: { ids, scores }, words: exact.hits ? 'whole' : 'partly' }
  } catch {
    return { text: noWords, words: 'failed' }
  }
}

/**
 * What a filter finds for this reader, and how many works their comfort left out. While the catalogue is being built a
 * plain and bounded answer, which says so.
 */
export async function findWorks(
  house: Pick<House, 'db' | 'catalogue' | 'texts'>,
  actor: Actor,
  filter: Filter,
): Promise<Found> {
  const comfort = hiddenTerms(actor, filter)
  const saved = actor.account ? await listAlwaysOn(house.db, actor.account.id) : []
  const out = notAskedFor(leavesOut(saved), filter)
  const hide = [...comfort, ...out]
  const viewer = viewerOf(actor)
  const { text, words } = await findText(house, filter.text)
  const answer = await house.catalogue.find(
    toQuery(filter, { viewer, facets: facetsShown, hide, text }),
  )
  if (!answer) {
    const plain = await findPlainly(
      house.db,
      actor,
      filter,
      comfort.map(({ key }) => key),
    )
    return { answer: plain, leftOut: 0, always: null, words }
  }
  // What each of the two left out of what the other one would show.
  const countWith = async (left: readonly Term[]): Promise<number> => {
    const query = toQuery(filter, { viewer, facets: [], text, hide: left })
    return (await house.catalogue.find({ ...query, size: 0 }))?.count ?? answer.count
  }
  const leftOut = comfort.length > 0 ? (await countWith(out)) - answer.count : 0
  const byAlways = out.length > 0 ? (await countWith(comfort)) - answer.count : 0
  return {
    answer,
    leftOut: Math.max(0, leftOut),
    always:
      out.length > 0
        ? { names: saved.map(({ name }) => name), leftOut: Math.max(0, byAlways) }
        : null,
    words,
  }
}
