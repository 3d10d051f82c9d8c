import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fc from 'fast-check'
import {
  type Answer,
  everything,
  type Query,
  sorts,
  type Term,
  termKinds,
} from '#catalogue/catalogue.ts'
import { Follower } from '#catalogue/follow.ts'
import { oneDay, instant } from '#shared/clock.ts'
import { newId, type AccountId, type PenNameId, type TagId, type WorkId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import {
  leaveAsIs,
  makeCanonical,
  makeSynonym,
  moveKind,
  rename,
  setParents,
  splitOff,
} from '#wrangling/acts.ts'
import { Refusing } from '#wrangling/edit.ts'
import { nameTag } from '#wrangling/named.ts'
import { archiveTruth } from './support/archive-truth.ts'
import { onBothHouses, signUp, type TestHouse } from './support/house.ts'
import { makeReference } from './support/reference-catalogue.ts'

const kinds: readonly TagKind[] = ['fandom', 'relationship', 'character', 'additional']
const ratings = ['G', 'T', 'M', 'E']
const languages = ['en', 'de', 'cy']
const who = { account: 'a000000000000000' as AccountId, penName: null }

type World = { works: WorkId[]; tags: TagId[]; penNames: PenNameId[]; warnings: string[] }
const pick = <Item>(list: readonly Item[], at: number): Item => {
  const item = list[at % list.length]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

async function begin(house: TestHouse): Promise<World> {
  const person = await signUp(house, house.visitor(), { penName: 'Reed' })
  const tags: TagId[] = []
  for (let at = 0; at < 24; at++) {
    // Every third is another spelling of the one before.
    const name = at % 3 === 2 ? `TAG ${at - 1}` : `Tag ${at}`
    tags.push(await house.write((tx) => nameTag(tx, house, pick(kinds, Math.floor(at / 6)), name)))
  }
  const kept = await house.db.selectFrom('warning_kind').select('code').orderBy('code').execute()
  const warnings = kept.map(({ code }) => code)
  return { works: [], tags, penNames: [person.penNameId], warnings }
}

async function publish(tx: Tx, house: TestHouse, world: World, at: number): Promise<WorkId> {
  const id = newId<WorkId>(house.random)
  const now = instant(house.clock())
  await tx
    .insertInto('work')
    .values({
      id,
      title: `Work ${at}`,
      title_key: `work ${at % 7}`,
      language: pick(languages, at),
      summary: '',
      note_before: '',
      note_after: '',
      disclaimer: '',
      rating: pick(ratings, at),
      rating_source: null,
      warning_answer: at % 3 === 0 ? 'none-apply' : 'listed',
      status: at % 2 === 0 ? 'complete' : 'in-progress',
      planned_chapters: null,
      comments_from: 'anyone',
      comments_held: 0,
      counts_shown: at % 4 === 0 ? 0 : 1,
      accounts_only: at % 5 === 0 ? 1 : 0,
      words: (at * 7919) % 20_000,
      chapters: 1 + (at % 3),
      mild: 0,
      strong: 0,
      slurs: 0,
      covered: 0,
      created_at: now,
      published_at: now,
      updated_at: now,
      hidden_at: null,
      deleted_at: null,
    })
    .execute()
  await tx
    .insertInto('work_byline')
    .values({ work_id: id, pen_name_id: pick(world.penNames, at), position: 0 })
    .execute()
  await tx
    .insertInto('work_category')
    .values({ work_id: id, code: pick(['gen', 'f-f', 'm-m'] as const, at) })
    .execute()
  if (at % 3 !== 0)
    await tx
      .insertInto('work_warning')
      .values({
        id: newId(house.random),
        work_id: id,
        code: pick(world.warnings, at),
        words: 'x',
        spoiler: at % 2 === 0 ? 1 : 0,
        from_chapter_id: null,
        position: 0,
      })
      .execute()
  await tag(tx, world, id, at)
  await recordChange(tx, house.clock, { kind: 'work-published', work: id })
  return id
}

async function tag(tx: Tx, world: World, work: WorkId, at: number): Promise<void> {
  await tx.deleteFrom('work_tag').where('work_id', '=', work).execute()
  const own = new Set(
    Array.from({ length: 1 + (at % 6) }, (_, one) => pick(world.tags, at * (one + 3) + one)),
  )
  for (const [position, tag_id] of [...own].entries())
    await tx.insertInto('work_tag').values({ work_id: work, tag_id, position }).execute()
}

type Step = { act: string; one: number; two: number }
/** What can happen in an archive, as its acts write it. */
async function act(house: TestHouse, world: World, { act: name, one, two }: Step): Promise<void> {
  house.advance(oneDay / 3)
  const work = world.works.length > 0 ? pick(world.works, one) : null
  const [tagId, other] = [pick(world.tags, one), pick(world.tags, two)]
  const change = (
    kind: 'work-edited' | 'work-hidden' | 'work-deleted' | 'counts-changed',
    values: object,
    id: WorkId,
  ) =>
    house.write(async (tx) => {
      if (Object.keys(values).length > 0)
        await tx.updateTable('work').set(values).where('id', '=', id).execute()
      if (name === 'retag') await tag(tx, world, id, two)
      if (name === 'kudos')
        await tx
          .insertInto('kudos')
          .values({
            work_id: id,
            reader_key: newId(house.random),
            address_hash: null,
            state: two % 3 === 0 ? 'set-aside' : 'counted',
            created_at: instant(house.clock()),
          })
          .execute()
      await recordChange(tx, house.clock, { kind, work: id })
    })
  const wrangle = async (run: (tx: Tx) => Promise<unknown>) => {
    try {
      await house.write(run)
    } catch (error) {
      if (!(error instanceof Refusing)) throw error
    }
  }
  const at = instant(house.clock())
  switch (name) {
    case 'publish':
      world.works.push(await house.write((tx) => publish(tx, house, world, one)))
      break
    case 'canonical':
      return wrangle((tx) => makeCanonical(tx, house, who, { tag: tagId }))
    case 'synonym':
      return wrangle((tx) => makeSynonym(tx, house, who, { tag: tagId, of: other }))
    case 'split':
      return wrangle((tx) => splitOff(tx, house, who, { tag: tagId }))
    case 'parents':
      return wrangle((tx) =>
        setParents(tx, house, who, { tag: tagId, parents: [other, pick(world.tags, one + two)] }),
      )
    case 'kind':
      return wrangle((tx) => moveKind(tx, house, who, { tag: tagId, kind: pick(kinds, two) }))
    case 'leave':
      return wrangle((tx) => leaveAsIs(tx, house, who, { tag: tagId, leave: two % 2 === 0 }))
    case 'rename':
      return wrangle((tx) => rename(tx, house, who, { tag: tagId, name: `Named ${two % 5}` }))
    default:
  }
  if (work === null) return
  switch (name) {
    case 'hide':
      return change('work-hidden', { hidden_at: two % 2 === 0 ? at : null }, work)
    case 'delete':
      return change('work-deleted', { deleted_at: two % 2 === 0 ? at : null }, work)
    case 'lock':
      return change('work-edited', { accounts_only: two % 2 === 0 ? 1 : 0 }, work)
    case 'edit':
      return change(
        'work-edited',
        {
          rating: pick(ratings, two),
          words: two % 20_000,
          updated_at: at,
          title_key: `work ${two % 9}`,
        },
        work,
      )
    case 'retag':
    case 'kudos':
      return change(name === 'kudos' ? 'counts-changed' : 'work-edited', {}, work)
    default:
  }
}

const names = [
  'publish',
  'publish',
  'hide',
  'delete',
  'lock',
  'edit',
  'retag',
  'kudos',
  'canonical',
  'synonym',
  'synonym',
  'split',
  'parents',
  'kind',
  'leave',
  'rename',
]
const anyStep = fc.record({
  act: fc.constantFrom(...names),
  one: fc.nat({ max: 9999 }),
  two: fc.nat({ max: 9999 }),
})
const anyQuestion = fc.record({
  viewer: fc.constantFrom('stranger' as const, 'account' as const),
  include: fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 3), fc.nat({ max: 999 })), {
    maxLength: 3,
  }),
  exclude: fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 3), fc.nat({ max: 999 })), {
    maxLength: 2,
  }),
  sort: fc.constantFrom(...sorts.filter((sort) => sort !== 'relevance')),
  reverse: fc.boolean(),
  crossover: fc.constantFrom('any' as const, 'any' as const, 'only' as const, 'none' as const),
  onlyRelationship: fc.constantFrom(false, false, true),
  least: fc.option(fc.nat({ max: 20_000 })),
  unwrangledOnly: fc.constantFrom(false, false, true),
})
type Question = typeof anyQuestion extends fc.Arbitrary<infer One> ? One : never

async function questionOf(house: TestHouse, world: World, one: Question): Promise<Query> {
  const rows = await house.db.selectFrom('tag').select(['id', 'kind']).orderBy('id').execute()
  const term = ([what, at]: [number, number]): Term => {
    if (what === 1) return { kind: 'rating', key: pick(ratings, at) }
    if (what === 2) return { kind: 'language', key: pick(languages, at) }
    if (what === 3) return { kind: 'pen-name', key: pick(world.penNames, at) }
    const { kind, id } = pick(rows, at)
    return { kind, key: id }
  }
  const { viewer, sort, reverse, crossover, onlyRelationship, unwrangledOnly } = one
  return {
    ...everything,
    viewer,
    sort,
    reverse,
    crossover,
    onlyRelationship,
    unwrangledOnly,
    include: one.include.map(term),
    exclude: one.exclude.map(term),
    ranges: one.least === null ? {} : { words: { least: one.least } },
    seed: 7,
    facets: termKinds,
    facetSize: 5,
  }
}

async function startOther(house: TestHouse) {
  const child: ChildProcess = fork(new URL('./support/follower-process.ts', import.meta.url), [
    JSON.stringify(house.config.place),
  ])
  await once(child, 'message')
  return {
    async find(query: Query): Promise<Answer> {
      const said = once(child, 'message')
      child.send(query)
      const [{ answer, error }] = (await said) as [{ answer?: Answer; error?: string }]
      if (!answer) throw new Error(error ?? 'no answer')
      return answer
    },
    async stop() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

onBothHouses(
  'whatever happens in an archive, this process and another answer what its tables say, the moment it is committed',
  async (house) => {
    const world = await begin(house)
    // What there is from the start stands in the base; what comes later beside it.
    for (let at = 0; at < 60; at++)
      await act(house, world, { act: 'publish', one: at * 31, two: 0 })
    const other = await startOther(house)
    await house.catalogue.find(everything)
    let young = new Follower(house.db)
    let runs = 0
    let compared = 0
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyStep, { minLength: 6, maxLength: 14 }),
          fc.array(anyQuestion, { minLength: 4, maxLength: 4 }),
          async (steps, questions) => {
            if (runs++ % 6 === 5) {
              await young.close()
              young = new Follower(house.db)
              await young.catchUp()
            }
            for (const step of steps) await act(house, world, step)
            const { entries, tags } = await archiveTruth(house.db)
            const reference = makeReference(entries, tags)
            for (const one of questions) {
              const query = await questionOf(house, world, one)
              const right = reference.find(query)
              assert.deepEqual(await house.catalogue.find(query), right, JSON.stringify(query))
              assert.deepEqual(
                await other.find(query),
                right,
                `elsewhere: ${JSON.stringify(query)}`,
              )
              assert.deepEqual(
                await young.find(query),
                right,
                `begun later: ${JSON.stringify(query)}`,
              )
              compared += right.works.length > 0 ? 1 : 0
            }
          },
        ),
        // What happened stays: a story can't be told anew to find a shorter one.
        { numRuns: Number(process.env['TWEED_TEST_RUNS'] ?? 25), endOnFailure: true },
      )
    } finally {
      await young.close()
      await other.stop()
    }
    assert.ok(world.works.length > 20 && compared > 20, `${compared} answers held works`)
  },
)
