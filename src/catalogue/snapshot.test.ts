import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { Catalogue, makeCatalogue } from './engine.ts'
import { readSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts'
import { Terms } from './terms.ts'
import { anyQuery, everyOrder, tagOf, workOf } from './worlds.fixture.ts'

const folder = await mkdtemp(join(tmpdir(), 'tweed-snapshot-'))
after(() => rm(folder, { recursive: true }))
const place = { seen: 7, at: '2026-01-01', xmin: 0, again: [], floor: 3, mark: null }

function world(seed: number): Catalogue {
  const tags = Array.from({ length: 80 }, (_, at) => tagOf(at, seed))
  return makeCatalogue(
    Array.from({ length: 300 }, (_, at) => workOf(at, seed, 80)),
    tags,
    20,
  )
}
const snapshotOf = (catalogue: Catalogue): Snapshot => ({
  base: catalogue.base,
  terms: catalogue.terms.copy(),
  place,
})
const openOf = ({ base, terms }: Snapshot) => new Catalogue(new Terms(terms), base, 20)

test('a catalogue that was written and read again answers every question as before, and goes on changing', async () => {
  const file = join(folder, 'whole.snapshot')
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(anyQuery, { maxLength: 10 }), async (seed, queries) => {
      const catalogue = world(seed)
      const kept = snapshotOf(catalogue)
      const later = {
        works: [workOf(301, seed, 80), workOf(3, seed + 1, 80)],
        gone: ['nobody'],
        tags: [tagOf(85, seed), tagOf(2, seed + 1)],
      }
      // What happens after it was taken is not in it.
      catalogue.apply(later)
      await writeSnapshot(file, kept)
      const read = await readSnapshot(file)
      assert.ok(read)
      assert.deepEqual(read.place, place)
      const again = openOf(read)
      again.apply(later)
      for (const query of [...queries, ...everyOrder])
        assert.deepEqual(again.find(query), catalogue.find(query))
    }),
    { numRuns: 25 },
  )
  assert.equal((await stat(file)).mode & 0o777, 0o600)
})

test('a snapshot in which a byte is another, or that was cut off, is none', async () => {
  const file = join(folder, 'broken.snapshot')
  const catalogue = world(11)
  await writeSnapshot(file, snapshotOf(catalogue))
  const whole = await readFile(file)
  const questions = everyOrder.map((query) => ({ query, answer: catalogue.find(query) }))
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, by) => {
        const broken = Buffer.from(whole)
        broken[at] = (broken[at] ?? 0) ^ by
        await writeFile(file, broken)
        const read = await readSnapshot(file)
        if (!read) return void refused++
        // Only what stands between two arrays, and says nothing, may be another.
        const again = openOf(read)
        for (const { query, answer } of questions) assert.deepEqual(again.find(query), answer)
      },
    ),
    { numRuns: 300 },
  )
  assert.ok(refused > 250, `${refused} of 300 were refused`)
  for (const length of [0, 1, 19, 20, 400, whole.length >> 1, whole.length - 1]) {
    await writeFile(file, whole)
    await truncate(file, length)
    assert.equal(await readSnapshot(file), null, `cut off after ${length} bytes`)
  }
  assert.equal(await readSnapshot(join(folder, 'missing.snapshot')), null)
  assert.equal(await readSnapshot(folder), null)
})
