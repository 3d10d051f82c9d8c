import { bitWords, bytes, hasBit, integers, setBit, shorts, words } from './arrays.ts'
import { termKinds } from './catalogue.ts'
import { addId, type IdTable, idAt, makeIdTable } from './id-table.ts'
import { makeOwnRows } from './own-rows.ts'
import { countGroups, countRelationships } from './own-tags.ts'
import { makeRanks, type Ranks } from './ranks.ts'
import type { Rows } from './rows.ts'
import type { Terms } from './terms.ts'

/** At most so many terms have counters of their own in every count: their numbers fit the nearest memory. Below 65,536. */
export const mostHotTerms = 8192

/**
 * The bulk of the catalogue: works under numbers from 0, those of a fandom side by side. Plain typed arrays over shared
 * memory. For each work the terms that it is found under, in two tiers (`hot`: places in `hotTerms`; `cold`: terms);
 * for each term its works, ascending, or a row of bits where it has more than one of 32.
 */
export type Base = {
  works: number
  /** Terms that there were when it was built. */
  terms: number
  ids: IdTable
  differStart: Uint32Array
  differ: Uint32Array
  hotTerms: Uint32Array
  hotStart: Uint32Array
  hot: Uint16Array
  coldStart: Uint32Array
  cold: Uint32Array
  /** For each kind the most works that a cold term of it has. */
  coldMost: Uint32Array
  /** The most used cold terms, most first: at most `mostRanked`. */
  coldRanked: Uint32Array
  postStart: Uint32Array
  posts: Uint32Array
  denseTerms: Uint32Array
  dense: Uint32Array
  words: Uint32Array
  kudos: Uint32Array
  comments: Uint32Array
  readers: Uint32Array
  updated: Int32Array | Uint16Array
  published: Int32Array | Uint16Array
  flags: Uint8Array
  relationships: Uint8Array
  groups: Uint8Array
  titleStart: Uint32Array
  titles: Uint8Array
  ranks: Ranks
}

/** Builds a base of rows. Takes about 5 microseconds a work. */
export function buildBase(rows: Rows, terms: Terms, mostHot: number = mostHotTerms): Base {
  const count = rows.ids.count
  const order = clusterByFandom(rows, terms, count)
  const { start, list, uses } = termRows(rows, terms, order)
  const { hotTerms, hotOf } = chooseHot(uses, terms, mostHot)
  const tiers = splitTiers(start, list, hotOf, count)
  const postings = postAll(start, list, uses, count)
  const differences = makeOwnRows(rows, terms, order, { start, list })
  const moved = moveColumns(rows, order)
  const coldMost = words(termKinds.length)
  for (let term = 0; term < uses.length; term++) {
    const kind = terms.kindAt(term)
    const most = uses[term] ?? 0
    if (hotOf[term] === 0 && kind < termKinds.length && most > (coldMost[kind] ?? 0))
      coldMost[kind] = most
  }
  const coldRanked = rankCold(uses, hotOf, terms)
  const relationships = bytes(count)
  const groups = bytes(count)
  for (let work = 0; work < count; work++) {
    const row = order[work] ?? 0
    const own = rows.tags.subarray(rows.tagStart[row], rows.tagStart[row + 1])
    relationships[work] = countRelationships(terms, own)
    groups[work] = countGroups(terms, own)
  }
  return {
    works: count,
    terms: terms.count,
    ...moved,
    ...differences,
    hotTerms,
    ...tiers,
    coldMost,
    coldRanked,
    ...postings,
    relationships,
    groups,
    ranks: makeRanks(moved),
  }
}

/** The order of works in which those with the same first fandom stand side by side. */
function clusterByFandom(rows: Rows, terms: Terms, count: number): Uint32Array {
  const first = new Uint32Array(count)
  for (let row = 0; row < count; row++) {
    for (let at = rows.tagStart[row] ?? 0; at < (rows.tagStart[row + 1] ?? 0); at++) {
      const root = terms.rootOf(rows.tags[at] ?? 0)
      if (terms.kindAt(root) !== 0) continue
      first[row] = root + 1
      break
    }
  }
  const starts = new Uint32Array(terms.count + 2)
  for (let row = 0; row < count; row++)
    starts[(first[row] ?? 0) + 1] = (starts[(first[row] ?? 0) + 1] ?? 0) + 1
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const order = new Uint32Array(count)
  for (let row = 0; row < count; row++) {
    const place = starts[first[row] ?? 0] ?? 0
    starts[first[row] ?? 0] = place + 1
    order[place] = row
  }
  return order
}

/** For each work, by its new number, all terms that it is found under, each once; and how many works each term has. */
function termRows(rows: Rows, terms: Terms, order: Uint32Array) {
  const uses = new Uint32Array(terms.count)
  const seenIn = new Int32Array(terms.count).fill(-1)
  const start = words(order.length + 1)
  let list = words(Math.max(64, rows.tags.length + rows.others.length))
  let length = 0
  const take = (work: number, term: number) => {
    if (seenIn[term] === work) return
    seenIn[term] = work
    uses[term] = (uses[term] ?? 0) + 1
    if (length === list.length) {
      const larger = words(list.length * 2)
      larger.set(list)
      list = larger
    }
    list[length++] = term
  }
  for (let work = 0; work < order.length; work++) {
    start[work] = length
    const row = order[work] ?? 0
    for (let at = rows.tagStart[row] ?? 0; at < (rows.tagStart[row + 1] ?? 0); at++) {
      for (const term of terms.closureOf(rows.tags[at] ?? 0)) take(work, term)
    }
    for (let at = rows.otherStart[row] ?? 0; at < (rows.otherStart[row + 1] ?? 0); at++) {
      take(work, rows.others[at] ?? 0)
    }
  }
  start[order.length] = length
  return { start, list: list.subarray(0, length), uses }
}

/** The most used terms; `hotOf` is 0 for a cold term, else its place in `hotTerms` + 1. */
function chooseHot(uses: Uint32Array, terms: Terms, mostHot: number) {
  const used: number[] = []
  const histogram = new Uint32Array(1 << 16)
  for (const most of uses) {
    const at = Math.min(most, histogram.length - 1)
    histogram[at] = (histogram[at] ?? 0) + 1
  }
  let least = histogram.length - 1
  for (let sum = 0; least > 0; least--) {
    sum += histogram[least] ?? 0
    if (sum > mostHot) break
  }
  for (let term = 0; term < uses.length; term++) {
    if ((uses[term] ?? 0) > least && terms.kindAt(term) < termKinds.length) used.push(term)
  }
  const hotTerms = words(used.length)
  hotTerms.set(used)
  const hotOf = new Uint16Array(uses.length)
  for (const [at, term] of used.entries()) hotOf[term] = at + 1
  return { hotTerms, hotOf }
}

/** So many cold terms are known by their rank. */
const mostRanked = 1 << 16

function rankCold(uses: Uint32Array, hotOf: Uint16Array, terms: Terms): Uint32Array {
  const histogram = new Uint32Array(1 << 16)
  const isCold = (term: number) => hotOf[term] === 0 && terms.kindAt(term) < termKinds.length
  const placeOf = (most: number) => Math.min(most, histogram.length - 1)
  for (let term = 0; term < uses.length; term++) {
    const place = placeOf(uses[term] ?? 0)
    if (isCold(term)) histogram[place] = (histogram[place] ?? 0) + 1
  }
  let least = histogram.length - 1
  let count = 0
  while (least > 1 && count + (histogram[least] ?? 0) <= mostRanked)
    count += histogram[least--] ?? 0
  const ranked: number[] = []
  for (let term = 0; term < uses.length; term++) {
    if (isCold(term) && placeOf(uses[term] ?? 0) > least) ranked.push(term)
  }
  ranked.sort((one, other) => (uses[other] ?? 0) - (uses[one] ?? 0) || one - other)
  const made = words(ranked.length)
  made.set(ranked)
  return made
}

function splitTiers(start: Uint32Array, list: Uint32Array, hotOf: Uint16Array, count: number) {
  let hotCount = 0
  for (const term of list) if (hotOf[term] !== 0) hotCount++
  const hotStart = words(count + 1)
  const coldStart = words(count + 1)
  const hot = shorts(hotCount)
  const cold = words(list.length - hotCount)
  let hotAt = 0
  let coldAt = 0
  for (let work = 0; work < count; work++) {
    hotStart[work] = hotAt
    coldStart[work] = coldAt
    for (let at = start[work] ?? 0; at < (start[work + 1] ?? 0); at++) {
      const term = list[at] ?? 0
      const place = hotOf[term] ?? 0
      if (place === 0) cold[coldAt++] = term
      else hot[hotAt++] = place - 1
    }
  }
  hotStart[count] = hotAt
  coldStart[count] = coldAt
  return { hotStart, hot, coldStart, cold }
}

function postAll(start: Uint32Array, list: Uint32Array, uses: Uint32Array, count: number) {
  const isDense = (term: number) => (uses[term] ?? 0) > count / 32
  const dense: number[] = []
  const denseAt = new Map<number, number>()
  const postStart = words(uses.length + 1)
  let length = 0
  for (let term = 0; term < uses.length; term++) {
    postStart[term] = length
    if (isDense(term)) {
      denseAt.set(term, dense.length)
      dense.push(term)
    } else length += uses[term] ?? 0
  }
  postStart[uses.length] = length
  const posts = words(length)
  const width = bitWords(count)
  const bits = words(width * dense.length)
  const rowsOfBits = dense.map((_, at) => bits.subarray(at * width, (at + 1) * width))
  const next = postStart.slice()
  for (let work = 0; work < count; work++) {
    for (let at = start[work] ?? 0; at < (start[work + 1] ?? 0); at++) {
      const term = list[at] ?? 0
      const row = denseAt.get(term)
      if (row === undefined) {
        const place = next[term] ?? 0
        posts[place] = work
        next[term] = place + 1
      } else {
        const its = rowsOfBits[row]
        if (its) setBit(its, work)
      }
    }
  }
  const denseTerms = words(dense.length)
  denseTerms.set(dense)
  return { postStart, posts, denseTerms, dense: bits }
}

function moveColumns(rows: Rows, order: Uint32Array) {
  const count = order.length
  const move = <Kind extends Uint32Array | Int32Array | Uint8Array>(
    from: Kind,
    make: (length: number) => Kind,
  ): Kind => {
    const made = make(count)
    for (let work = 0; work < count; work++) made[work] = from[order[work] ?? 0] ?? 0
    return made
  }
  const ids = makeIdTable(count)
  const titleStart = words(count + 1)
  const titles = bytes(rows.titleStart[count] ?? 0)
  let titleAt = 0
  for (let work = 0; work < count; work++) {
    const row = order[work] ?? 0
    addId(ids, idAt(rows.ids, row))
    const title = rows.titles.subarray(rows.titleStart[row], rows.titleStart[row + 1])
    titleStart[work] = titleAt
    titles.set(title, titleAt)
    titleAt += title.length
  }
  titleStart[count] = titleAt
  return {
    ids,
    titleStart,
    titles,
    words: move(rows.words, words),
    kudos: move(rows.kudos, words),
    comments: move(rows.comments, words),
    readers: move(rows.readers, words),
    updated: narrow(move(rows.updated, integers)),
    published: narrow(move(rows.published, integers)),
    flags: move(rows.flags, bytes),
  }
}

/** Days from 1970 to 2149 take half the room. */
function narrow(days: Int32Array): Int32Array | Uint16Array {
  if (days.some((day) => day < 0 || day > 0xffff)) return days
  const made = shorts(days.length)
  made.set(days)
  return made
}

/** The works of a term: a list, ascending, or a row of bits. */
export type Posting = { list: Uint32Array; bits: null } | { list: null; bits: Uint32Array }

const nothing: Posting = { list: new Uint32Array(0), bits: null }

export function postingOf(base: Base, term: number): Posting {
  if (term >= base.terms) return nothing
  const list = base.posts.subarray(base.postStart[term], base.postStart[term + 1])
  if (list.length > 0) return { list, bits: null }
  const at = base.denseTerms.indexOf(term)
  if (at < 0) return nothing
  const width = bitWords(base.works)
  return { list: null, bits: base.dense.subarray(at * width, (at + 1) * width) }
}

/** Whether a work is among those of a posting. */
export function isPosted({ list, bits }: Posting, work: number): boolean {
  if (bits) return hasBit(bits, work)
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < work) low = middle + 1
    else high = middle
  }
  return list[low] === work
}
