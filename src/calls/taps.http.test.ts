import assert from 'node:assert/strict'
import { oneDay } from '#shared/clock.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { authorWithWork, setWork } from '../../test/support/talk.ts'
import type { Visitor } from '../../test/support/visitor.ts'

const tap = async (visitor: Visitor, path: string, work: WorkId) => {
  const page = await visitor.get(urls.work(work))
  const sent = await page.form(path).send()
  assert.equal(sent.status, 303)
  return sent.follow()
}

const statesOf = async (house: TestHouse, table: 'kudos' | 'call') =>
  (await house.db.selectFrom(table).select('state').execute()).map(({ state }) => state).toSorted()

onBothHouses(
  'kudos are given once by each reader, and an author gives themselves none',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    assert.match((await tap(guest, urls.kudos(work), work)).text, /the author will know/)
    assert.match((await tap(guest, urls.kudos(work), work)).text, /before/)
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    await tap(reader, urls.kudos(work), work)
    assert.match((await tap(author, urls.kudos(work), work)).text, /by this pen name/)
    assert.deepEqual(await statesOf(house, 'kudos'), ['counted', 'counted'])
  },
)

onBothHouses('counts are the author’s own unless they show them', async (house) => {
  const { author, work } = await authorWithWork(house)
  await tap(house.visitor(), urls.kudos(work), work)
  await tap(house.visitor(), urls.call(work), work)
  const stranger = house.visitor()
  assert.doesNotMatch((await stranger.get(urls.work(work))).text, /gave kudos|would read more/)
  const own = await author.get(urls.callAnswers(work))
  assert.match(own.text, /One reader gave kudos/)
  assert.match(own.text, /One reader would read more/)
  assert.equal((await stranger.get(urls.callAnswers(work))).status, 404)
  await setWork(house, work, { counts_shown: 1 })
  const shown = (await stranger.get(urls.work(work))).text
  assert.match(shown, /One reader gave kudos/)
  assert.match(shown, /One reader would read more/)
  await tap(house.visitor(), urls.kudos(work), work)
  assert.match((await stranger.get(urls.work(work))).text, /2 readers gave kudos/)
})

onBothHouses(
  'many taps from one address, or at once, are set aside without a word',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    for (let at = 0; at < 5; at++) {
      const page = await tap(house.visitor('203.0.113.5'), urls.kudos(work), work)
      assert.match(page.text, /the author will know/)
    }
    assert.deepEqual(await statesOf(house, 'kudos'), [
      ...Array<string>(3).fill('counted'),
      'set-aside',
      'set-aside',
    ])
    for (let at = 0; at < 20; at++) await tap(house.visitor(), urls.kudos(work), work)
    const counted = (await statesOf(house, 'kudos')).filter((state) => state === 'counted')
    assert.equal(counted.length, 20)
    assert.match((await author.get(urls.callAnswers(work))).text, /20 readers gave kudos/)
  },
)

onBothHouses('an address is known for a day by a salted hash, then by nothing', async (house) => {
  const { work } = await authorWithWork(house)
  await tap(house.visitor('203.0.113.5'), urls.kudos(work), work)
  const hashes = async () =>
    (await house.db.selectFrom('kudos').select('address_hash').execute()).map(
      ({ address_hash }) => address_hash,
    )
  assert.equal((await hashes()).filter(Boolean).length, 1)
  assert.doesNotMatch(String((await hashes())[0]), /203/)
  house.advance(2 * oneDay)
  await house.settle()
  assert.deepEqual(await hashes(), [null])
  const salts = await house.db.selectFrom('daily_salt').select('day').execute()
  assert.deepEqual(salts, [])
})

onBothHouses('a call can be taken back, and counts once for each chapter', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const called = await tap(guest, urls.call(work), work)
  assert.match(called.text, /would read more/)
  const back = await called.form(urls.callWithdrawal(work)).send()
  assert.match((await back.follow()).text, /Taken back/)
  assert.deepEqual(await statesOf(house, 'call'), [])
  await tap(guest, urls.call(work), work)
  const again = await tap(guest, urls.call(work), work)
  assert.match(again.text, /You said so before/)
  assert.deepEqual(await statesOf(house, 'call'), ['counted'])
  assert.match((await guest.get(urls.replies())).text, /You said that you would read more/)
  const own = await tap(author, urls.call(work), work)
  assert.match(own.text, /by this pen name/)
})

onBothHouses(
  'the author answers all who called, and a new chapter tells them and counts anew',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    const late = house.visitor()
    await tap(guest, urls.call(work), work)
    await tap(reader, urls.call(work), work)
    house.advance(1000)
    const page = await author.get(urls.callAnswers(work))
    const sent = await page
      .form(urls.callAnswers(work))
      .fill({ body: 'Chapter 2 is coming <b>soon</b>' })
      .send()
    assert.equal(sent.status, 303)
    assert.match((await guest.get(urls.replies())).text, /coming &lt;b(?:&gt;|>)soon/)
    assert.match((await reader.get(urls.notices())).text, /coming &lt;b(?:&gt;|>)soon/)
    for (const other of [late, house.visitor()]) {
      for (const path of [urls.replies(), urls.work(work)]) {
        assert.doesNotMatch((await other.get(path)).text, /Chapter 2 is coming/)
      }
    }
    house.advance(1000)
    const chapter = await author.get(urls.newChapter(work))
    const saved = await chapter
      .form(urls.newChapter(work))
      .fill({ chapterTitle: 'Two', body: 'The ferry came back.' })
      .send()
    assert.equal(saved.status, 303)
    const desk = await author.get(urls.deskWork(work))
    const publish = /action="(\/desk\/chapters\/[0-9a-z]{16}\/publication)"/.exec(desk.text)?.[1]
    if (publish) await desk.form(publish).send()
    assert.match((await guest.get(urls.replies())).text, /There is a new chapter/)
    assert.match((await reader.get(urls.notices())).text, /There is more of/)
    assert.match((await author.get(urls.callAnswers(work))).text, /Nobody has called since/)
  },
)

onBothHouses('nobody but the author answers callers', async (house) => {
  const { work } = await authorWithWork(house)
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  await tap(house.visitor(), urls.call(work), work)
  assert.equal((await other.post(urls.callAnswers(work), { body: 'mine' })).status, 404)
  assert.equal((await house.db.selectFrom('call_answer').select('id').execute()).length, 0)
})
