import type { Entry, Term, TermKind } from '#catalogue/catalogue.ts'
import type { Generated } from './generate.ts'

const numbered: readonly TermKind[] = [
  'fandom',
  'relationship',
  'character',
  'additional',
  'rating',
  'warning',
  'folded-warning',
  'category',
  'language',
  'status',
]

/**
 * Numbers for all terms but pen names, as a table of a database needs them: those of a kind side by side, in order of
 * their keys, so that a number tells the kind, and ties go by number.
 */
export class Numbering {
  /** Where the numbers of each kind begin, in order of `kinds`; a last one where all end. */
  readonly starts: number[] = []
  readonly kinds = numbered
  readonly keys: string[] = []
  readonly #numbers = numbered.map(() => new Map<string, number>())
  readonly #root: Int32Array
  readonly #broader = new Map<number, number[]>()

  constructor(generated: Generated, codes: ReadonlyMap<TermKind, ReadonlySet<string>>) {
    const keys = new Map<TermKind, string[]>(
      numbered.map((kind) => [kind, [...(codes.get(kind) ?? [])]]),
    )
    for (const { id, kind } of generated.tags()) keys.get(kind)?.push(id)
    for (const [at, kind] of numbered.entries()) {
      this.starts.push(this.keys.length)
      for (const key of (keys.get(kind) ?? []).sort()) {
        this.#numbers[at]?.set(key, this.keys.length)
        this.keys.push(key)
      }
    }
    this.starts.push(this.keys.length)
    this.#root = new Int32Array(this.keys.length)
    for (const tag of generated.tags()) {
      const number = this.#find(tag.kind, tag.id)
      this.#root[number] = this.#find(tag.kind, tag.root)
      if (tag.broader.length > 0)
        this.#broader.set(
          number,
          tag.broader.map((id) => this.#find(tag.kind, id)),
        )
    }
  }

  #find(kind: TermKind, key: string): number {
    return this.#numbers[numbered.indexOf(kind)]?.get(key) ?? -1
  }
  /** The number that a term is found under, or -1. */
  numberOf({ kind, key }: Term): number {
    const number = this.#find(kind, key)
    return number >= 0 && numbered.indexOf(kind) < 4 ? (this.#root[number] ?? -1) : number
  }
  #tag(id: string): number {
    for (const kind of numbered.slice(0, 4)) {
      const number = this.#find(kind, id)
      if (number >= 0) return number
    }
    throw new Error(`no tag ${id}`)
  }
  #isOf(kind: TermKind, number: number): boolean {
    const at = numbered.indexOf(kind)
    return number >= (this.starts[at] ?? 0) && number < (this.starts[at + 1] ?? 0)
  }
  #upwards(root: number): Set<number> {
    const found = new Set([root])
    for (const one of found) {
      for (const above of this.#broader.get(one) ?? []) found.add(this.#root[above] ?? above)
    }
    return found
  }

  /** All that a work is found under, how many relationships it has, and how many groups of fandoms. */
  effective(entry: Entry): { terms: number[]; relationships: number; groups: number } {
    const roots = new Set(
      entry.tags.map((id) => this.#tag(id)).map((tag) => this.#root[tag] ?? tag),
    )
    const terms = new Set<number>()
    for (const root of roots) for (const one of this.#upwards(root)) terms.add(one)
    for (const term of entry.terms) if (term.kind !== 'pen-name') terms.add(this.numberOf(term))
    let groups: Set<number>[] = []
    for (const root of roots) {
      if (!this.#isOf('fandom', root)) continue
      const family = this.#upwards(root)
      const apart = groups.filter((group) => group.isDisjointFrom(family))
      for (const group of groups)
        if (!apart.includes(group)) for (const one of group) family.add(one)
      groups = [...apart, family]
    }
    const relationships = [...roots].filter((root) => this.#isOf('relationship', root)).length
    return { terms: [...terms], relationships, groups: groups.length }
  }
}
