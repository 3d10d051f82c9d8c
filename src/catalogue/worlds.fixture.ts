import fc from 'fast-check'
import {
  type Entry,
  everything,
  type Query,
  type Range,
  rangeNames,
  sorts,
  type TagEntry,
  type Term,
  termKinds,
} from './catalogue.ts'
import { packedLength, packId } from '#shared/packed-ids.ts'

/** Small archives and questions for them, made of numbers: the same number makes the same work, tag or question. */

const tagKinds = ['fandom', 'relationship', 'character', 'additional'] as const
/** Tags that there are from the start; a few more come later, with the first work that names them. */
export const tagsAtFirst = 80
export const mostTags = 90
export const mostWorks = 360

const pad = (letter: string, at: number) => `${letter}${String(at).padStart(15, '0')}`
/** Most are 16 letters of the alphabet of ids; others are shorter, longer, upper case, or not Latin. */
export function workId(at: number): string {
  if (at % 23 === 22) return `odd work ${at}`
  if (at % 29 === 28) return `ÉCRIT-${at}-`.padEnd(16, 'ß')
  return at % 31 === 30 ? pad('w', at) + 'x' : pad('0fgz'[at % 4] ?? 'w', at * 7919)
}
export function tagId(at: number): string {
  return at % 19 === 18 ? `odd ${at}` : pad('stqv'[at % 4] ?? 't', at)
}
const penId = (at: number) => (at === 11 ? 'Someone, whose id is long' : pad('p', at))

/** Chance from a seed (mulberry32): whole numbers below a limit, shares, one of a list. */
export function chances(seed: number) {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(share() * limit)
  function oneOf<const Choices extends readonly [unknown, ...unknown[]]>(choices: Choices) {
    return choices[below(choices.length)] as Choices[number]
  }
  /** Low numbers far more often than high ones. */
  const skewed = (limit: number) => Math.floor(share() ** 3 * limit)
  const several = <Value>(most: number, make: () => Value): Value[] => [
    ...new Set(Array.from({ length: below(most + 1) }, make)),
  ]
  return { share, below, oneOf, skewed, several }
}

/** A tag as wranglers leave them: synonyms one step from their root, broader ones of the same kind that are roots. */
export function tagOf(at: number, seed: number): TagEntry {
  const { share, below, several } = chances(seed)
  const kind = tagKinds[at % 4] ?? 'additional'
  const near = () => tagId(below(tagsAtFirst / 4) * 4 + (at % 4))
  const isSynonym = at % 5 === 4 && share() < 0.8
  const root = isSynonym ? tagId((at + 4 * (1 + below(3))) % tagsAtFirst) : tagId(at)
  const broader =
    isSynonym || share() < 0.6 ? [] : several(2, near).filter((id) => id !== tagId(at))
  return { id: tagId(at), kind, root, broader, unwrangled: !isSynonym && share() < 0.4 }
}

const titles = [
  '',
  'a',
  'ab',
  'b',
  'zz',
  'öl',
  '～ wave',
  '𝒜 script',
  'a'.repeat(40),
  '花',
] as const

/** A work with some of the first `tags` tags; few different values for each number, so that most orders have ties. */
export function workOf(at: number, seed: number, tags: number = mostTags): Entry {
  const { share, below, oneOf, skewed, several } = chances(seed)
  const terms: Term[] = [
    { kind: 'rating', key: oneOf(['G', 'T', 'M', 'E', 'none']) },
    { kind: 'language', key: oneOf(['en', 'en', 'en', 'de', 'zh-Hant']) },
    { kind: 'status', key: oneOf(['complete', 'ongoing']) },
    ...several(2, () => oneOf(['violence', 'death', 'none-apply'])).map((key): Term => ({
      kind: share() < 0.3 ? 'folded-warning' : 'warning',
      key,
    })),
    ...several(2, () => oneOf(['gen', 'm-m', 'f-f'])).map((key): Term => ({
      kind: 'category',
      key,
    })),
    ...several(3, () => skewed(12)).map((pen): Term => ({ kind: 'pen-name', key: penId(pen) })),
  ]
  const few = () => oneOf([0, 1, 1, 2, 3, 7, 40, 1_000_000])
  return {
    id: workId(at),
    tags: several(9, () => tagId(share() < 0.5 ? skewed(tags) : below(tags))),
    terms,
    accountsOnly: share() < 0.15,
    title: oneOf(titles),
    words: oneOf([0, 1, 100, 100, 2500, 80_000, 4_000_000]),
    chapters: 1 + below(3),
    oneShot: share() < 0.4,
    kudos: share() < 0.15 ? null : few(),
    comments: share() < 0.15 ? null : few(),
    readers: few(),
    updated: oneOf([-400, -1, 0, 1, 19_000, 19_001, 20_500]),
    published: oneOf([-400, -1, 0, 1, 18_999, 19_001]),
  }
}

const askedTag = fc.record({
  kind: fc.constantFrom(...tagKinds),
  // As wranglers move tags between kinds, a tag may be asked for as what it was. The last ones nobody has.
  key: fc.integer({ min: 0, max: mostTags + 1 }).map(tagId),
})
const askedCode: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ kind: fc.constant('rating' as const), key: fc.constantFrom('G', 'T', 'M', 'X') }),
  fc.record({ kind: fc.constant('language' as const), key: fc.constantFrom('en', 'de', 'tlh') }),
  fc.record({ kind: fc.constant('status' as const), key: fc.constantFrom('complete', 'ongoing') }),
  fc.record({
    kind: fc.constantFrom('warning' as const, 'folded-warning' as const),
    key: fc.constantFrom('violence', 'death', 'none-apply'),
  }),
  fc.record({ kind: fc.constant('category' as const), key: fc.constantFrom('gen', 'm-m') }),
  fc.record({ kind: fc.constant('pen-name' as const), key: fc.nat(13).map(penId) }),
)
/** Common tags more often, so that results of several terms are not always empty. */
const askedTerm = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.nat(12).map((at) => ({ kind: tagKinds[at % 4] ?? 'fandom', key: tagId(at) })),
  },
  { weight: 2, arbitrary: askedTag },
  { weight: 3, arbitrary: askedCode },
)
const end = fc.constantFrom(-1, 0, 1, 2, 3, 100, 2500, 19_000, 19_001, 2 ** 40)
const range: fc.Arbitrary<Range> = fc.record({ least: end, most: end }, { requiredKeys: [] })
const usual = <Value>(value: Value, ...others: Value[]) =>
  fc.constantFrom(value, value, value, value, ...others)

/** What a search for words found: works that there are, works that there are not (any more), in any order. */
const text = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 200 })).map(([seed, most]) => {
  const { below, several } = chances(seed)
  const found = several(most, () => below(mostWorks + 10)).filter((at) =>
    packId(workId(at), new Uint8Array(packedLength), 0),
  )
  const ids = new Uint8Array(found.length * packedLength)
  for (const [place, at] of found.entries()) packId(workId(at), ids, place * packedLength)
  return { ids, scores: Float32Array.from(found, () => below(6) / 3 - 0.5) }
})

/** Any question; most ask for little, as readers do. */
export const anyQuery: fc.Arbitrary<Query> = fc.record({
  viewer: fc.constantFrom('stranger' as const, 'account' as const),
  include: fc.oneof(fc.constant([]), fc.array(askedTerm, { maxLength: 4 })),
  exclude: fc.oneof(fc.constant([]), fc.array(askedTerm, { maxLength: 4 })),
  onlyRelationship: usual(false, true),
  crossover: usual<Query['crossover']>('any', 'only', 'none'),
  oneShot: usual<Query['oneShot']>('any', 'only', 'none'),
  ranges: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom(...rangeNames), range, { maxKeys: 2 }),
  ),
  text: fc.option(text, { freq: 3 }).map((hits) => hits ?? null),
  sort: fc.constantFrom(...sorts),
  reverse: fc.boolean(),
  seed: fc.constantFrom(0, 1, 77, 0x80000000, 0xffffffff),
  offset: fc.constantFrom(0, 0, 0, 1, 10, 64, 200, 500),
  size: fc.constantFrom(0, 1, 7, 20, 100),
  facets: fc.oneof(fc.constant(termKinds), fc.subarray([...termKinds])),
  facetSize: fc.constantFrom(1, 3, 10, 200),
  unwrangledOnly: usual(false, true),
})

/** Every order, both ways, first and later pages: some are asked at the end of each story. */
export const everyOrder: readonly Query[] = sorts.flatMap((sort, at) =>
  [false, true].map((reverse) => ({
    ...everything,
    viewer: at % 2 === 0 ? ('account' as const) : ('stranger' as const),
    sort,
    reverse,
    seed: 5 + at,
    offset: at % 3 === 0 ? 0 : 30,
    size: 100,
    facets: termKinds,
    facetSize: 6,
  })),
)
