import { words } from './arrays.ts'
import type { Base } from './base.ts'
import type { Rows } from './rows.ts'
import type { Terms } from './terms.ts'

/**
 * A work is found under most of the tags that its author gave, so those are not kept a second time. What is kept for each
 * work is how the two differ: twice the number of a tag that it is found under though its author did not give it, and one
 * more than twice the number of a tag that its author gave though it is not found under it.
 */
export type OwnRows = { differStart: Uint32Array; differ: Uint32Array }

/** Compares, for each work, its author's tags with the terms that it is found under. */
export function makeOwnRows(
  rows: Rows,
  terms: Terms,
  order: Uint32Array,
  { start, list }: { start: Uint32Array; list: Uint32Array },
): OwnRows {
  const givenIn = new Int32Array(terms.count).fill(-1)
  const foundIn = new Int32Array(terms.count).fill(-1)
  const differStart = words(order.length + 1)
  let differ = words(Math.max(64, order.length * 4))
  let length = 0
  const put = (value: number) => {
    if (length === differ.length) {
      const larger = words(length + (length >> 1))
      larger.set(differ)
      differ = larger
    }
    differ[length++] = value
  }
  for (let work = 0; work < order.length; work++) {
    differStart[work] = length
    const row = order[work] ?? 0
    const [first, last] = [rows.tagStart[row] ?? 0, rows.tagStart[row + 1] ?? 0]
    for (let at = first; at < last; at++) givenIn[rows.tags[at] ?? 0] = work
    for (let at = start[work] ?? 0; at < (start[work + 1] ?? 0); at++) {
      const term = list[at] ?? 0
      foundIn[term] = work
      if (givenIn[term] !== work && terms.isTag(term)) put(term * 2)
    }
    for (let at = first; at < last; at++) {
      const tag = rows.tags[at] ?? 0
      if (foundIn[tag] !== work) put(tag * 2 + 1)
    }
  }
  differStart[order.length] = length
  const own = words(length)
  own.set(differ.subarray(0, length))
  return { differStart, differ: own }
}

/** The tags that the author of a work of the base gave, in no order of theirs. */
export function ownTags(base: Base, terms: Terms, work: number): number[] {
  const { differ, differStart, hot, hotStart, hotTerms, cold, coldStart } = base
  const given: number[] = []
  const notGiven: number[] = []
  for (let at = differStart[work] ?? 0; at < (differStart[work + 1] ?? 0); at++) {
    const value = differ[at] ?? 0
    if (value % 2 === 1) given.push((value - 1) / 2)
    else notGiven.push(value / 2)
  }
  const take = (term: number) => {
    if (terms.isTag(term) && !notGiven.includes(term)) given.push(term)
  }
  for (let at = hotStart[work] ?? 0; at < (hotStart[work + 1] ?? 0); at++)
    take(hotTerms[hot[at] ?? 0] ?? 0)
  for (let at = coldStart[work] ?? 0; at < (coldStart[work + 1] ?? 0); at++) take(cold[at] ?? 0)
  return given
}

/** Whether the author gave a tag that the work is found under. */
export function isGiven({ differ, differStart }: Base, work: number, tag: number): boolean {
  for (let at = differStart[work] ?? 0; at < (differStart[work + 1] ?? 0); at++) {
    if (differ[at] === tag * 2) return false
  }
  return true
}
