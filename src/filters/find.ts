import { type Answer, type Query, type Term, type TermKind } from '#catalogue/catalogue.ts'
import type { Actor } from '#policy/actor.ts'
import type { House } from '#web/house.ts'
import { type Filter, toQuery } from './filter.ts'
import { findPlainly } from './plain.ts'

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
 * What a filter finds for this reader, and how many works their comfort left out. While the catalogue is being built a
 * plain and bounded answer, which says so.
 */
export async function findWorks(
  house: Pick<House, 'db' | 'catalogue'>,
  actor: Actor,
  filter: Filter,
): Promise<{ answer: Answer; leftOut: number }> {
  const hide = hiddenTerms(actor, filter)
  const viewer = viewerOf(actor)
  const answer = await house.catalogue.find(toQuery(filter, { viewer, facets: facetsShown, hide }))
  if (!answer) {
    const plain = await findPlainly(
      house.db,
      actor,
      filter,
      hide.map(({ key }) => key),
    )
    return { answer: plain, leftOut: 0 }
  }
  if (hide.length === 0) return { answer, leftOut: 0 }
  const all = await house.catalogue.find({ ...toQuery(filter, { viewer, facets: [] }), size: 0 })
  return { answer, leftOut: Math.max(0, (all?.count ?? answer.count) - answer.count) }
}
