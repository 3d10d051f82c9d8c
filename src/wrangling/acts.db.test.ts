import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readTags } from '#catalogue/read-entries.ts'
import { newId, type AccountId, type TagId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import { onBothHouses, type TestHouse } from '../../test/support/house.ts'
import {
  leaveAsIs,
  makeCanonical,
  makeSynonym,
  moveKind,
  rename,
  setParents,
  splitOff,
} from './acts.ts'
import { type Refused, Refusing, type Wrangler } from './edit.ts'
import { nameTag } from './named.ts'
import { readStates } from './tag-state.ts'
import { undoWrangling } from './undo.ts'

const who: Wrangler = { account: 'a000000000000000' as AccountId, penName: null }
type Of<Act extends (...of: never[]) => unknown> = Parameters<Act>[3]

const make = (house: TestHouse, kind: 'fandom' | 'character' | 'additional', name: string) =>
  house.write((tx) => nameTag(tx, house, kind, name))
const stateOf = async (house: TestHouse, id: TagId) => {
  const state = (await readStates(house.db, [id])).get(id)
  assert.ok(state)
  return state
}
const rootOf = async (house: TestHouse, id: TagId) => (await readTags(house.db, [id]))[0]?.root
const canonical = (house: TestHouse, of: Of<typeof makeCanonical>) =>
  house.write((tx) => makeCanonical(tx, house, who, of))
const synonym = (house: TestHouse, tag: TagId, of: TagId) =>
  house.write((tx) => makeSynonym(tx, house, who, { tag, of }))

async function refused(run: Promise<unknown>): Promise<Refused | 'done'> {
  try {
    await run
    return 'done'
  } catch (error) {
    if (error instanceof Refusing) return error.because
    throw error
  }
}
const newestAct = async (house: TestHouse) =>
  (
    await house.db
      .selectFrom('wrangling')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
  ).id

onBothHouses('a synonym and its other spellings lead to the canonical tag', async (house) => {
  const [ada, other, spelled] = [
    await make(house, 'character', 'Ada Quill'),
    await make(house, 'character', 'A. Quill'),
    await make(house, 'character', 'a.  QUILL'),
  ]
  await synonym(house, other, ada)
  assert.equal((await stateOf(house, ada)).canonical, true)
  assert.equal(await rootOf(house, other), ada)
  assert.equal(await rootOf(house, spelled), ada)
  const later = await make(house, 'character', 'A. quill')
  assert.equal(await rootOf(house, later), ada, 'a spelling that is typed later leads there too')
  await house.write((tx) => splitOff(tx, house, who, { tag: other }))
  assert.notEqual(await rootOf(house, spelled), ada)
})

onBothHouses(
  'merging takes synonyms, subtags and parents along, and undoing gives all of it back',
  async (house) => {
    const [world, kept, gone, alias, below] = [
      await make(house, 'fandom', 'World'),
      await make(house, 'additional', 'Slow Burn'),
      await make(house, 'additional', 'Slowest Burn'),
      await make(house, 'additional', 'sloooow'),
      await make(house, 'additional', 'Very Slow Burn'),
    ]
    await canonical(house, { tag: gone, fandom: world })
    await synonym(house, alias, gone)
    await canonical(house, { tag: below })
    await house.write((tx) => setParents(tx, house, who, { tag: below, parents: [gone] }))
    const all = [world, kept, gone, alias, below]
    const before = await readStates(house.db, all)
    house.advance(1000)
    await synonym(house, gone, kept)
    const after = await readStates(house.db, all)
    assert.equal(after.get(alias)?.canonicalId, kept)
    assert.equal(after.get(gone)?.canonicalId, kept)
    assert.deepEqual(after.get(below)?.parents, [kept])
    assert.deepEqual(after.get(kept)?.parents, [world])
    const act = await newestAct(house)
    house.advance(1000)
    await house.write((tx) => undoWrangling(tx, house, who, act))
    assert.deepEqual(await readStates(house.db, all), before)
    house.advance(1000)
    const undoing = await newestAct(house)
    await house.write((tx) => undoWrangling(tx, house, who, undoing))
    assert.deepEqual(await readStates(house.db, all), after, 'an undoing is undone like any act')
  },
)

onBothHouses(
  'renaming keeps authors’ words, and what would make no sense is refused',
  async (house) => {
    const [old, fandom, other] = [
      await make(house, 'additional', 'Fluf'),
      await make(house, 'fandom', 'World'),
      await make(house, 'additional', 'Angst'),
    ]
    await canonical(house, { tag: old })
    await house.write((tx) => rename(tx, house, who, { tag: old, name: 'Fluff' }))
    const { canonicalId, name } = await stateOf(house, old)
    assert.equal(name, 'Fluf')
    assert.ok(canonicalId)
    assert.deepEqual(
      { ...(await stateOf(house, canonicalId)), id: '' },
      {
        id: '',
        kind: 'additional',
        name: 'Fluff',
        key: 'fluff',
        canonical: true,
        canonicalId: null,
        leftAsIs: false,
        parents: [],
      },
    )
    const run = <Given>(
      act: (tx: Tx, needs: TestHouse, by: Wrangler, of: Given) => Promise<number>,
      of: Given,
    ) => refused(house.write((tx) => act(tx, house, who, of)))
    assert.equal(await run(makeSynonym, { tag: fandom, of: other }), 'other-kind')
    assert.equal(await run(makeSynonym, { tag: canonicalId, of: old }), 'itself')
    assert.equal(await run(setParents, { tag: other, parents: [canonicalId] }), 'not-canonical')
    assert.equal(await run(leaveAsIs, { tag: old, leave: true }), 'is-synonym')
    await canonical(house, { tag: other })
    await house.write((tx) => setParents(tx, house, who, { tag: other, parents: [canonicalId] }))
    assert.equal(await run(setParents, { tag: canonicalId, parents: [other] }), 'loop')
    await make(house, 'character', 'Angst')
    assert.equal(await run(moveKind, { tag: other, kind: 'character' }), 'name-taken')
    assert.equal((await stateOf(house, other)).kind, 'additional', 'nothing of it is done')
    const twin = await make(house, 'additional', 'ANGST')
    assert.equal(await run(makeCanonical, { tag: twin }), 'name-taken')
  },
)

onBothHouses('a tag that was changed since is not undone over the later act', async (house) => {
  const [ada, other, third] = [
    await make(house, 'character', 'Ada'),
    await make(house, 'character', 'Adah'),
    await make(house, 'character', 'Adda'),
  ]
  await synonym(house, other, ada)
  const first = await newestAct(house)
  house.advance(1000)
  await synonym(house, ada, third)
  const undo = (id: string) => refused(house.write((tx) => undoWrangling(tx, house, who, id)))
  assert.equal(await undo(first), 'changed-since')
  const second = await newestAct(house)
  house.advance(1000)
  assert.equal(await undo(second), 'done')
  house.advance(1000)
  assert.equal(await undo(first), 'done')
  assert.equal((await stateOf(house, other)).canonicalId, null)
})

onBothHouses(
  'whatever is done, families hold together, every change is told, and undoing all gives the beginning back',
  async (house) => {
    const tag = fc.nat({ max: 7 })
    const step = fc.oneof(
      fc.record({ act: fc.constant('canonical' as const), tag }),
      fc.record({ act: fc.constant('synonym' as const), tag, of: tag }),
      fc.record({ act: fc.constant('split' as const), tag }),
      fc.record({
        act: fc.constant('parents' as const),
        tag,
        parents: fc.array(tag, { maxLength: 3 }),
      }),
      fc.record({
        act: fc.constant('kind' as const),
        tag,
        kind: fc.constantFrom('character' as const, 'additional' as const),
      }),
      fc.record({ act: fc.constant('leave' as const), tag, leave: fc.boolean() }),
      fc.record({
        act: fc.constant('rename' as const),
        tag,
        name: fc.constantFrom('New', 'new', 'Other'),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const mark = newId(house.random)
        const ids: TagId[] = []
        for (let at = 0; at < 8; at++) {
          const name = `${mark} ${at % 4 === 0 ? 'Twin' : at % 4 === 1 ? 'twin' : at}`
          ids.push(await make(house, at < 2 ? 'fandom' : at < 5 ? 'character' : 'additional', name))
        }
        const id = (at: number) => ids[at] ?? ids[0] ?? ('' as TagId)
        const begin = await readStates(house.db, ids)
        const done: string[] = []
        for (const one of steps) {
          const logged = await lastLogged(house)
          const before = await everyTag(house, mark)
          house.advance(1000)
          const because = await refused(
            house.write((tx) => {
              if (one.act === 'canonical')
                return makeCanonical(tx, house, who, { tag: id(one.tag) })
              if (one.act === 'synonym')
                return makeSynonym(tx, house, who, { tag: id(one.tag), of: id(one.of) })
              if (one.act === 'split') return splitOff(tx, house, who, { tag: id(one.tag) })
              if (one.act === 'parents')
                return setParents(tx, house, who, {
                  tag: id(one.tag),
                  parents: one.parents.map(id),
                })
              if (one.act === 'kind')
                return moveKind(tx, house, who, { tag: id(one.tag), kind: one.kind })
              if (one.act === 'leave')
                return leaveAsIs(tx, house, who, { tag: id(one.tag), leave: one.leave })
              return rename(tx, house, who, { tag: id(one.tag), name: `${mark} ${one.name}` })
            }),
          )
          const after = await everyTag(house, mark)
          const told = await toldSince(house, logged)
          for (const [key, entry] of after) {
            const was = before.get(key)
            if (was !== undefined && was !== entry)
              assert.ok(told.has(key), `${one.act} told of ${entry}`)
          }
          if (because === 'done' && told.size > 0) done.push(await newestAct(house))
          await requireSound(house, mark)
        }
        for (const act of done.toReversed()) {
          house.advance(1000)
          await house.write((tx) => undoWrangling(tx, house, who, act))
          await requireSound(house, mark)
        }
        assert.deepEqual(await readStates(house.db, ids), begin)
      }),
      { numRuns: Number(process.env['TWEED_TEST_RUNS'] ?? 12) },
    )
  },
)

const lastLogged = async (house: TestHouse) =>
  Number(
    (
      await house.db
        .selectFrom('change_log')
        .select((eb) => eb.fn.max('sequence').as('last'))
        .executeTakeFirstOrThrow()
    ).last ?? 0,
  )
const toldSince = async (house: TestHouse, sequence: number) =>
  new Set(
    (
      await house.db
        .selectFrom('change_log')
        .select('tag_id')
        .where('sequence', '>', sequence)
        .where('kind', '=', 'tag-wrangled')
        .execute()
    ).map(({ tag_id }) => tag_id as string),
  )

/** Every tag as the catalogue reads it. */
async function everyTag(house: TestHouse, mark: string): Promise<Map<string, string>> {
  const rows = await house.db
    .selectFrom('tag')
    .select('id')
    .where('name', 'like', `${mark}%`)
    .execute()
  const entries = await readTags(
    house.db,
    rows.map(({ id }) => id),
  )
  return new Map(entries.map((entry) => [entry.id, JSON.stringify(entry)]))
}

async function requireSound(house: TestHouse, mark: string): Promise<void> {
  const rows = await house.db
    .selectFrom('tag')
    .select('id')
    .where('name', 'like', `${mark}%`)
    .execute()
  const states = await readStates(
    house.db,
    rows.map(({ id }) => id),
  )
  for (const one of states.values()) {
    if (one.canonicalId !== null) {
      const to = states.get(one.canonicalId)
      assert.ok(to?.canonical, 'a synonym leads to a canonical tag')
      assert.equal(to.kind, one.kind)
      assert.equal(one.canonical, false)
      assert.deepEqual(one.parents, [])
    }
    for (const parent of one.parents) {
      const above = states.get(parent)
      assert.ok(above?.canonical, 'parents are canonical')
      assert.ok(above.kind === one.kind || above.kind === 'fandom')
    }
    const seen = new Set<TagId>()
    const walk = (id: TagId) => {
      if (seen.has(id)) return
      seen.add(id)
      for (const parent of states.get(id)?.parents ?? []) {
        assert.notEqual(parent, one.id, 'no tag stands above itself')
        walk(parent)
      }
    }
    walk(one.id)
    const twins = [...states.values()].filter(
      (two) => two.canonical && two.kind === one.kind && two.key === one.key,
    )
    assert.ok(twins.length <= 1, 'of one name one tag is canonical')
  }
}
