import {
  type Answer,
  everything,
  type Query,
  type Term,
  type TermKind,
  type TextHits,
} from '#catalogue/catalogue.ts'
import { setTimeout } from 'node:timers/promises'
import type { Actor } from '#policy/actor.ts'
import type { House } from '#web/house.ts'
import type { AlwaysOn } from './always.ts'
import { type Filter, toQuery } from './filter.ts'
import { findPlainly } from './plain.ts'
import { leavesOut, notAskedFor } from './saved.ts'

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
  if (reading.listing !== 'hide' || filter.all) return []
  if (filter.include.some(({ kind }) => kind === 'rating')) return []
  return reading.ask.map((key) => ({ kind: 'rating', key }))
}

/** What was left out of a list, and by what. A number is null while nobody can count. */
export type LeftOut = {
  /** By the reader's comfort: these ratings. */
  comfort: { ratings: readonly Term[]; count: number | null } | null
  /** By filters that are always on, these. */
  always: { filters: readonly AlwaysOn[]; count: number | null } | null
}

/** What was found, what was left out of it, and how far the search for words can be trusted. */
export type Found = {
  answer: Answer
  leftOut: LeftOut
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
 * What belongs to the version of a page that the catalogue made: what was found plainly is good only until it is there. A
 * small one is there once it was asked; a large one may take a while.
 */
export async function catalogueVersion({ catalogue }: Pick<House, 'catalogue'>): Promise<string> {
  if (!catalogue.isReady) await catalogue.find({ ...everything, size: 0 })
  return catalogue.isReady ? '' : '~plain'
}

/**
 * What a filter finds for this reader. What their comfort leaves out is counted, then what `always` leaves out of the
 * rest: no work is counted twice and none is left out untold. While the catalogue is being built a plain and bounded answer, which says so. With `few` so many
 * works of the first page and nothing beside them.
 */
export async function findWorks(
  house: Pick<House, 'db' | 'catalogue' | 'texts'>,
  actor: Actor,
  filter: Filter,
  { always = [], few }: { always?: readonly AlwaysOn[]; few?: number } = {},
): Promise<Found> {
  const ratings = hiddenTerms(actor, filter)
  const out = filter.all ? [] : notAskedFor(leavesOut(always), filter)
  const viewer = viewerOf(actor)
  const { text, words } = await findText(house, filter.text)
  const ask = (hide: readonly Term[], facets: readonly TermKind[]) =>
    toQuery(filter, { viewer, facets, hide, text })
  const query = ask([...ratings, ...out], few === undefined ? facetsShown : [])
  const answer = await house.catalogue.find(few === undefined ? query : { ...query, size: few })
  const leftOut = (comfort: number | null, byAlways: number | null): LeftOut => ({
    comfort: ratings.length > 0 ? { ratings, count: comfort } : null,
    always: out.length > 0 ? { filters: always, count: byAlways } : null,
  })
  if (!answer) {
    const without = { ...filter, exclude: [...filter.exclude, ...ratings, ...out] }
    const plain = await findPlainly(house.db, actor, without)
    const works = few === undefined ? plain.works : plain.works.slice(0, few)
    return { answer: { ...plain, works }, leftOut: leftOut(null, null), words }
  }
  const count = async (hide: readonly Term[]): Promise<number> =>
    (await house.catalogue.find({ ...ask(hide, []), size: 0 }))?.count ?? answer.count
  const withBoth = answer.count
  const withNone = ratings.length + out.length > 0 ? await count([]) : withBoth
  const withComfort =
    out.length === 0 ? withBoth : ratings.length === 0 ? withNone : await count(ratings)
  const byComfort = Math.max(0, withNone - withComfort)
  const byAlways = Math.max(0, withComfort - withBoth)
  return { answer, leftOut: leftOut(byComfort, byAlways), words }
}
