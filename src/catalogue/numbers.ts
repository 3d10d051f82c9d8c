import { popCount } from './arrays.ts'
import type { Base } from './base.ts'
import type { Query, Range } from './catalogue.ts'
import { askedRanges, isLimited } from './conditions.ts'
import { noCount, oneShotFlag } from './rows.ts'

/** What a query asks of one number of each work: within both ends. Where there is a mask, of those bits alone. */
type Asked = {
  readonly column: Uint32Array | Int32Array | Uint16Array | Uint8Array
  readonly least: number
  readonly most: number
  readonly mask: number
}

/** What a query asks of the numbers of works, the columns of the base that answer it. `mayStay` says the same of one work. */
export function askedNumbers(base: Base, query: Query): Asked[] {
  const asked: Asked[] = []
  const ask = (column: Asked['column'], least: number, most: number, mask = -1) =>
    void asked.push({ column, least, most, mask })
  if (query.oneShot !== 'any') {
    const flag = query.oneShot === 'only' ? oneShotFlag : 0
    ask(base.flags, flag, flag, oneShotFlag)
  }
  if (query.onlyRelationship) ask(base.relationships, 1, 1)
  if (query.crossover === 'only') ask(base.groups, 2, Infinity)
  if (query.crossover === 'none') ask(base.groups, 0, 1)
  for (const name of askedRanges) {
    const range: Range | undefined = query.ranges[name]
    if (!isLimited(range)) continue
    const isCount = name === 'kudos' || name === 'comments'
    const { least = -Infinity, most = Infinity } = range
    // Where an author shows no counts there is none within any range.
    ask(base[name], least, isCount ? Math.min(most, noCount - 1) : most)
  }
  return asked
}

/** Keeps of a list, which is written over, what is as asked; how many are left. */
export function keepListed(asked: readonly Asked[], list: Uint32Array, count: number): number {
  let kept = count
  for (const { column, least, most, mask } of asked) {
    const among = kept
    kept = 0
    for (let at = 0; at < among; at++) {
      const work = list[at] ?? 0
      const number = mask === -1 ? (column[work] ?? 0) : (column[work] ?? 0) & mask
      if (number >= least && number <= most) list[kept++] = work
    }
  }
  return kept
}

/** Clears the bits of works that are not as asked. */
export function keepBits(asked: readonly Asked[], bits: Uint32Array): void {
  for (const one of asked) {
    for (let at = 0; at < bits.length; at++) {
      const word = bits[at] ?? 0
      if (word === 0) continue
      if (popCount(word) <= 8) bits[at] = keepFew(word, at << 5, one)
      else if (one.mask === -1) bits[at] = word & within(at << 5, one)
      else bits[at] = word & withinMasked(at << 5, one)
    }
  }
}

/** The bits of 32 works whose numbers are within both ends. Numbers past the end of the column are nobody's. */
function within(first: number, { column, least, most }: Asked): number {
  let word = 0
  const end = Math.min(32, column.length - first)
  for (let place = 0; place < end; place++) {
    const number = column[first + place] ?? 0
    // Without a branch that nobody could foretell.
    word |= (Number(number >= least) & Number(number <= most)) << place
  }
  return word
}

function withinMasked(first: number, { column, least, most, mask }: Asked): number {
  let word = 0
  const end = Math.min(32, column.length - first)
  for (let place = 0; place < end; place++) {
    const number = (column[first + place] ?? 0) & mask
    word |= (Number(number >= least) & Number(number <= most)) << place
  }
  return word
}

function keepFew(word: number, first: number, { column, least, most, mask }: Asked): number {
  let kept = word
  for (let rest = word; rest !== 0; rest &= rest - 1) {
    const place = 31 - Math.clz32(rest & -rest)
    const value = column[first + place] ?? 0
    const number = mask === -1 ? value : value & mask
    if (number < least || number > most) kept &= ~(1 << place)
  }
  return kept
}
