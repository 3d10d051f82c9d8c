import { packedLength } from '#shared/packed-ids.ts'
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

type Columns = Pick<Rows, 'words' | 'kudos' | 'comments' | 'readers' | 'titleStart' | 'titles'> & {
  ids: IdTable
  updated: Days
  published: Days
}
type Days = Int32Array | Uint16Array

/** Stands behind every number: a count that is not shown. */
export const behindAll = -Infinity

/** What a numeric order goes by: more stands first. */
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
    return of.kudos === noCount ? behindAll : of.kudos / Math.max(1, of.readers)
  const value = of[sort]
  return (sort === 'kudos' || sort === 'comments') && value === noCount ? behindAll : value
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
    // Two bytes at a time, the last ones first; each pass keeps what the one before put in order.
    for (let byte = packedLength - 2; byte >= 0; byte -= 2) {
      sortStably(order, (work) => {
        const at = work * packedLength + byte
        return ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0)
      })
    }
  } else {
    const all = Array.from(order, (work) => idAt(ids, work))
    order.sort((a, b) => compare(all[a] ?? '', all[b] ?? ''))
  }
  const rank = new Uint32Array(ids.count)
  for (let place = 0; place < order.length; place++) rank[order[place] ?? 0] = place
  return rank
}

/** Puts works in order of a number from 0 to 65,535, ascending; those with the same stay as they stand. */
function sortStably(order: Uint32Array, keyOf16: (work: number) => number): void {
  const starts = new Uint32Array(65_537)
  for (const work of order) {
    const key = keyOf16(work) + 1
    starts[key] = (starts[key] ?? 0) + 1
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const from = order.slice()
  for (const work of from) {
    const key = keyOf16(work)
    const place = starts[key] ?? 0
    starts[key] = place + 1
    order[place] = work
  }
}

/** Most first, ties by id. */
function orderNumbers(count: number, byId: Uint32Array, keys: Float64Array): Uint32Array {
  const order = new Uint32Array(count)
  for (let work = 0; work < count; work++) order[byId[work] ?? 0] = work
  const isWhole = keys.every(
    (key) => key === behindAll || (Number.isInteger(key) && key >= 0 && key < 0xfffffffe),
  )
  // Sorting is stable: ties keep the order of ids.
  if (!isWhole) return order.sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0))
  for (const shift of [0, 16]) {
    sortStably(order, (work) => 65_535 - ((Math.max(0, (keys[work] ?? 0) + 1) >>> shift) & 65_535))
  }
  return order
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
