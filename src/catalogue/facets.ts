import { hasBit } from './arrays.ts'
import type { Base, Posting } from './base.ts'
import { Best } from './best.ts'
import { type Facet, type Query, type TermKind, termKinds } from './catalogue.ts'
import type { Young } from './delta.ts'
import type { Overlay } from './overlay.ts'
import type { Result } from './result.ts'
import type { Terms } from './terms.ts'

type Needs = {
  base: Base
  terms: Terms
  overlay: Overlay
  counters: Counters
  /** How many works that this viewer may see each hot term has. */
  hotCounts: Uint32Array
  postingOf: (term: number) => Posting
}

/**
 * The most used terms of each kind in a result, with exact counts. Hot terms are counted for all kinds at once, walking the
 * result or what it leaves; cold ones only for kinds where one of them could still be among the most used.
 */
export function countTerms(
  needs: Needs,
  query: Query,
  result: Result,
  young: readonly Young[],
): Facet[] {
  if (query.facets.length === 0 || query.facetSize <= 0) return []
  const { base, terms, overlay } = needs
  const extra = countYoung(young)
  const best = new Map<number, Best>(
    query.facets.map((kind) => [
      termKinds.indexOf(kind),
      new Best(query.facetSize, (term) => terms.keyOf(term)),
    ]),
  )
  const offer = (term: number, count: number) => {
    if (query.unwrangledOnly && !terms.isUnwrangled(term)) return
    best.get(terms.kindAt(term))?.offer(term, count)
  }
  const taken = new Set<number>()
  const hot = countHot(base, needs.hotCounts, result)
  for (const [at, term] of base.hotTerms.entries()) {
    if (overlay.has(term)) continue
    const more = extra.get(term)
    if (more !== undefined) taken.add(term)
    offer(term, (hot[at] ?? 0) + (more ?? 0))
  }
  for (const term of overlay.terms()) {
    const kind = best.get(terms.kindAt(term))
    const more = extra.get(term) ?? 0
    taken.add(term)
    if (!kind || overlay.most(term) + more < Math.max(1, kind.least)) continue
    offer(term, countPosted(needs.postingOf(term), result) + more)
  }
  const cold = coldKinds(base, query, best, result)
  if (cold) {
    let mostYoung = 0
    for (const count of extra.values()) mostYoung = Math.max(mostYoung, count)
    const least = Math.min(...[...cold].map((kind) => best.get(kind)?.least ?? 0))
    const tell = (term: number, count: number) => {
      const more = extra.get(term)
      if (more !== undefined) taken.add(term)
      offer(term, count + (more ?? 0))
    }
    const few = query.unwrangledOnly ? null : listContenders(needs, cold, best, result, mostYoung)
    if (few) for (const term of few) tell(term, countPosted(needs.postingOf(term), result))
    else countCold(needs, result, { kinds: cold, least: least - mostYoung }, tell)
  }
  // What only young works have, and cold terms that could not matter without them.
  for (const [term, more] of extra) {
    if (taken.has(term)) continue
    const kind = best.get(terms.kindAt(term))
    if (!kind || mostOf(base, term) + more < kind.least) continue
    const bare = cold?.has(terms.kindAt(term)) ? 0 : countPosted(needs.postingOf(term), result)
    offer(term, bare + more)
  }
  return query.facets.map((kind: TermKind) => ({
    kind,
    terms: best.get(termKinds.indexOf(kind))?.list() ?? [],
  }))
}

/** How many works of the base a cold term has. */
function mostOf(base: Base, term: number): number {
  if (term >= base.terms) return 0
  const length = (base.postStart[term + 1] ?? 0) - (base.postStart[term] ?? 0)
  return length > 0 || !base.denseTerms.includes(term) ? length : base.works
}

function countYoung(young: readonly Young[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { effective } of young) {
    for (const term of effective) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return counts
}

function countHot(base: Base, all: Uint32Array, { list, count, left }: Result): Uint32Array {
  const { hotStart, hot } = base
  const counts = new Uint32Array(base.hotTerms.length)
  const works = left ?? list()
  const length = left ? left.length : count
  for (let at = 0; at < length; at++) {
    const work = works[at] ?? 0
    const end = hotStart[work + 1] ?? 0
    for (let place = hotStart[work] ?? 0; place < end; place++) {
      const term = hot[place] ?? 0
      counts[term] = (counts[term] ?? 0) + 1
    }
  }
  if (left)
    for (let term = 0; term < counts.length; term++)
      counts[term] = (all[term] ?? 0) - (counts[term] ?? 0)
  return counts
}

/** The kinds of which a cold term may be among the most used; null when there are none. */
function coldKinds(
  base: Base,
  query: Query,
  best: ReadonlyMap<number, Best>,
  { count }: Result,
): Set<number> | null {
  if (count === 0) return null
  const kinds = new Set<number>()
  for (const [kind, its] of best) {
    const most = query.unwrangledOnly ? Infinity : Math.min(count, base.coldMost[kind] ?? 0)
    if ((base.coldMost[kind] ?? 0) > 0 && most >= its.least) kinds.add(kind)
  }
  return kinds.size > 0 ? kinds : null
}

/**
 * The cold terms that have so many works in all that they may be among the most used; null where counting every term of the
 * result takes less than going through the works of these.
 */
function listContenders(
  { base, terms, overlay }: Needs,
  kinds: ReadonlySet<number>,
  best: ReadonlyMap<number, Best>,
  { count }: Result,
  mostYoung: number,
): number[] | null {
  const { coldRanked, cold, works } = base
  const mostWork = (2 * count * cold.length) / works
  const leastOf = (kind: number) => Math.max(1, (best.get(kind)?.least ?? 0) - mostYoung)
  const least = Math.min(...[...kinds].map(leastOf))
  const found: number[] = []
  let work = 0
  for (const term of coldRanked) {
    const uses = mostOf(base, term)
    if (uses < least) return found
    const kind = terms.kindAt(term)
    if (!kinds.has(kind) || uses < leastOf(kind) || overlay.has(term)) continue
    work += uses
    if (work > mostWork) return null
    found.push(term)
  }
  return null
}

/**
 * Counts the cold terms of these kinds, and tells each that has at least so many. The counters are all at nothing
 * again when it is done.
 */
function countCold(
  { base, terms, overlay, counters }: Needs,
  { list, count }: Result,
  { kinds, least }: { kinds: ReadonlySet<number>; least: number },
  tell: (term: number, count: number) => void,
): void {
  const works = list()
  const { coldStart, cold } = base
  const counts = counters.of(base)
  for (let at = 0; at < count; at++) {
    const work = works[at] ?? 0
    const end = coldStart[work + 1] ?? 0
    for (let place = coldStart[work] ?? 0; place < end; place++) {
      const term = cold[place] ?? 0
      counts[term] = (counts[term] ?? 0) + 1
    }
  }
  const isDirty = overlay.size > 0
  for (let at = 0; at < count; at++) {
    const work = works[at] ?? 0
    const end = coldStart[work + 1] ?? 0
    for (let place = coldStart[work] ?? 0; place < end; place++) {
      const term = cold[place] ?? 0
      const counted = counts[term] ?? 0
      if (counted === 0) continue
      counts[term] = 0
      if (counted < least) continue
      if (kinds.has(terms.kindAt(term)) && !(isDirty && overlay.has(term))) tell(term, counted)
    }
  }
}

/** Room to count cold terms in, kept from one question to the next; all at nothing between them. */
export class Counters {
  #counts: Uint16Array | Uint32Array = new Uint16Array(0)
  #base: Base | null = null

  of(base: Base): Uint16Array | Uint32Array {
    if (this.#base === base) return this.#counts
    this.#base = base
    const most = base.coldMost.reduce((one, other) => Math.max(one, other), 0)
    this.#counts = most < 1 << 16 ? new Uint16Array(base.terms) : new Uint32Array(base.terms)
    return this.#counts
  }
}

function countPosted(posting: Posting, { list, count, has }: Result): number {
  let found = 0
  if (posting.list) {
    for (const work of posting.list) if (has(work)) found++
    return found
  }
  const works = list()
  for (let at = 0; at < count; at++) if (hasBit(posting.bits, works[at] ?? 0)) found++
  return found
}
