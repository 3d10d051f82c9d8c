import { countGroups, countRelationships } from './own-tags.ts'
import type { Row } from './rows.ts'
import type { Terms } from './terms.ts'

/** A work that is newer than the base, with what it is found under. */
export type Young = Row & {
  effective: Set<number>
  relationships: number
  groups: number
  /** Counts changes: a compaction that began at one takes nothing that came after it. */
  at: number
}

function family(terms: Terms, row: Row): Pick<Young, 'effective' | 'relationships' | 'groups'> {
  const effective = new Set(row.others)
  for (const tag of row.tags) for (const term of terms.closureOf(tag)) effective.add(term)
  return {
    effective,
    relationships: countRelationships(terms, row.tags),
    groups: countGroups(terms, row.tags),
  }
}

/** Works that came or changed since the base was built, by id and by what they are found under. */
export class Delta {
  readonly #terms: Terms
  readonly #works = new Map<string, Young>()
  readonly #byTerm = new Map<number, Set<Young>>()

  constructor(terms: Terms) {
    this.#terms = terms
  }

  get size(): number {
    return this.#works.size
  }
  get(id: string): Young | undefined {
    return this.#works.get(id)
  }
  all(): Iterable<Young> {
    return this.#works.values()
  }
  /** Those that are found under this term; undefined when none are. */
  under(term: number): ReadonlySet<Young> | undefined {
    return this.#byTerm.get(term)
  }

  put(row: Row, at: number): void {
    this.remove(row.id)
    const work: Young = { ...row, ...family(this.#terms, row), at }
    this.#works.set(row.id, work)
    this.#post(work)
  }

  remove(id: string): void {
    const work = this.#works.get(id)
    if (!work) return
    this.#works.delete(id)
    this.#unpost(work)
  }

  /** Families are other ones now: what each work is found under is found out again. */
  refresh(): void {
    this.#byTerm.clear()
    for (const work of this.#works.values()) {
      Object.assign(work, family(this.#terms, work))
      this.#post(work)
    }
  }

  #post(work: Young): void {
    for (const term of work.effective) {
      const works = this.#byTerm.get(term)
      if (works) works.add(work)
      else this.#byTerm.set(term, new Set([work]))
    }
  }
  #unpost(work: Young): void {
    for (const term of work.effective) {
      const works = this.#byTerm.get(term)
      works?.delete(work)
      if (works?.size === 0) this.#byTerm.delete(term)
    }
  }
}
