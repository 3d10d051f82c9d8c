import {
  type Answer,
  type Changes,
  type Entry,
  type Query,
  singleKinds,
  type Sort,
  type TagEntry,
  type TermKind,
} from '#catalogue/catalogue.ts'
import { packedLength, unpackId } from '#shared/packed-ids.ts'
import { shuffleKey } from '#catalogue/shuffle.ts'

const tagKinds: readonly TermKind[] = ['fandom', 'relationship', 'character', 'additional']
const isTagKind = (kind: TermKind) => tagKinds.includes(kind)

/** What the catalogue must answer, worked out slowly from nothing but the entries: to be compared with, never to be fast. */
export function makeReference(entries: Iterable<Entry>, tagEntries: Iterable<TagEntry>) {
  const works = new Map([...entries].map((entry) => [entry.id, entry]))
  const tags = new Map([...tagEntries].map((tag) => [tag.id, tag]))

  const rootOf = (id: string): string => {
    let at = id
    for (let steps = 0; steps < 16; steps++) {
      const root = tags.get(at)?.root ?? at
      if (root === at) break
      at = root
    }
    return at
  }
  const upwards = (id: string): Set<string> => {
    const found = new Set([rootOf(id)])
    for (const one of found)
      for (const above of tags.get(one)?.broader ?? []) found.add(rootOf(above))
    return found
  }
  /** `kind key` of all that a work is found under; kept until something changes. */
  const kept = new Map<string, Set<string>>()
  const termsOf = (work: Entry): Set<string> => {
    const found = kept.get(work.id) ?? workOutTerms(work)
    kept.set(work.id, found)
    return found
  }
  const workOutTerms = (work: Entry): Set<string> => {
    const found = new Set(work.terms.map(({ kind, key }) => `${kind} ${key}`))
    for (const tag of work.tags) {
      for (const id of upwards(tag)) {
        const kind = tags.get(id)?.kind
        if (kind) found.add(`${kind} ${id}`)
      }
    }
    return found
  }
  const ownRoots = (work: Entry, kind: TermKind) =>
    [...new Set(work.tags.map(rootOf))].filter((root) => tags.get(root)?.kind === kind)
  const groupsOf = (work: Entry): number => {
    const families = ownRoots(work, 'fandom').map(upwards)
    let groups: Set<string>[] = []
    for (const family of families) {
      const touching = groups.filter((group) => !group.isDisjointFrom(family))
      groups = [
        ...groups.filter((group) => !touching.includes(group)),
        touching.reduce((all, group) => all.union(group), family),
      ]
    }
    return groups.length
  }
  /** A tag is asked for by its id: whatever kind it was asked as, it is its root that counts. */
  const has = (terms: Set<string>, kind: TermKind, key: string): boolean => {
    if (!isTagKind(kind)) return terms.has(`${kind} ${key}`)
    const root = rootOf(key)
    return tagKinds.some((one) => terms.has(`${one} ${root}`))
  }

  function isFound(work: Entry, query: Query, hits: Map<string, number>): boolean {
    if (query.viewer === 'stranger' && work.accountsOnly) return false
    const terms = termsOf(work)
    for (const { kind, key } of query.include) {
      const either = singleKinds.includes(kind)
        ? query.include.filter((one) => one.kind === kind)
        : [{ kind, key }]
      if (!either.some((one) => has(terms, one.kind, one.key))) return false
    }
    if (query.exclude.some(({ kind, key }) => has(terms, kind, key))) return false
    if (query.onlyRelationship && ownRoots(work, 'relationship').length !== 1) return false
    if (query.crossover !== 'any' && groupsOf(work) > 1 !== (query.crossover === 'only'))
      return false
    if (query.oneShot !== 'any' && work.oneShot !== (query.oneShot === 'only')) return false
    for (const [name, { least, most }] of Object.entries(query.ranges)) {
      if (least === undefined && most === undefined) continue
      const value = work[name as keyof typeof query.ranges]
      if (value === null) return false
      if (least !== undefined && value < least) return false
      if (most !== undefined && value > most) return false
    }
    return query.text === null || hits.has(work.id)
  }

  /** How well each work fits that a search for words found, by id. */
  const scoresOf = (query: Query) => {
    const found = new Map<string, number>()
    query.text?.scores.forEach((score, at) => {
      if (query.text) found.set(unpackId(query.text.ids, at * packedLength), score)
    })
    return found
  }

  /** What a work stands by: lower first. Null is last whichever way round. */
  function keyOf(sort: Sort, seed: number, work: Entry, score = 0): number | string | null {
    if (sort === 'title') return work.title
    if (sort === 'random') return shuffleKey(work.id, seed)
    if (sort === 'relevance') return -score
    if (sort === 'kudos-per-reader')
      return work.kudos === null ? null : -work.kudos / Math.max(1, work.readers)
    const value = work[sort]
    return value === null ? null : -value
  }
  const compare = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0)

  function inOrder(found: Entry[], query: Query, hits: Map<string, number>): Entry[] {
    const sort = query.sort === 'relevance' && !query.text ? 'updated' : query.sort
    const sign = query.reverse ? -1 : 1
    const keys = new Map(
      found.map((work) => [work.id, keyOf(sort, query.seed, work, hits.get(work.id))]),
    )
    return found.toSorted((a, b) => {
      const one = keys.get(a.id) ?? null
      const other = keys.get(b.id) ?? null
      if (one === null || other === null) {
        if (one !== other) return one === null ? 1 : -1
        return compare(a.id, b.id)
      }
      return sign * compare(one, other) || compare(a.id, b.id)
    })
  }

  return {
    find(query: Query): Answer {
      const hits = scoresOf(query)
      const all = [...works.values()].filter((work) => isFound(work, query, hits))
      const found = inOrder(all, query, hits)
      const facets = query.facets.map((kind) => {
        const counts = new Map<string, number>()
        for (const work of found) {
          for (const term of termsOf(work)) {
            const [its = '', ...rest] = term.split(' ')
            const key = rest.join(' ')
            if (its !== kind || (query.unwrangledOnly && !tags.get(key)?.unwrangled)) continue
            counts.set(key, (counts.get(key) ?? 0) + 1)
          }
        }
        const terms = [...counts]
          .map(([key, count]) => ({ key, count }))
          .toSorted((a, b) => b.count - a.count || compare(a.key, b.key))
          .slice(0, query.facetSize)
        return { kind, terms }
      })
      return {
        works: found.slice(query.offset, query.offset + query.size).map(({ id }) => id),
        count: found.length,
        facets,
        exact: { count: 'exact', facets: 'exact' },
      }
    },
    apply(changes: Changes): void {
      kept.clear()
      for (const tag of changes.tags) tags.set(tag.id, tag)
      for (const work of changes.works) works.set(work.id, work)
      for (const id of changes.gone) works.delete(id)
    },
  }
}
