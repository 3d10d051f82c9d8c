import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeReference } from '../../test/support/reference-catalogue.ts'
import type { Changes, Query, TagEntry } from './catalogue.ts'
import { type Catalogue, compactAside, makeCatalogue } from './engine.ts'
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
const noChanges: Changes = { works: [], gone: [], tags: [] }

function change(model: Model, real: Real, some: Partial<Changes>): void {
  const changes = { ...noChanges, ...some }
  for (const tag of changes.tags) model.tags.set(tag.id, tag)
  model.reference.apply(changes)
  real.catalogue.apply(changes)
}
function compare(model: Model, real: Real, query: Query): void {
  assert.deepEqual(real.catalogue.find(query), model.reference.find(query))
}
/** A tag as it was last described; one that nobody described is described now. */
const tagAt = ({ tags }: Model, at: number): TagEntry => tags.get(tagId(at)) ?? tagOf(at, at)

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
      (works, tagSeed, mostHot, story) => {
        const entries = works.map((seed, at) => workOf(at, seed))
        const tags = Array.from({ length: tagsAtFirst }, (_, at) => tagOf(at, tagSeed + at))
        const setup = () => ({
          model: {
            reference: makeReference(entries, tags),
            tags: new Map(tags.map((tag) => [tag.id, tag])),
          },
          real: { catalogue: makeCatalogue(entries, tags, mostHot), land: null },
        })
        const { model, real } = setup()
        fc.modelRun(() => ({ model, real }), story)
        for (const query of everyOrder) compare(model, real, query)
      },
    ),
    { numRuns: 300, seed: 20261123 },
  )
})
