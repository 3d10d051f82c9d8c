import assert from 'node:assert/strict'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { oneDay } from '#shared/clock.ts'
import { recordChange } from '#storage/changes.ts'
import { onBothHouses, signUp, testHouse, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { type Answer, everything } from './catalogue.ts'
import { Follower } from './follow.ts'
import { startCatalogue } from './host.ts'

const story = (title: string) =>
  `Title: ${title}\nRating: G\nWarnings: None\nFandom: Harbour\nSummary: A day.\n\nIt was noon.\n`
const asked = { ...everything, facets: ['fandom', 'rating'] } as const

async function shelve(house: TestHouse) {
  const person = await signUp(house, house.visitor(), { penName: 'Reed' })
  const post = (title: string) => {
    house.advance(oneDay)
    return postText(house, person, story(title))
  }
  return { post, first: await post('Bells'), second: await post('Tides') }
}
/** Asks a follower that begins with the file, and lets it write. */
async function askFrom(house: TestHouse, file: string): Promise<{ answer: Answer; began: string }> {
  const follower = new Follower(house.db, file)
  const answer = await follower.find(asked)
  const began = follower.began
  await follower.close()
  return { answer, began }
}

onBothHouses(
  'a start from the snapshot knows what happened since, and nothing else',
  async (house) => {
    const file = join(house.config.dataFolder, 'test.snapshot')
    const { post, first, second } = await shelve(house)
    const { answer: before, began } = await askFrom(house, file)
    assert.equal(began, 'anew')
    assert.deepEqual(before.works, [second, first])
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const third = await post('Rooks')
    await house.write(async (tx) => {
      await tx
        .updateTable('work')
        .set({ hidden_at: '2026-01-01' })
        .where('id', '=', first)
        .execute()
      await recordChange(tx, house.clock, { kind: 'work-hidden', work: first })
    })
    const later = await askFrom(house, file)
    assert.equal(later.began, 'snapshot')
    assert.deepEqual(later.answer.works, [third, second])
    await writeFile(file, 'not at all a snapshot')
    const anew = await askFrom(house, file)
    assert.equal(anew.began, 'anew')
    assert.deepEqual(anew.answer, later.answer)
    assert.equal((await askFrom(house, file)).began, 'snapshot', 'and a new one is there')
  },
)

onBothHouses(
  'the snapshot of another archive, or of one that was restored since, is not believed',
  async (house) => {
    const file = join(house.config.dataFolder, 'test.snapshot')
    const { first, second } = await shelve(house)
    const other = await testHouse('sqlite')
    try {
      other.advance(oneDay / 7)
      const elsewhere = await shelve(other)
      for (const title of ['One', 'Two', 'Three']) await elsewhere.post(title)
      await askFrom(other, file)
    } finally {
      await other.close()
    }
    const found = await askFrom(house, file)
    assert.equal(found.began, 'anew')
    assert.deepEqual(found.answer.works, [second, first])
    await house.write((tx) => recordChange(tx, house.clock, { kind: 'archive-restored' }))
    const restored = new Follower(house.db, file)
    assert.deepEqual((await restored.find(asked)).works, [second, first])
    assert.equal(restored.began, 'anew')
    await restored.close()
  },
)

onBothHouses(
  'the thread of a large catalogue begins with the snapshot that the last one wrote',
  async (house) => {
    const snapshot = join(house.config.dataFolder, 'test.snapshot')
    const { post, first, second } = await shelve(house)
    const ask = async () => {
      const host = startCatalogue({ db: house.db, place: house.config.place, snapshot }, 0)
      try {
        let answer = await host.find(asked)
        for (const until = Date.now() + 20_000; answer === null && Date.now() < until;) {
          await new Promise((resolve) => setImmediate(resolve))
          answer = await host.find(asked)
        }
        return answer?.works
      } finally {
        await host.close()
      }
    }
    assert.deepEqual(await ask(), [second, first])
    assert.ok((await stat(snapshot)).size > 1000)
    const third = await post('Rooks')
    assert.deepEqual(await ask(), [third, second, first])
  },
)
