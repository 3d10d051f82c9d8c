import { type Query, type Range, singleKinds, type TermKind } from './catalogue.ts'
import type { Young } from './delta.ts'
import { accountsOnlyFlag, noCount, oneShotFlag } from './rows.ts'
import type { Terms } from './terms.ts'

/** A query with its terms as numbers. */
export type Conditions = {
  /** A work must be under at least one term of each group. */
  groups: readonly (readonly number[])[]
  exclude: readonly number[]
  /** Something is included that no work has. */
  impossible: boolean
  forStrangers: boolean
}

export function conditionsOf(terms: Terms, query: Query): Conditions {
  const groups: number[][] = []
  const single = new Map<TermKind, number[]>()
  for (const term of query.include) {
    const number = terms.find(term)
    const found = number < 0 ? [] : [number]
    const group = single.get(term.kind)
    if (group) group.push(...found)
    else {
      groups.push(found)
      if (singleKinds.includes(term.kind)) single.set(term.kind, found)
    }
  }
  const exclude = query.exclude.map((term) => terms.find(term)).filter((term) => term >= 0)
  return {
    groups,
    exclude,
    impossible: groups.some((group) => group.length === 0),
    forStrangers: query.viewer === 'stranger',
  }
}

/** What is asked of the numbers of a work, besides its terms. */
export type Numbers = Pick<
  Young,
  'words' | 'kudos' | 'comments' | 'updated' | 'published' | 'flags' | 'relationships' | 'groups'
>

export const askedRanges = ['words', 'kudos', 'comments', 'updated', 'published'] as const

/** A range that says something. */
export function isLimited(range: Range | undefined): range is Range {
  return range !== undefined && (range.least !== undefined || range.most !== undefined)
}

export function isWithin(value: number, { least, most }: Range): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most)
}

/** Whether a work's numbers are as the query wants them. */
export function mayStay(query: Query, work: Numbers): boolean {
  const isOneShot = (work.flags & oneShotFlag) !== 0
  if (query.oneShot !== 'any' && isOneShot !== (query.oneShot === 'only')) return false
  if (query.onlyRelationship && work.relationships !== 1) return false
  if (query.crossover !== 'any' && work.groups > 1 !== (query.crossover === 'only')) return false
  for (const name of askedRanges) {
    const range = query.ranges[name]
    if (!isLimited(range)) continue
    const value = work[name]
    if ((name === 'kudos' || name === 'comments') && value === noCount) return false
    if (!isWithin(value, range)) return false
  }
  return true
}

/** Whether a young work is in the result, as far as text has no say. */
export function isYoungFound(query: Query, conditions: Conditions, work: Young): boolean {
  if (conditions.forStrangers && (work.flags & accountsOnlyFlag) !== 0) return false
  return (
    conditions.groups.every((group) => group.some((term) => work.effective.has(term))) &&
    !conditions.exclude.some((term) => work.effective.has(term)) &&
    mayStay(query, work)
  )
}
