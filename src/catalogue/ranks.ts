import { words } from './arrays.ts'
import { type IdTable, idAt } from './id-table.ts'
import { noCount, type Rows, titleAt } from './rows.ts'

/** The orders that are the same for every query. */
export const rankedSorts = [
  'updated',
  'published',
  'words',
  'kudos',
  'comments',
  'kudos-per-reader',
  'title',
] as const
export type RankedSort = (typeof rankedSorts)[number]

/** For each order the place of each work in it, from 0; reversed ones have tables of their own, because ties stay. */
export type Ranks = Record<RankedSort, Uint32Array>

type Columns = Pick<
  Rows,
  'words' | 'kudos' | 'comments' | 'readers' | 'updated' | 'published' | 'titleStart' | 'titles'
> & { ids: IdTable }

/** What a numeric order goes by: more stands first. Without a count: -1, behind all. */
export function keyOf(
  sort: Exclude<RankedSort, 'title'>,
  of: {
    words: number
    kudos: number
    comments: number
    readers: number
    updated: number
    published: number
  },
): number {
  if (sort === 'kudos-per-reader')
    return of.kudos === noCount ? -1 : of.kudos / Math.max(1, of.readers)
  const value = of[sort]
  return (sort === 'kudos' || sort === 'comments') && value === noCount ? -1 : value
}

export function makeRanks(of: Columns): Ranks {
  const count = of.ids.count
  const byId = rankIds(of.ids)
  const ranks = {} as Ranks
  for (const sort of rankedSorts) {
    const order =
      sort === 'title' ? orderTitles(of, byId) : orderNumbers(count, byId, numbersOf(of, sort))
    const rank = words(count)
    for (let place = 0; place < count; place++) rank[order[place] ?? 0] = place
    ranks[sort] = rank
  }
  return ranks
}

function numbersOf(of: Columns, sort: Exclude<RankedSort, 'title'>): Float64Array {
  const count = of.ids.count
  const keys = new Float64Array(count)
  const one = { words: 0, kudos: 0, comments: 0, readers: 0, updated: 0, published: 0 }
  for (let work = 0; work < count; work++) {
    one.words = of.words[work] ?? 0
    one.kudos = of.kudos[work] ?? 0
    one.comments = of.comments[work] ?? 0
    one.readers = of.readers[work] ?? 0
    one.updated = of.updated[work] ?? 0
    one.published = of.published[work] ?? 0
    keys[work] = keyOf(sort, one)
  }
  return keys
}

/** Works by id, ascending: the order of all ties. */
function rankIds(ids: IdTable): Uint32Array {
  const order = new Uint32Array(ids.count)
  for (let work = 0; work < order.length; work++) order[work] = work
  if (ids.odd.size === 0) {
    const { packed } = ids
    // The first six bytes as a number part all but a few; the rest is compared only then.
    const head = new Float64Array(ids.count)
    for (let work = 0; work < ids.count; work++) {
      let value = 0
      for (let at = 0; at < 6; at++) value = value * 256 + (packed[work * 10 + at] ?? 0)
      head[work] = value
    }
    order.sort((a, b) => (head[a] ?? 0) - (head[b] ?? 0) || compare(idAt(ids, a), idAt(ids, b)))
  } else {
    const all = Array.from(order, (work) => idAt(ids, work))
    order.sort((a, b) => compare(all[a] ?? '', all[b] ?? ''))
  }
  const rank = new Uint32Array(ids.count)
  for (let place = 0; place < order.length; place++) rank[order[place] ?? 0] = place
  return rank
}

/** Most first, ties by id. */
function orderNumbers(count: number, byId: Uint32Array, keys: Float64Array): Uint32Array {
  const order = new Uint32Array(count)
  for (let work = 0; work < count; work++) order[byId[work] ?? 0] = work
  // Sorting is stable: ties keep the order of ids.
  return order.sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0))
}

function orderTitles(of: Columns, byId: Uint32Array): Uint32Array {
  const count = of.ids.count
  const titles = Array.from({ length: count }, (_, work) => titleAt(of, work))
  const order = new Uint32Array(count)
  for (let work = 0; work < count; work++) order[byId[work] ?? 0] = work
  return order.sort((a, b) => compare(titles[a] ?? '', titles[b] ?? ''))
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
