import assert from 'node:assert/strict'
import type { WorkId } from '#shared/ids.ts'
import { oneDay } from '#shared/clock.ts'
import { versionOfLists, versionOfWork } from '#storage/changes.ts'
import { urls } from '#urls.ts'
import { listen } from '#web/server.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { addReaders } from './add-readers.ts'

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101' }
const story = (title: string, rating = 'G') =>
  `Title: ${title}\nRating: ${rating}\nWarnings: None\nFandom: Tides\n\nChapter 1\n\nIt was noon.\n\nChapter 2\n\nIt was one.\n`

async function readersOf(house: TestHouse, work: string): Promise<number> {
  await house.readers.flush()
  const row = await house.db
    .selectFrom('work_readers')
    .select('readers')
    .where('work_id', '=', work as WorkId)
    .executeTakeFirst()
  return Number(row?.readers ?? 0)
}

onBothHouses('a reader counts once a day, its author and programs never', async (house) => {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const work = await postText(house, person, story('Ebb'))
  await author.get(urls.work(work), browser)
  await author.get(urls.entire(work), browser)
  const robot = house.visitor()
  await robot.get(urls.work(work), { 'user-agent': 'Examplebot/1.0 (+https://bots.example)' })
  await robot.get(urls.work(work))
  await house.visitor().get(urls.work(work), { ...browser, 'sec-purpose': 'prefetch' })
  await house.app.request(urls.work(work), { method: 'HEAD', headers: browser })
  assert.equal(await readersOf(house, work), 0)
  const reader = house.visitor()
  for (const path of [urls.work(work), urls.chapter(work, 2), urls.entire(work), urls.work(work)])
    await reader.get(path, browser)
  assert.equal(await readersOf(house, work), 1)
  // The page is kept by now; another reader of it counts too, and so does one who is signed in.
  await house.visitor().get(urls.work(work), browser)
  const member = house.visitor()
  await signUp(house, member, { penName: 'Reed' })
  await member.get(urls.chapter(work, 2), browser)
  assert.equal(await readersOf(house, work), 3)
  house.advance(oneDay)
  await reader.get(urls.work(work), browser)
  assert.equal(await readersOf(house, work), 4)
})

onBothHouses('the question before a work opens nothing; the answer does', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const work = await postText(house, person, story('Ebb', 'E'))
  const reader = house.visitor()
  const asked = await reader.get(urls.work(work), browser)
  assert.equal(await readersOf(house, work), 0)
  await asked.form(urls.openWork(work)).send()
  await reader.get(urls.work(work), browser)
  assert.equal(await readersOf(house, work), 1)
})

onBothHouses(
  'a kept page that is sent before the app is asked counts its readers',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const work = await postText(house, person, story('Ebb'))
    const inside = {
      ...house,
      config: { ...house.config, host: '127.0.0.1', port: 0, trustedProxies: 1 },
    }
    const { server, port } = await listen(inside, house.app)
    try {
      const get = (address: string, more: Record<string, string> = {}) =>
        fetch(`http://127.0.0.1:${port}${urls.work(work)}`, {
          headers: {
            ...browser,
            'sec-fetch-dest': 'document',
            'x-forwarded-for': address,
            ...more,
          },
        }).then((response) => response.text())
      // Made by the app, which trusts no proxy here and sees one address.
      await get('203.0.113.1')
      await get('203.0.113.1')
      const before = await readersOf(house, work)
      await get('203.0.113.2')
      await get('203.0.113.3')
      await get('203.0.113.3')
      await get('203.0.113.4', { 'user-agent': 'curl/8.9' })
      assert.equal((await readersOf(house, work)) - before, 2)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  },
)

onBothHouses(
  'more readers put works in another order, and make no page another one',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const works: string[] = []
    for (const title of ['Ebb', 'Flood']) works.push(await postText(house, person, story(title)))
    const [ebb = '', flood = ''] = works as WorkId[]
    await house.write(async (tx) => {
      await tx.updateTable('work').set({ counts_shown: 1 }).execute()
    })
    for (const work of works) {
      const fan = house.visitor()
      const page = await fan.get(urls.work(work))
      await page.form(urls.kudos(work)).send()
    }
    const order = async () => {
      const { text } = await house.visitor().get('/works?sort=kudos-per-reader')
      return text.indexOf('>Ebb<') < text.indexOf('>Flood<') ? 'Ebb' : 'Flood'
    }
    const add = (work: string, count: number) =>
      house.write((tx) => addReaders(tx, house, new Map([[work as WorkId, count]])))
    await add(ebb, 9)
    const versions = [await versionOfWork(house.db, ebb as WorkId), await versionOfLists(house.db)]
    assert.equal(await order(), 'Flood')
    await add(flood, 40)
    assert.equal(await order(), 'Ebb')
    await add(ebb, 5)
    assert.deepEqual(
      [await versionOfWork(house.db, ebb as WorkId), await versionOfLists(house.db)],
      versions,
    )
  },
)

onBothHouses('the log is told now and then, and nothing of works that are gone', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const work = (await postText(house, person, story('Ebb'))) as WorkId
  const draft = (await postText(house, person, story('Flood'), { publish: false })) as WorkId
  const gone = 'zzzzzzzzzzzzzzzz' as WorkId
  for (let count = 0; count < 100; count++) {
    await house.write((tx) =>
      addReaders(
        tx,
        house,
        new Map([
          [work, 1],
          [draft, 1],
          [gone, 1],
        ]),
      ),
    )
  }
  assert.equal(await readersOf(house, work), 100)
  assert.equal(await readersOf(house, draft), 0)
  const told = await house.db
    .selectFrom('change_log')
    .select('work_id')
    .where('kind', '=', 'readers-counted')
    .execute()
  assert.deepEqual([...new Set(told.map(({ work_id }) => work_id))], [work])
  assert.ok(told.length > 10 && told.length < 40, String(told.length))
})
