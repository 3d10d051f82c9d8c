import { bitWords, listBits } from './arrays.ts'
import { type Base, isPosted, type Posting } from './base.ts'
import { asksNumbers, type Conditions, mayStay, type Numbers } from './conditions.ts'
import type { Query, TextHits } from './catalogue.ts'
import { findPacked } from './id-table.ts'
import { packedLength, unpackId } from '#shared/packed-ids.ts'

/** Works of the base that a query finds: the first `count` of `list`, ascending. `left` are the others, where they are fewer. */
export type Result = { list: Uint32Array; count: number; left: Uint32Array | null }

/** Memory that each query writes over: what a result holds is good until the next one. */
export class Desk {
  readonly list: Uint32Array
  readonly left: Uint32Array
  readonly bits: Uint32Array
  readonly some: Uint32Array
  readonly scores: Float32Array
  constructor(works: number) {
    this.list = new Uint32Array(works)
    this.left = new Uint32Array(works)
    this.bits = new Uint32Array(bitWords(works))
    this.some = new Uint32Array(bitWords(works))
    this.scores = new Float32Array(works)
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
  if (conditions.impossible) return { list: desk.list, count: 0, left: null }
  const groups = conditions.groups.map((group) => group.map(needs.postingOf))
  const exclude = conditions.exclude.map(needs.postingOf)
  let count: number
  let left: Uint32Array | null = null
  const small = query.text ? listHits(needs, query.text) : smallest(groups, base.works)
  if (small) {
    const rest = groups.filter((group) => !(group.length === 1 && group[0]?.list === small.list))
    count = keep(small, desk.list, (work) => {
      if ((((seen[work >>> 5] ?? 0) >>> (work & 31)) & 1) === 0) return false
      for (const group of rest) if (!group.some((posting) => isPosted(posting, work))) return false
      for (const posting of exclude) if (isPosted(posting, work)) return false
      return true
    })
  } else {
    const { bits } = desk
    bits.set(seen)
    for (const group of groups) intersect(bits, group, desk.some)
    for (const posting of exclude) subtract(bits, posting)
    count = listBits(bits, desk.list)
    if (count > needs.seenCount / 2 && !asksNumbers(query)) {
      for (let at = 0; at < bits.length; at++) bits[at] = (seen[at] ?? 0) & ~(bits[at] ?? 0)
      left = desk.left.subarray(0, listBits(bits, desk.left))
    }
  }
  if (asksNumbers(query)) count = keepNumbers(base, query, desk.list, count)
  return { list: desk.list, count, left }
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

function keepNumbers(base: Base, query: Query, list: Uint32Array, count: number): number {
  const work: Numbers = {
    words: 0,
    kudos: 0,
    comments: 0,
    updated: 0,
    published: 0,
    flags: 0,
    relationships: 0,
    groups: 0,
  }
  let kept = 0
  for (let at = 0; at < count; at++) {
    const one = list[at] ?? 0
    work.words = base.words[one] ?? 0
    work.kudos = base.kudos[one] ?? 0
    work.comments = base.comments[one] ?? 0
    work.updated = base.updated[one] ?? 0
    work.published = base.published[one] ?? 0
    work.flags = base.flags[one] ?? 0
    work.relationships = base.relationships[one] ?? 0
    work.groups = base.groups[one] ?? 0
    if (mayStay(query, work)) list[kept++] = one
  }
  return kept
}

/** How well a work fits, by its id; undefined for one that the search for words did not find. */
export function scoresById({ ids, scores }: TextHits): (id: string) => number | undefined {
  const hits = new Map<string, number>()
  for (let at = 0; at < scores.length; at++)
    hits.set(unpackId(ids, at * packedLength), scores[at] ?? 0)
  return (id) => hits.get(id)
}
