import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeReference } from '../../test/support/reference-catalogue.ts'
import {
  type Changes,
  type Entry,
  everything,
  type Query,
  rangeNames,
  sorts,
  type TagEntry,
  type Term,
  termKinds,
} from './catalogue.ts'
import { compactAside } from './compaction.ts'
import { makeCatalogue } from './engine.ts'
import { packedLength, packId } from '#shared/packed-ids.ts'

const kinds = ['fandom', 'relationship', 'character', 'additional'] as const
const tagId = (at: number) => (at % 13 === 12 ? `odd-${at}` : `t${String(at).padStart(15, '0')}`)
const workId = (at: number) =>
  at % 17 === 16 ? `odd work ${at}` : `w${String(at).padStart(15, '0')}`
const penId = (at: number) => `p${String(at).padStart(15, '0')}`

const tagNumber = fc.integer({ min: 0, max: 39 })
/** Broader tags have lower numbers and roots are one step away: what the acts of wranglers keep, but cycles come too. */
const tag = (at: number): fc.Arbitrary<TagEntry> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      synonymOf: fc.option(tagNumber, { freq: 3 }),
      broader: fc.uniqueArray(tagNumber, { maxLength: 2 }),
      unwrangled: fc.boolean(),
    })
    .map(({ kind, synonymOf, broader, unwrangled }) => ({
      id: tagId(at),
      kind,
      root: synonymOf === null || synonymOf % 3 !== 0 ? tagId(at) : tagId(synonymOf),
      broader: broader.filter((one) => one !== at).map(tagId),
      unwrangled,
    }))

const otherTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ kind: fc.constant('rating' as const), key: fc.constantFrom('G', 'T', 'M') }),
  fc.record({ kind: fc.constant('warning' as const), key: fc.constantFrom('v', 'd') }),
  fc.record({ kind: fc.constant('language' as const), key: fc.constantFrom('en', 'de') }),
  fc.record({
    kind: fc.constant('pen-name' as const),
    key: fc.integer({ min: 0, max: 4 }).map(penId),
  }),
)
const few = fc.integer({ min: 0, max: 4 })
const work = (at: number): fc.Arbitrary<Entry> =>
  fc.record({
    id: fc.constant(workId(at)),
    tags: fc.uniqueArray(tagNumber.map(tagId), { maxLength: 6 }),
    terms: fc.uniqueArray(otherTerm, {
      maxLength: 4,
      selector: ({ kind, key }) => `${kind} ${key}`,
    }),
    accountsOnly: fc.boolean(),
    title: fc.constantFrom('a', 'b', 'öl', 'zz', 'ab'),
    words: fc.integer({ min: 0, max: 2000 }),
    chapters: fc.constant(1),
    oneShot: fc.boolean(),
    kudos: fc.option(few),
    comments: fc.option(few),
    readers: few,
    updated: fc.integer({ min: 0, max: 9 }),
    published: fc.integer({ min: 0, max: 9 }),
  })
const askedTerm = fc.oneof(
  otherTerm,
  fc.record({ kind: fc.constantFrom(...kinds), key: fc.integer({ min: 0, max: 41 }).map(tagId) }),
)
const range = fc.record(
  { least: fc.integer({ min: 0, max: 8 }), most: fc.integer({ min: 0, max: 900 }) },
  { requiredKeys: [] },
)
const text = fc
  .uniqueArray(fc.integer({ min: 0, max: 80 }).filter((at) => at % 17 !== 16))
  .map((works) => {
    const ids = new Uint8Array(works.length * packedLength)
    works.forEach((at, place) => packId(workId(at), ids, place * packedLength))
    return { ids, scores: Float32Array.from(works, (at) => at % 5) }
  })
const query: fc.Arbitrary<Query> = fc.record({
  viewer: fc.constantFrom('stranger' as const, 'account' as const),
  include: fc.array(askedTerm, { maxLength: 2 }),
  exclude: fc.array(askedTerm, { maxLength: 2 }),
  onlyRelationship: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
  crossover: fc.constantFrom('any' as const, 'any' as const, 'only' as const, 'none' as const),
  oneShot: fc.constantFrom('any' as const, 'any' as const, 'only' as const, 'none' as const),
  ranges: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom(...rangeNames), range, { maxKeys: 2 }),
  ),
  text: fc.option(text, { freq: 2 }),
  sort: fc.constantFrom(...sorts),
  reverse: fc.boolean(),
  seed: fc.nat(),
  offset: fc.constantFrom(0, 0, 3, 20, 500),
  size: fc.constantFrom(1, 5, 50),
  facets: fc.constant(termKinds),
  facetSize: fc.constantFrom(2, 10, 200),
  unwrangledOnly: fc.boolean(),
})
const numbers = (most: number, maxLength: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: most }), { maxLength })
const changes: fc.Arbitrary<Changes> = fc.record({
  works: numbers(80, 8).chain((list) => fc.tuple(...list.map(work))),
  gone: numbers(80, 3).map((list) => list.map((at) => workId(at + 100 * (at % 2)))),
  tags: numbers(45, 3).chain((list) => fc.tuple(...list.map(tag))),
})
const step = fc.oneof(
  { weight: 4, arbitrary: query.map((asked) => ({ ask: asked })) },
  { weight: 3, arbitrary: changes.map((change) => ({ change })) },
  { weight: 1, arbitrary: fc.constantFrom({ compact: 'now' }, { compact: 'aside' } as const) },
)

test('answers agree with the slow and obvious reference under changes of works and of families of tags', () => {
  fc.assert(
    fc.property(
      fc.tuple(...Array.from({ length: 46 }, (_, at) => tag(at))),
      fc.tuple(...Array.from({ length: 70 }, (_, at) => work(at))),
      fc.array(step, { minLength: 4, maxLength: 24 }),
      // Few or no terms with counters of their own: the paths that only large archives take are taken here.
      fc.constantFrom(0, 5, 8192),
      (tags, works, steps, mostHot) => {
        const catalogue = makeCatalogue(works, tags, mostHot)
        const reference = makeReference(works, tags)
        let aside: (() => void) | null = null
        for (const one of steps) {
          if ('ask' in one) assert.deepEqual(catalogue.find(one.ask), reference.find(one.ask))
          else if ('change' in one) {
            // A work that comes and goes in one change is gone.
            const gone = one.change.gone.filter(
              (id) => !one.change.works.some((it) => it.id === id),
            )
            catalogue.apply({ ...one.change, gone })
            reference.apply({ ...one.change, gone })
          } else if (one.compact === 'now' && !aside) catalogue.compact()
          else if (aside) {
            aside()
            aside = null
          } else {
            // The base is built of what there is now, and put in place some changes later.
            const base = compactAside(structuredClone(catalogue.beginCompaction()))
            aside = () => catalogue.replaceBase(base)
          }
        }
      },
    ),
    { numRuns: 400, seed: 20261123 },
  )
})

test('a page deep in a long list is the page of the whole list in order', () => {
  const [one] = fc.sample(work(0), { numRuns: 1, seed: 1 })
  assert.ok(one)
  const works = Array.from({ length: 5000 }, (_, at) => ({
    ...one,
    id: workId(at),
    accountsOnly: false,
    words: (at * 7919) % 4001,
  }))
  const catalogue = makeCatalogue(works, [])
  catalogue.apply({
    works: works.slice(100, 300).map((it) => ({ ...it, words: it.words + 1 })),
    gone: [workId(7)],
    tags: [],
  })
  const all: string[] = []
  for (let offset = 0; offset < 5000; offset += 100) {
    all.push(...catalogue.find({ ...everything, sort: 'words', offset, size: 100 }).works)
  }
  assert.equal(new Set(all).size, 4999)
  const reference = makeReference(works, [])
  reference.apply({
    works: works.slice(100, 300).map((it) => ({ ...it, words: it.words + 1 })),
    gone: [workId(7)],
    tags: [],
  })
  assert.deepEqual(all, reference.find({ ...everything, sort: 'words', size: 5000 }).works)
})

test('what nobody named is found by nobody, and excluding it hides nothing', () => {
  const catalogue = makeCatalogue([], [])
  const unknown = { kind: 'fandom' as const, key: tagId(3) }
  assert.equal(catalogue.find({ ...everything, include: [unknown] }).count, 0)
  assert.equal(catalogue.find({ ...everything, exclude: [unknown] }).count, 0)
})
