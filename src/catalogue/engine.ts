import { clearBit, hasBit, setBit, bitWords } from './arrays.ts'
import { type Base, buildBase, mostHotTerms, type Posting, postingOf } from './base.ts'
import {
  type Answer,
  type Changes,
  type Entry,
  mostFacets,
  mostOnPage,
  type Query,
  type TagEntry,
} from './catalogue.ts'
import { type Compaction, rowAt, type Since, sinceNow } from './compaction.ts'
import { conditionsOf, isYoungFound } from './conditions.ts'
import { Delta, type Young } from './delta.ts'
import { Counters, countTerms } from './facets.ts'
import { findId } from './id-table.ts'
import { Overlay } from './overlay.ts'
import { pageOf } from './page.ts'
import { Orders } from './orders.ts'
import { Desk, findInBase, scoresById } from './result.ts'
import { accountsOnlyFlag, type Row, rowOf, RowsBuilder } from './rows.ts'
import { Terms } from './terms.ts'

/**
 * The catalogue: which works there are, by what they can be found, in what order. A base with all that was known when it
 * was built, a delta with what came since, and an overlay for families of tags that changed since. Answers are exact.
 * Pure: it knows no clock, no thread, no file.
 */
export class Catalogue {
  #terms: Terms
  #base: Base
  #desk: Desk
  #orders: Orders
  /** Works of the base that are still there as they are, for accounts and for strangers. */
  #there = new Uint32Array(0)
  #open = new Uint32Array(0)
  #thereCount = 0
  #openCount = 0
  /** How many of those each hot term has. */
  #hotThere = new Uint32Array(0)
  #hotOpen = new Uint32Array(0)
  #delta: Delta
  #overlay = new Overlay()
  readonly #counters = new Counters()
  #at = 0
  #since: Since | null = null

  readonly #mostHot: number

  constructor(terms: Terms, base: Base, mostHot: number = mostHotTerms) {
    this.#terms = terms
    this.#mostHot = mostHot
    this.#base = base
    this.#desk = new Desk(base.works)
    this.#orders = new Orders(base)
    this.#delta = new Delta(terms)
    this.#count()
  }

  get works(): number {
    return this.#thereCount + this.#delta.size
  }
  /** How much stands beside the base: a new one is due when it is a lot. */
  get pending(): { works: number; terms: number } {
    return {
      works: this.#delta.size + this.#base.works - this.#thereCount,
      terms: this.#overlay.size,
    }
  }
  get base(): Base {
    return this.#base
  }
  get terms(): Terms {
    return this.#terms
  }

  #count(): void {
    const { works, hotStart, hot, flags, hotTerms } = this.#base
    this.#there = new Uint32Array(bitWords(works))
    this.#open = new Uint32Array(bitWords(works))
    this.#hotThere = new Uint32Array(hotTerms.length)
    this.#hotOpen = new Uint32Array(hotTerms.length)
    this.#thereCount = works
    this.#openCount = 0
    for (let work = 0; work < works; work++) {
      setBit(this.#there, work)
      const isOpen = ((flags[work] ?? 0) & accountsOnlyFlag) === 0
      if (isOpen) {
        setBit(this.#open, work)
        this.#openCount++
      }
      for (let at = hotStart[work] ?? 0; at < (hotStart[work + 1] ?? 0); at++) {
        const term = hot[at] ?? 0
        this.#hotThere[term] = (this.#hotThere[term] ?? 0) + 1
        if (isOpen) this.#hotOpen[term] = (this.#hotOpen[term] ?? 0) + 1
      }
    }
  }

  #drop(work: number): void {
    if (!hasBit(this.#there, work)) return
    const { hotStart, hot } = this.#base
    const isOpen = hasBit(this.#open, work)
    clearBit(this.#there, work)
    clearBit(this.#open, work)
    this.#thereCount--
    if (isOpen) this.#openCount--
    for (let at = hotStart[work] ?? 0; at < (hotStart[work + 1] ?? 0); at++) {
      const term = hot[at] ?? 0
      this.#hotThere[term] = (this.#hotThere[term] ?? 0) - 1
      if (isOpen) this.#hotOpen[term] = (this.#hotOpen[term] ?? 0) - 1
    }
  }

  /** Takes over what happened; every question from now on is answered by it. */
  apply({ tags, works, gone }: Changes): void {
    this.#at++
    if (tags.length > 0) this.#describe(tags)
    for (const entry of works) this.#put(rowOf(this.#terms, entry))
    for (const id of gone) this.#remove(id)
  }

  #put(row: Row): void {
    const old = findId(this.#base.ids, row.id)
    if (old >= 0) this.#drop(old)
    this.#delta.put(row, this.#at)
    this.#since?.gone.delete(row.id)
  }

  #remove(id: string): void {
    const old = findId(this.#base.ids, id)
    if (old >= 0) this.#drop(old)
    this.#delta.remove(id)
    this.#since?.gone.add(id)
  }

  #describe(tags: readonly TagEntry[]): void {
    const terms = this.#terms
    const affected = new Set<number>()
    const reach = () => {
      for (const { id } of tags) for (const one of terms.below(terms.tag(id))) affected.add(one)
    }
    // What is under them now, and what will be: both change.
    reach()
    const before = new Map([...affected].map((tag) => [tag, terms.closureOf(tag)]))
    const kinds = new Map([...affected].map((tag) => [tag, kindsOf(terms, tag)]))
    const changed = tags.filter((tag) => terms.describe(tag))
    if (changed.length === 0) return
    terms.forgetClosures()
    reach()
    const stale = new Set<number>()
    const touched = new Set<number>()
    const building = this.#since
    for (const tag of affected) {
      const old = new Set(before.get(tag) ?? [tag])
      const different = old.symmetricDifference(new Set(terms.closureOf(tag)))
      const hasMoved = (kinds.get(tag) ?? kindsOf(terms, tag)) !== kindsOf(terms, tag)
      if (hasMoved) different.add(tag)
      if (different.size === 0) continue
      // No work of a base has a tag that came after it; the base that is being built may have newer ones.
      if (building && tag < building.count) {
        for (const term of different) building.terms.add(term)
        building.tags.add(tag)
      }
      if (tag >= this.#base.terms) continue
      for (const term of different) stale.add(term)
      touched.add(tag)
    }
    if (touched.size > 0) this.#overlay.recompute(this.#base, terms, stale, touched)
    this.#delta.refresh()
  }

  #postingOf = (term: number): Posting => this.#overlay.posting(term) ?? postingOf(this.#base, term)

  /** Answers a question, exactly. */
  find(asked: Query): Answer {
    const query = {
      ...asked,
      size: Math.min(asked.size, mostOnPage),
      offset: Math.max(0, asked.offset),
      facetSize: Math.min(asked.facetSize, mostFacets),
    }
    const conditions = conditionsOf(this.#terms, query)
    const strangers = conditions.forStrangers
    const result = findInBase(
      {
        base: this.#base,
        desk: this.#desk,
        seen: strangers ? this.#open : this.#there,
        seenCount: strangers ? this.#openCount : this.#thereCount,
        postingOf: this.#postingOf,
      },
      query,
      conditions,
    )
    const young = this.#findYoung(query, conditions)
    const works = pageOf(
      { base: this.#base, orders: this.#orders, desk: this.#desk },
      query,
      result,
      young,
    )
    const facets = countTerms(
      {
        base: this.#base,
        terms: this.#terms,
        overlay: this.#overlay,
        counters: this.#counters,
        hotCounts: strangers ? this.#hotOpen : this.#hotThere,
        postingOf: this.#postingOf,
      },
      query,
      result,
      young.map(({ work }) => work),
    )
    return {
      works,
      count: result.count + young.length,
      facets,
      exact: { count: 'exact', facets: 'exact' },
    }
  }

  #findYoung(
    query: Query,
    conditions: ReturnType<typeof conditionsOf>,
  ): { work: Young; score: number }[] {
    if (conditions.impossible || this.#delta.size === 0) return []
    const found: { work: Young; score: number }[] = []
    if (query.text) {
      const scoreOf = scoresById(query.text)
      for (const work of this.#delta.all()) {
        const score = scoreOf(work.id)
        if (score !== undefined && isYoungFound(query, conditions, work))
          found.push({ work, score })
      }
      return found
    }
    let among: Iterable<Young> = this.#delta.all()
    let fewest = this.#delta.size
    for (const group of conditions.groups) {
      const [term] = group
      if (group.length !== 1 || term === undefined) continue
      const under = this.#delta.under(term)
      if (!under) return []
      if (under.size < fewest) {
        among = under
        fewest = under.size
      }
    }
    for (const work of among) {
      if (isYoungFound(query, conditions, work)) found.push({ work, score: 0 })
    }
    return found
  }

  /** All works as rows, as they are now: what a new base is built from. */
  *rows(): Generator<Row> {
    const base = this.#base
    for (let work = 0; work < base.works; work++) {
      if (!hasBit(this.#there, work)) continue
      yield rowAt(base, this.#terms, work)
    }
    yield* this.#delta.all()
  }

  /** Builds a new base at once, with all that came since. */
  compact(): void {
    const terms = new Terms(this.#terms.data())
    const builder = new RowsBuilder()
    for (const row of this.rows()) builder.add(row)
    this.#begin()
    this.replaceBase(buildBase(builder.done(), terms, this.#mostHot))
  }

  #begin(): void {
    this.#since = sinceNow(this.#at, this.#terms.count)
  }

  /** What another thread needs to build a new base aside; what happens from now on is kept for `replaceBase`. */
  beginCompaction(): Compaction {
    this.#begin()
    return {
      base: this.#base,
      there: this.#there.slice(),
      young: [...this.#delta.all()].map(({ effective: _, ...row }) => row),
      terms: this.#terms.data(),
      mostHot: this.#mostHot,
    }
  }

  /** Puts a base in the place of the old one that was built of what there was at `beginCompaction`. */
  replaceBase(base: Base): void {
    const since = this.#since ?? sinceNow(this.#at, this.#terms.count)
    this.#since = null
    const later = [...this.#delta.all()].filter(({ at }) => at > since.at)
    this.#base = base
    this.#desk = new Desk(base.works)
    this.#orders = new Orders(base)
    this.#overlay = new Overlay()
    this.#delta = new Delta(this.#terms)
    this.#count()
    if (since.tags.size > 0 || since.terms.size > 0)
      this.#overlay.recompute(base, this.#terms, since.terms, since.tags)
    for (const work of later) {
      const old = findId(base.ids, work.id)
      if (old >= 0) this.#drop(old)
      this.#delta.put(work, work.at)
    }
    for (const id of since.gone) {
      const old = findId(base.ids, id)
      if (old >= 0) this.#drop(old)
    }
  }
}

/** Which kind a tag and its root are of. */
function kindsOf(terms: Terms, tag: number): number {
  return terms.kindAt(tag) * 256 + terms.kindAt(terms.rootOf(tag))
}

/** Takes in tags and works one by one; each work once. */
export class CatalogueBuilder {
  readonly #terms = new Terms()
  readonly #rows = new RowsBuilder()
  readonly #mostHot: number

  constructor(mostHot: number = mostHotTerms) {
    this.#mostHot = mostHot
  }
  describe(tag: TagEntry): void {
    this.#terms.describe(tag)
  }
  add(entry: Entry): void {
    this.#rows.add(rowOf(this.#terms, entry))
  }
  done(): Catalogue {
    this.#terms.settle()
    const base = buildBase(this.#rows.done(), this.#terms, this.#mostHot)
    this.#terms.forgetClosures()
    return new Catalogue(this.#terms, base, this.#mostHot)
  }
}

/** A catalogue of these works and tags, each of which comes once. */
export function makeCatalogue(
  entries: Iterable<Entry>,
  tags: Iterable<TagEntry>,
  mostHot: number = mostHotTerms,
): Catalogue {
  const builder = new CatalogueBuilder(mostHot)
  for (const tag of tags) builder.describe(tag)
  for (const entry of entries) builder.add(entry)
  return builder.done()
}
