import type { Base } from './base.ts'
import type { Query, Sort } from './catalogue.ts'
import type { Young } from './delta.ts'
import { idAt } from './id-table.ts'
import type { Orders } from './orders.ts'
import { behindAll, compare, keyOf, type RankedSort, rankedSorts } from './ranks.ts'
import type { Desk, Result } from './result.ts'
import { selectByRank, selectByScore } from './select.ts'
import { shuffleKey } from './shuffle.ts'

type Found = { work: Young; score: number }
type Needs = { base: Base; orders: Orders; desk: Desk }

/** A work on its way to the page: its id, and what it stands by. */
type Placed = { id: string; key: number | string }

/**
 * The works of the page that was asked for, by id: those of the base by their ranks, young ones put in between. For any
 * page at most as many of the base are looked at as there are on it, and young ones in the result.
 */
export function pageOf(
  needs: Needs,
  query: Query,
  result: Result,
  young: readonly Found[],
): string[] {
  const { base, orders } = needs
  const { size, offset } = query
  const end = offset + size
  if (size <= 0 || offset >= result.count + young.length) return []
  const sort = sortOf(query)
  const from = Math.max(0, offset - young.length)
  let old: Placed[]
  if (isRanked(sort)) {
    const rank = orders.rank(sort, query.reverse)
    const works = orders.isNear(result.count, end)
      ? walk(orders.order(sort, query.reverse), result, from, end)
      : selectByRank(result.list(), result.count, rank, base.works, from, end)
    if (young.length === 0)
      return Array.from(works.subarray(0, size), (work) => idAt(base.ids, work))
    old = Array.from(works, (work) => ({ id: idAt(base.ids, work), key: orders.key(sort, work) }))
  } else {
    old = scored(needs, query, sort, result, end).slice(from)
  }
  const before = comparing(sort, query.reverse)
  const fresh = young
    .map(({ work, score }) => ({ id: work.id, key: youngKey(sort, query, work, score) }))
    .toSorted(before)
  const merged: Placed[] = []
  let oldAt = 0
  let freshAt = 0
  // The first `from` of the whole page order are of the base, or stand before what is merged here.
  const wanted = end - from
  while (merged.length < wanted && (oldAt < old.length || freshAt < fresh.length)) {
    const one = old[oldAt]
    const other = fresh[freshAt]
    if (one && (!other || before(one, other) < 0)) {
      merged.push(one)
      oldAt++
    } else if (other) {
      merged.push(other)
      freshAt++
    }
  }
  return merged.slice(offset - from, offset - from + size).map(({ id }) => id)
}

/** The works at the places `from` to `to` (exclusive), found by walking the order from its beginning. */
function walk(order: Uint32Array, result: Result, from: number, to: number): Uint32Array {
  const found = new Uint32Array(Math.max(0, Math.min(to, result.count) - from))
  let passed = 0
  for (let at = 0; at < order.length && passed < to; at++) {
    const work = order[at] ?? 0
    if (!result.has(work)) continue
    if (passed >= from) found[passed - from] = work
    passed++
  }
  return found
}

function sortOf(query: Query): Sort {
  return query.sort === 'relevance' && !query.text ? 'updated' : query.sort
}

function isRanked(sort: Sort): sort is RankedSort {
  return (rankedSorts as readonly Sort[]).includes(sort)
}

function scored(
  { base, desk }: Needs,
  query: Query,
  sort: Sort,
  result: Result,
  end: number,
): Placed[] {
  const sign = query.reverse ? -1 : 1
  const score =
    sort === 'relevance'
      ? (work: number) => sign * (desk.scores[work] ?? 0)
      : (work: number) => -sign * shuffleKey(idAt(base.ids, work), query.seed)
  const works = selectByScore(
    result.list(),
    result.count,
    score,
    (a, b) => compare(idAt(base.ids, a), idAt(base.ids, b)),
    end,
  )
  return Array.from(works, (work) => ({ id: idAt(base.ids, work), key: sign * score(work) }))
}

function youngKey(sort: Sort, query: Query, work: Young, score: number): number | string {
  if (sort === 'relevance') return score
  if (sort === 'random') return -shuffleKey(work.id, query.seed)
  return sort === 'title' ? work.title : keyOf(sort, work)
}

/** More first, titles from A; the other way round where that is asked; without a count always last; ties by id. */
function comparing(sort: Sort, reverse: boolean): (a: Placed, b: Placed) => number {
  const sign = reverse ? -1 : 1
  return (a, b) => {
    if (typeof a.key === 'string' || typeof b.key === 'string')
      return sign * compare(String(a.key), String(b.key)) || compare(a.id, b.id)
    if ((a.key === behindAll) !== (b.key === behindAll)) return a.key === behindAll ? 1 : -1
    if (a.key === behindAll) return compare(a.id, b.id)
    return sign * (b.key - a.key) || compare(a.id, b.id)
  }
}
