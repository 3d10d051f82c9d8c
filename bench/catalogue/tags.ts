import type { TagEntry } from '#catalogue/catalogue.ts'
import { idOf, mix, shareOf, zipfAt } from './chance.ts'

export type TagKind = TagEntry['kind']
export const tagKinds: readonly TagKind[] = ['fandom', 'relationship', 'character', 'additional']

const keptIds = 50_000

/** A tag as a number of its kind, from 0. */
export type TagNumber = { kind: TagKind; at: number }

/**
 * The tags of a generated catalogue. Nothing is kept of any one of them: what a tag is called, whose synonym it is and
 * what is broader is worked out of its number, so that millions need no memory.
 */
export class TagWorld {
  readonly fandoms: number
  /** Characters of fandom f are those from `characterStart[f]` to the next; relationships alike. */
  readonly characterStart: Uint32Array
  readonly relationshipStart: Uint32Array
  /** Additional tags that everybody uses; after them stands one for each work that may have its own. */
  readonly shared: number
  readonly #works: number
  readonly #seed: number
  readonly #ids = tagKinds.map(() => Array<string | undefined>(keptIds).fill(undefined))

  constructor(works: number, seed: number) {
    this.#works = works
    this.#seed = seed
    this.fandoms = Math.max(12, Math.round(20 * Math.sqrt(works)))
    this.shared = Math.max(60, Math.round(works * 0.2))
    this.characterStart = spread(this.fandoms, works * 0.2, 3)
    this.relationshipStart = spread(this.fandoms, works * 0.33, 3)
  }

  count(kind: TagKind): number {
    if (kind === 'fandom') return this.fandoms
    if (kind === 'character') return this.characterStart[this.fandoms] ?? 0
    if (kind === 'relationship') return this.relationshipStart[this.fandoms] ?? 0
    return this.shared + this.#works
  }

  /** Whether a work has an additional tag that no other work has. */
  hasOwn(work: number): boolean {
    return shareOf(work, this.#seed ^ 0x0b) < 0.75
  }

  id(kind: TagKind, at: number): string {
    const family = tagKinds.indexOf(kind)
    // The most used ones are asked for again and again.
    const kept = at < keptIds ? this.#ids[family] : undefined
    const known = kept?.[at]
    if (known !== undefined) return known
    const id = idOf(family, at, this.#seed)
    if (kept) kept[at] = id
    return id
  }

  /** Where the tags begin among which a tag has its synonyms: those of its fandom, or all of its kind. */
  #first(kind: TagKind, at: number): number {
    if (kind === 'character')
      return this.characterStart[this.#fandomOf(this.characterStart, at)] ?? 0
    if (kind === 'relationship')
      return this.relationshipStart[this.#fandomOf(this.relationshipStart, at)] ?? 0
    return 0
  }
  #fandomOf(starts: Uint32Array, at: number): number {
    let low = 0
    let high = this.fandoms
    while (low + 1 < high) {
      const middle = (low + high) >>> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle
    }
    return low
  }
  #isSynonym(kind: TagKind, at: number, first: number): boolean {
    return at > first + 1 && shareOf(at, this.#seed ^ tagKinds.indexOf(kind)) < 0.205
  }
  /** The tag that a tag is found under, by number: a synonym's stands before it in the same fandom. */
  root(kind: TagKind, at: number): number {
    const first = this.#first(kind, at)
    if (!this.#isSynonym(kind, at, first)) return at
    const most = kind === 'additional' ? Math.min(at, this.shared) : at
    let root = first + zipfAt(shareOf(at, this.#seed ^ 0x51), most - first, 0.7)
    while (this.#isSynonym(kind, root, first)) root--
    return root
  }
  #broader(kind: TagKind, at: number): number[] {
    const first = this.#first(kind, at)
    const chance = shareOf(at, this.#seed ^ 0x77)
    const often = { fandom: 0.3, relationship: 0.04, character: 0.03, additional: 0.08 }[kind]
    if (chance > often || at === first || (kind === 'additional' && at >= this.shared)) return []
    // Families are wide and flat: what is broader stands far before what is narrower.
    return [this.root(kind, first + ((at - first) >> (kind === 'additional' ? 5 : 2)))].filter(
      (one) => one !== at,
    )
  }

  entry(kind: TagKind, at: number): TagEntry {
    const root = this.root(kind, at)
    const isCanonical = root === at
    const waits = kind === 'additional' && at >= this.shared ? 0.7 : 0.12
    const unwrangled = isCanonical && at > 20 && shareOf(at, this.#seed ^ 0x99) < waits
    return {
      id: this.id(kind, at),
      kind,
      root: this.id(kind, root),
      broader:
        isCanonical && !unwrangled ? this.#broader(kind, at).map((one) => this.id(kind, one)) : [],
      unwrangled,
    }
  }

  /** All tags, one after the other. */
  *numbers(): Generator<TagNumber> {
    for (const kind of tagKinds) {
      const count = this.count(kind)
      for (let at = 0; at < count; at++) {
        if (kind === 'additional' && at >= this.shared && !this.hasOwn(at - this.shared)) continue
        yield { kind, at }
      }
    }
  }

  /** The characters of a relationship: the ones that are much used more often. */
  pair(fandom: number, at: number): [number, number] {
    const start = this.characterStart[fandom] ?? 0
    const count = (this.characterStart[fandom + 1] ?? 0) - start
    const near = Math.min(count, 4 + 2 * at)
    const bits = mix(at + 1) ^ mix(fandom + 0x10000)
    const one = zipfAt(shareOf(bits, 1), near, 0.8)
    const other = zipfAt(shareOf(bits, 2), near, 0.8)
    return [start + one, start + (other === one ? (one + 1) % count : other)]
  }
}

/** `total` things over fandoms by Zipf's law, each at least `least`; where each fandom's begin, and at last where all end. */
function spread(fandoms: number, total: number, least: number): Uint32Array {
  const starts = new Uint32Array(fandoms + 1)
  let weights = 0
  for (let at = 0; at < fandoms; at++) weights += (at + 1) ** -0.75
  const rest = Math.max(0, total - least * fandoms)
  let next = 0
  for (let at = 0; at < fandoms; at++) {
    starts[at] = next
    next += least + Math.round((rest * (at + 1) ** -0.75) / weights)
  }
  starts[fandoms] = next
  return starts
}
