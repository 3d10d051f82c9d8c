import assert from 'node:assert/strict'
import { hour } from '#shared/clock.ts'
import type { TagId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { everything, type Query } from './catalogue.ts'
import { startCatalogue } from './host.ts'

const story = (fandom: string, rating = 'G', more = '') =>
  `Title: Of ${fandom}.\nRating: ${rating}\nWarnings: None\nFandom: ${fandom}\n${more}Summary: A day.\n\nIt was noon.\n`

async function tagOf(house: TestHouse, name: string): Promise<TagId> {
  const { id } = await house.db
    .selectFrom('tag')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}
const inFandom = (key: string): Query => ({
  ...everything,
  include: [{ kind: 'fandom', key }],
  facets: ['fandom', 'rating'],
})

onBothHouses(
  'what was published, hidden or given back a moment ago is in the next answer',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Reed' })
    const first = await postText(house, person, story('Harbour'))
    assert.deepEqual((await house.catalogue.find(everything))?.works, [first])
    house.advance(hour)
    const second = await postText(house, person, story('harbour', 'T'))
    await postText(house, person, story('Harbour'), { publish: false })
    const harbour = await tagOf(house, 'Harbour')
    const answer = await house.catalogue.find(inFandom(harbour))
    assert.equal(
      answer?.count,
      2,
      'spellings that differ by case are one fandom, and a draft is nowhere',
    )
    assert.deepEqual(
      answer.facets.map(({ terms }) => terms.map(({ count }) => count)),
      [[2], [1, 1]],
    )
    const hide = (at: string | null) =>
      house.write(async (tx) => {
        await tx.updateTable('work').set({ hidden_at: at }).where('id', '=', second).execute()
        await recordChange(tx, house.clock, { kind: 'work-hidden', work: second })
      })
    await hide('2026-11-23T10:00:00.000Z')
    assert.deepEqual((await house.catalogue.find(inFandom(harbour)))?.works, [first])
    await hide(null)
    assert.equal((await house.catalogue.find(inFandom(harbour)))?.count, 2)
  },
)

onBothHouses(
  'a synonym and a narrower tag are found under the canonical and the broader one at once',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Reed' })
    await postText(house, person, story('Harbour'))
    await postText(house, person, story('Hrbour'))
    await postText(house, person, story('Old Harbour'))
    const [harbour, misspelt, old] = await Promise.all(
      ['Harbour', 'Hrbour', 'Old Harbour'].map((name) => tagOf(house, name)),
    )
    assert.ok(harbour && misspelt && old)
    assert.equal((await house.catalogue.find(inFandom(harbour)))?.count, 1)
    await house.write(async (tx) => {
      await tx.updateTable('tag').set({ canonical: 1 }).where('id', 'in', [harbour, old]).execute()
      await tx
        .updateTable('tag')
        .set({ canonical_id: harbour })
        .where('id', '=', misspelt)
        .execute()
      await tx.insertInto('tag_parent').values({ tag_id: old, parent_id: harbour }).execute()
      for (const tag of [harbour, misspelt, old])
        await recordChange(tx, house.clock, { kind: 'tag-wrangled', tag })
    })
    assert.equal((await house.catalogue.find(inFandom(harbour)))?.count, 3)
    assert.equal((await house.catalogue.find(inFandom(old)))?.count, 1)
    assert.equal((await house.catalogue.find(inFandom(misspelt)))?.count, 3)
  },
)

onBothHouses(
  'works for accounts alone, and counts that are not shown, are kept from strangers',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Reed' })
    const work = await postText(house, person, story('Harbour'))
    await house.write(async (tx) => {
      await tx
        .updateTable('work')
        .set({ accounts_only: 1, counts_shown: 0 })
        .where('id', '=', work)
        .execute()
      await recordChange(tx, house.clock, { kind: 'work-edited', work })
    })
    const asked = inFandom(await tagOf(house, 'Harbour'))
    assert.deepEqual((await house.catalogue.find(asked))?.facets[0]?.terms, [])
    assert.equal((await house.catalogue.find({ ...asked, viewer: 'account' }))?.count, 1)
    const counted = { ...asked, viewer: 'account' as const, ranges: { kudos: { most: 0 } } }
    assert.equal((await house.catalogue.find(counted))?.count, 0)
  },
)

onBothHouses('a thread of its own, and another process, give the same answers', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Reed' })
  for (let at = 0; at < 3; at++) await postText(house, person, story(`Harbour ${at}`))
  const apart = startCatalogue({ db: house.db, place: house.config.place }, 0)
  try {
    let answer = await apart.find(everything)
    const until = performance.now() + 20_000
    while (!answer && performance.now() < until) {
      await new Promise((turn) => setImmediate(turn))
      answer = await apart.find(everything)
    }
    assert.deepEqual(answer, await house.catalogue.find(everything))
    await postText(house, person, story('Harbour 3'))
    assert.equal((await apart.find(everything))?.count, 4)
  } finally {
    await apart.close()
  }
  assert.equal(await apart.find(everything), null)
})
