import { bitWords, listBits, popCount, setBit } from './arrays.ts'
import { type Base, type Posting, postingOf } from './base.ts'
import { isGiven, ownTags } from './own-rows.ts'
import { countGroups, countRelationships } from './own-tags.ts'
import type { Terms } from './terms.ts'

/**
 * Works of the terms whose families changed since the base was built, as rows of bits that hold in place of the base's.
 * They are counted one by one, apart from the tiers, until a new base takes them in.
 */
export class Overlay {
  readonly #bits = new Map<number, { bits: Uint32Array; count: number }>()

  get size(): number {
    return this.#bits.size
  }
  terms(): Iterable<number> {
    return this.#bits.keys()
  }
  has(term: number): boolean {
    return this.#bits.has(term)
  }
  /** At most how many works of the base a term has. */
  most(term: number): number {
    return this.#bits.get(term)?.count ?? 0
  }
  posting(term: number): Posting | null {
    const found = this.#bits.get(term)
    return found ? { list: null, bits: found.bits } : null
  }

  /**
   * Works out anew which works of the base are under each of these terms, and how many relationships and groups of
   * fandoms the works have whose tags are among `touched`. One pass over what authors' tags and terms differ in.
   */
  recompute(
    base: Base,
    terms: Terms,
    wanted: ReadonlySet<number>,
    touched: ReadonlySet<number>,
  ): void {
    const rows = new Map<number, Uint32Array>()
    for (const term of wanted) rows.set(term, new Uint32Array(bitWords(base.works)))
    const under = new Map<number, Uint32Array[]>()
    const isUnder = new Uint8Array(terms.count)
    for (const term of wanted) {
      for (const tag of terms.below(term)) {
        if (isUnder[tag] === 1) continue
        const its = terms.closureOf(tag).flatMap((one) => rows.get(one) ?? [])
        if (its.length === 0) continue
        isUnder[tag] = 1
        under.set(tag, its)
      }
    }
    const recount = new Uint32Array(bitWords(base.works))
    const meet = (tag: number, work: number) => {
      if (touched.has(tag)) setBit(recount, work)
      if (isUnder[tag] === 1) for (const bits of under.get(tag) ?? []) setBit(bits, work)
    }
    for (const tag of new Set([...under.keys(), ...touched])) {
      for (const work of listPosted(postingOf(base, tag))) {
        if (isGiven(base, work, tag)) meet(tag, work)
      }
    }
    // Tags that were given and that the work was not found under: synonyms, when the base was built.
    const { differ, differStart } = base
    for (let work = 0; work < base.works; work++) {
      const end = differStart[work + 1] ?? 0
      for (let at = differStart[work] ?? 0; at < end; at++) {
        const value = differ[at] ?? 0
        if ((value & 1) === 1) meet((value - 1) / 2, work)
      }
    }
    for (const work of listPosted({ list: null, bits: recount })) {
      const own = ownTags(base, terms, work)
      base.relationships[work] = countRelationships(terms, own)
      base.groups[work] = countGroups(terms, own)
    }
    for (const [term, bits] of rows) {
      let count = 0
      for (const word of bits) count += popCount(word)
      this.#bits.set(term, { bits, count })
    }
  }
}

function listPosted({ list, bits }: Posting): Uint32Array {
  if (list) return list
  let count = 0
  for (const word of bits) count += popCount(word)
  const works = new Uint32Array(count)
  listBits(bits, works)
  return works
}
