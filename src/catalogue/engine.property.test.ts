import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeReference } from '../../test/support/reference-catalogue.ts'
import { type Changes, everything, type Query, type TagEntry } from './catalogue.ts'
import { compactAside } from './compaction.ts'
import { type Catalogue, makeCatalogue } from './engine.ts'
import {
  anyQuery,
  everyOrder,
  mostTags,
  mostWorks,
  tagId,
  tagOf,
  tagsAtFirst,
  workId,
  workOf,
} from './worlds.fixture.ts'

/** What there must be: the reference, and the tags as they were last described, for acts that go by them. */
type Model = {
  reference: ReturnType<typeof makeReference>
  tags: Map<string, TagEntry>
}
/** What there is. `land` puts the base in place that is being built aside. */
type Real = { catalogue: Catalogue; land: (() => void) | null }
type Step = fc.Command<Model, Real>

const step = (name: string, run: (model: Model, real: Real) => void): Step => ({
  check: () => true,
  run,
  toString: () => name,
})
/** Tells both what happened. A tag that is named for the first time comes with it, as the log of changes has it. */
function change(model: Model, real: Real, some: Partial<Changes>): void {
  const { works = [], gone = [], tags = [] } = some
  const told = new Map(tags.map((tag) => [tag.id, tag]))
  const named = new Set([
    ...works.flatMap((work) => work.tags),
    ...tags.flatMap(({ root, broader }) => [root, ...broader]),
  ])
  for (let at = 0; at < mostTags; at++) {
    const id = tagId(at)
    if (!named.has(id) || told.has(id) || model.tags.has(id)) continue
    told.set(id, { ...tagOf(at, at), root: id, broader: [] })
  }
  const changes = { works, gone, tags: [...told.values()] }
  for (const tag of changes.tags) model.tags.set(tag.id, tag)
  model.reference.apply(changes)
  real.catalogue.apply(changes)
}
function compare(model: Model, real: Real, query: Query): void {
  assert.deepEqual(real.catalogue.find(query), model.reference.find(query))
}
/** A tag as it was last described; one that nobody described is described now. */
const tagAt = ({ tags }: Model, at: number): TagEntry =>
  tags.get(tagId(at)) ?? { ...tagOf(at, at), root: tagId(at), broader: [] }

const askAnything = anyQuery.map((query) =>
  step(`ask ${fc.stringify(query)}`, (model, real) => compare(model, real, query)),
)

const aWork = fc.nat(mostWorks - 1)
const aTag = fc.nat(mostTags - 1)
const aSeed = fc.nat(0xffffffff)

const putWorks = fc
  .tuple(fc.uniqueArray(aWork, { minLength: 1, maxLength: 5 }), aSeed)
  .map(([which, seed]) =>
    step(`put ${which.join()} seed ${seed}`, (model, real) =>
      change(model, real, { works: which.map((at) => workOf(at, seed + at)) }),
    ),
  )
const putMany = fc
  .tuple(aWork, fc.integer({ min: 40, max: 150 }), aSeed)
  .map(([from, many, seed]) =>
    step(`put ${many} from ${from} seed ${seed}`, (model, real) => {
      const which = Array.from({ length: many }, (_, at) => (from + at) % mostWorks)
      change(model, real, { works: which.map((at) => workOf(at, seed + at)) })
    }),
  )
const takeAway = fc
  .uniqueArray(aWork, { minLength: 1, maxLength: 60 })
  .map((which) =>
    step(`gone ${which.join()}`, (model, real) => change(model, real, { gone: which.map(workId) })),
  )
/** A work goes, comes back and is another one in one breath, with tags that change at the same time. */
const allAtOnce = fc
  .tuple(fc.uniqueArray(aWork, { maxLength: 8 }), aTag, aSeed)
  .map(([which, tag, seed]) =>
    step(`all at once ${which.join()} tag ${tag} seed ${seed}`, (model, real) => {
      const half = which.length >> 1
      change(model, real, {
        tags: [tagOf(tag, seed)],
        works: which.slice(0, half).map((at) => workOf(at, seed)),
        gone: which.slice(half).map(workId),
      })
    }),
  )

/** A tag and its synonyms become synonyms of another tag's root, as an act of wranglers does it. */
const merge = fc.tuple(aTag, aTag).map(([from, into]) =>
  step(`merge ${from} into ${into}`, (model, real) => {
    const { root, kind } = tagAt(model, into)
    const tag = tagAt(model, from)
    if (root === tag.id) return
    const its = [tag, ...model.tags.values()].filter(
      ({ id, root: of }) => id === tag.id || of === tag.id,
    )
    change(model, real, {
      tags: its.map((one) => ({ ...one, kind, root, broader: [], unwrangled: false })),
    })
  }),
)
const split = aTag.map((at) =>
  step(`split ${at}`, (model, real) => {
    const tag = tagAt(model, at)
    change(model, real, { tags: [{ ...tag, root: tag.id, unwrangled: at % 2 === 0 }] })
  }),
)
const moveKind = fc
  .tuple(aTag, fc.constantFrom('fandom', 'relationship', 'character', 'additional'))
  .map(([at, kind]) =>
    step(`move ${at} to ${kind}`, (model, real) =>
      change(model, real, { tags: [{ ...tagAt(model, at), kind, broader: [] }] }),
    ),
  )
/** Circles come about too: nobody may hang. */
const setParents = fc
  .tuple(aTag, fc.uniqueArray(aTag, { maxLength: 3 }))
  .map(([at, parents]) =>
    step(`parents of ${at}: ${parents.join()}`, (model, real) =>
      change(model, real, { tags: [{ ...tagAt(model, at), broader: parents.map(tagId) }] }),
    ),
  )
const describeSeveral = fc
  .tuple(fc.uniqueArray(aTag, { minLength: 2, maxLength: 12 }), aSeed)
  .map(([which, seed]) =>
    step(`describe ${which.join()} seed ${seed}`, (model, real) =>
      change(model, real, { tags: which.map((at) => tagOf(at, seed + at)) }),
    ),
  )
/** Roots of roots, up to a few steps, and of any kind. */
const reroot = fc.tuple(aTag, aTag).map(([from, to]) =>
  step(`reroot ${from} to ${to}`, (model, real) => {
    if (tagAt(model, to).root === tagId(to))
      change(model, real, { tags: [{ ...tagAt(model, from), root: tagId(to) }] })
  }),
)

const compactNow = fc.constant(
  step('compact', (_, real) => {
    if (!real.land) real.catalogue.compact()
  }),
)
const compactBeside = fc.constant(
  step('compact beside', (_, real) => {
    if (real.land) return
    const base = compactAside(structuredClone(real.catalogue.beginCompaction()))
    real.land = () => real.catalogue.replaceBase(base)
  }),
)
const land = fc.constant(
  step('land', (_, real) => {
    real.land?.()
    real.land = null
  }),
)

const steps = fc.commands<Model, Real>(
  [
    askAnything,
    askAnything,
    askAnything,
    putWorks,
    putMany,
    takeAway,
    allAtOnce,
    askAnything,
    merge,
    split,
    moveKind,
    setParents,
    describeSeveral,
    reroot,
    askAnything,
    compactNow,
    compactBeside,
    land,
    askAnything,
  ] as fc.Arbitrary<Step>[],
  { maxCommands: 30, size: 'max' },
)

test('whatever happens to works and tags, the catalogue answers as the reference does', () => {
  fc.assert(
    fc.property(
      fc.array(aSeed, { minLength: 60, maxLength: 300, size: 'max' }),
      aSeed,
      // Few or no terms with counters of their own: the ways that only large archives go are gone here too.
      fc.constantFrom(0, 6, 8192),
      steps,
      fc.subarray([...everyOrder], { minLength: 1, maxLength: 4 }),
      (works, tagSeed, mostHot, story, last) => {
        const entries = works.map((seed, at) => workOf(at, seed + at, tagsAtFirst))
        const tags = Array.from({ length: tagsAtFirst }, (_, at) => tagOf(at, tagSeed + at))
        const model: Model = {
          reference: makeReference(entries, tags),
          tags: new Map(tags.map((tag) => [tag.id, tag])),
        }
        const real: Real = { catalogue: makeCatalogue(entries, tags, mostHot), land: null }
        fc.modelRun(() => ({ model, real }), story)
        for (const query of last) compare(model, real, query)
      },
    ),
    { numRuns: 300, seed: 20261123 },
  )
})

// A work without a count and one of this day (day -1) are the same to the orders so far.
test('a work of the last day of 1969 stands by its day', () => {
  const works = [0, -2, -1, 5].map((updated, at) => ({ ...workOf(at, at), updated }))
  const query = { ...everything, viewer: 'account', sort: 'updated' } as const
  for (const young of [0, 2, 4]) {
    const catalogue = makeCatalogue(works.slice(young), [])
    catalogue.apply({ works: works.slice(0, young), gone: [], tags: [] })
    for (const reverse of [false, true]) {
      const expected = [3, 0, 2, 1].map((at) => workId(at))
      assert.deepEqual(
        catalogue.find({ ...query, reverse }).works,
        reverse ? expected.toReversed() : expected,
      )
    }
  }
})

// The base that is built aside has tags that the one before it did not have: so far their changes are lost on it.
test('a new tag that is merged while a base with it is built aside is found under its root', () => {
  const tag = (id: string, root = id): TagEntry => ({
    id,
    kind: 'fandom',
    root,
    broader: [],
    unwrangled: false,
  })
  const works = [0, 1].map((at) => ({
    ...workOf(at, at),
    accountsOnly: false,
    tags: [tagId(at)],
  }))
  const catalogue = makeCatalogue(works.slice(0, 1), [tag(tagId(0))])
  catalogue.apply({ works: works.slice(1), gone: [], tags: [tag(tagId(1))] })
  const base = compactAside(structuredClone(catalogue.beginCompaction()))
  catalogue.apply({ works: [], gone: [], tags: [tag(tagId(1), tagId(0))] })
  catalogue.replaceBase(base)
  const include = [{ kind: 'fandom' as const, key: tagId(0) }]
  assert.equal(catalogue.find({ ...everything, include }).count, 2)
})
