import { bitWords, hasBit, listBits, popCount } from './arrays.ts'
import { type Base, isPosted, type Posting } from './base.ts'
import type { Conditions } from './conditions.ts'
import { askedNumbers, keepBits, keepListed } from './numbers.ts'
import type { Query, TextHits } from './catalogue.ts'
import { findPacked } from './id-table.ts'
import { packedLength, unpackId } from '#shared/packed-ids.ts'

/**
 * Works of the base that a query finds. `list` writes them out, ascending, in memory that the next query writes over; where
 * they are most of what there is, `left` are the others, and nobody need list the many.
 */
export type Result = {
  count: number
  left: Uint32Array | null
  list(): Uint32Array
  has(work: number): boolean
}

/** Memory that each query writes over: what a result holds is good until the next one. */
export class Desk {
  readonly list: Uint32Array
  readonly left: Uint32Array
  readonly bits: Uint32Array
  readonly some: Uint32Array
  #scores: Float32Array | null = null
  readonly #works: number
  constructor(works: number) {
    this.list = new Uint32Array(works)
    this.left = new Uint32Array((works >>> 1) + 1)
    this.bits = new Uint32Array(bitWords(works))
    this.some = new Uint32Array(bitWords(works))
    this.#works = works
  }
  /** How well each work fits a search for words: only archives in which words are looked for need the room. */
  get scores(): Float32Array {
    return (this.#scores ??= new Float32Array(this.#works))
  }
}

type Needs = {
  base: Base
  desk: Desk
  /** The works that this viewer may see at all. */
  seen: Uint32Array
  seenCount: number
  postingOf: (term: number) => Posting
}

/** Finds the works of the base: terms first, then numbers. */
export function findInBase(needs: Needs, query: Query, conditions: Conditions): Result {
  const { base, desk, seen } = needs
  if (conditions.impossible) return listed(desk.list, 0, () => false)
  const asked = askedNumbers(base, query)
  const groups = conditions.groups.map((group) => group.map(needs.postingOf))
  const exclude = conditions.exclude.map(needs.postingOf)
  const small = query.text ? listHits(needs, query.text) : smallest(groups, base.works)
  const rest = groups.filter((group) => !(group.length === 1 && group[0]?.list === small?.list))
  const isUnder = (work: number): boolean => {
    if ((((seen[work >>> 5] ?? 0) >>> (work & 31)) & 1) === 0) return false
    for (const group of rest) if (!group.some((posting) => isPosted(posting, work))) return false
    for (const posting of exclude) if (isPosted(posting, work)) return false
    return true
  }
  if (small) {
    const count = keepListed(asked, desk.list, keep(small, desk.list, isUnder))
    const found: Posting = { list: desk.list.subarray(0, count), bits: null }
    return listed(desk.list, count, (work) => isPosted(found, work))
  }
  const { bits } = desk
  bits.set(seen)
  for (const group of groups) intersect(bits, group, desk.some)
  for (const posting of exclude) subtract(bits, posting)
  keepBits(asked, bits)
  let count = 0
  for (const word of bits) count += popCount(word)
  let left: Uint32Array | null = null
  if (count > needs.seenCount / 2) {
    const others = desk.some
    for (let at = 0; at < bits.length; at++) others[at] = (seen[at] ?? 0) & ~(bits[at] ?? 0)
    left = desk.left.subarray(0, listBits(others, desk.left))
  }
  let isListed = false
  return {
    count,
    left,
    has: (work) => hasBit(bits, work),
    list() {
      if (!isListed) listBits(bits, desk.list)
      isListed = true
      return desk.list
    },
  }
}

function listed(list: Uint32Array, count: number, has: (work: number) => boolean): Result {
  return { count, left: null, list: () => list, has }
}

/** The shortest list among what must be there, if it is short enough to be gone through one by one. */
function smallest(
  groups: readonly (readonly Posting[])[],
  works: number,
): { list: Uint32Array; count: number } | null {
  let best: Uint32Array | null = null
  for (const group of groups) {
    const [one] = group
    if (group.length === 1 && one?.list && (best === null || one.list.length < best.length))
      best = one.list
  }
  return best && best.length <= Math.max(64, works / 8) ? { list: best, count: best.length } : null
}

function keep(
  from: { list: Uint32Array; count: number },
  into: Uint32Array,
  mayStayHere: (work: number) => boolean,
): number {
  let count = 0
  for (let at = 0; at < from.count; at++) {
    const work = from.list[at] ?? 0
    if (mayStayHere(work)) into[count++] = work
  }
  return count
}

/** The works that a search for words found, ascending, with how well each fits in `desk.scores`. */
function listHits(
  { base, desk }: Needs,
  { ids, scores }: { ids: Uint8Array; scores: Float32Array },
): { list: Uint32Array; count: number } {
  const found = new Uint32Array(scores.length)
  let count = 0
  for (let at = 0; at < scores.length; at++) {
    const work = findPacked(base.ids, ids, at * packedLength)
    if (work < 0) continue
    found[count++] = work
    desk.scores[work] = scores[at] ?? 0
  }
  return { list: found.subarray(0, count).sort(), count }
}

function intersect(bits: Uint32Array, group: readonly Posting[], some: Uint32Array): void {
  const [one] = group
  if (group.length === 1 && one?.bits) {
    for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) & (one.bits[at] ?? 0)
    return
  }
  some.fill(0)
  for (const posting of group) {
    if (posting.bits) {
      for (let at = 0; at < some.length; at++) some[at] = (some[at] ?? 0) | (posting.bits[at] ?? 0)
    } else {
      for (const work of posting.list)
        some[work >>> 5] = (some[work >>> 5] ?? 0) | (1 << (work & 31))
    }
  }
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) & (some[at] ?? 0)
}

function subtract(bits: Uint32Array, posting: Posting): void {
  if (posting.bits) {
    for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) & ~(posting.bits[at] ?? 0)
  } else {
    for (const work of posting.list)
      bits[work >>> 5] = (bits[work >>> 5] ?? 0) & ~(1 << (work & 31))
  }
}

/** How well a work fits, by its id; undefined for one that the search for words did not find. */
export function scoresById({ ids, scores }: TextHits): (id: string) => number | undefined {
  const hits = new Map<string, number>()
  for (let at = 0; at < scores.length; at++)
    hits.set(unpackId(ids, at * packedLength), scores[at] ?? 0)
  return (id) => hits.get(id)
}
