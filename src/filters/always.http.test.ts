import assert from 'node:assert/strict'
import { startCatalogue } from '#catalogue/host.ts'
import { defaultReading } from '#policy/reading.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { listen } from '#web/server.ts'
import { onBothHouses, signUp, type TestHouse, type Visitor } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { noFilter } from './filter.ts'
import { findWorks } from './find.ts'

const story = (title: string, rating: string, fandom = 'Harbour Lights') =>
  `Title: ${title}\nRating: ${rating}\nWarnings: None\nFandom: ${fandom}\nSummary: Of a day.\n\nIt was noon.\n`

async function shelve(house: TestHouse) {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const works = new Map<string, string>()
  for (const [title, rating, fandom] of [
    ['Bells', 'G', 'Harbour Lights'],
    ['Tides', 'E', 'Harbour Lights'],
    ['Ropes', 'T', 'Heron Rock'],
  ] as const)
    works.set(title, await postText(house, person, story(title, rating, fandom)))
  const tag = async (name: string) =>
    (
      await house.db
        .selectFrom('tag')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
    ).id
  return { author, person, works, tag }
}

const shownOn = (text: string) =>
  [...text.matchAll(/work-item__title"><a[^>]*>([^<]+)</g)].map(([, title]) => title).toSorted()

async function keepAlways(visitor: Visitor, query: string, name = 'Never'): Promise<void> {
  const page = await visitor.get(`/works?${query}`)
  const saved = await (await page.form(urls.accountFilters()).fill({ name }).send()).follow()
  const forms = [...saved.text.matchAll(/action="(\/account\/filters\/[^"]+)"/g)]
  const action = forms.at(-1)?.[1] ?? ''
  await saved.form(action).fill({ always: 'yes' }).send()
}

onBothHouses(
  'what is always on is left out of every list, counted, and shown once when asked',
  async (house) => {
    const { person, tag } = await shelve(house)
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Reed' })
    await keepAlways(reader, `-fandom=${await tag('Heron Rock')}`)
    for (const path of [urls.home(), urls.works(), urls.penName(person.penNameId)]) {
      const { text } = await reader.get(path)
      assert.deepEqual(shownOn(text), ['Bells', 'Tides'], path)
      assert.match(text, /One work was left out by what is always on: Never/, path)
      const show = /href="([^"]+show=all)"/.exec(text)?.[1] ?? assert.fail(path)
      const all = await reader.get(show.replaceAll('&amp;', '&'))
      assert.equal(all.status, 200)
      assert.deepEqual(shownOn(all.text), ['Bells', 'Ropes', 'Tides'], path)
      assert.match(all.text, /Nothing is left out here, this once/)
      assert.deepEqual(shownOn((await reader.get(path)).text), ['Bells', 'Tides'], 'once')
      assert.equal(shownOn((await house.visitor().get(path)).text).length, 3, 'nobody else’s')
    }
    const feed = await reader.get(urls.archiveFeed())
    assert.match(feed.text, /Ropes/, 'a feed is the same for everybody')
  },
)

onBothHouses('comfort and filters that are always on say their own numbers', async (house) => {
  const { tag } = await shelve(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Reed' })
  await keepAlways(reader, `-fandom=${await tag('Heron Rock')}`)
  const page = await reader.get(urls.reading())
  await page.form(urls.reading()).fill({ listing: 'hide' }).send()
  for (const path of [urls.home(), urls.works()]) {
    const { text } = await reader.get(path)
    assert.deepEqual(shownOn(text), ['Bells'], path)
    assert.match(text, /One work rated Explicit, Mature is left out, as you asked/, path)
    assert.match(text, /One work was left out by what is always on/, path)
    const all = await reader.get(`${path}?show=all`)
    assert.equal(shownOn(all.text).length, 3)
  }
})

onBothHouses('a work that both leave out is told once', async (house) => {
  const { tag } = await shelve(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Reed' })
  await keepAlways(reader, `-fandom=${await tag('Harbour Lights')}`)
  const page = await reader.get(urls.reading())
  await page.form(urls.reading()).fill({ listing: 'hide' }).send()
  const { text } = await reader.get(urls.home())
  assert.deepEqual(shownOn(text), ['Ropes'])
  assert.match(text, /One work rated Explicit, Mature is left out/)
  assert.match(text, /One work was left out by what is always on/)
})

onBothHouses('lists stand in one order, whether anything is left out or not', async (house) => {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  for (let at = 0; at < 12; at++) {
    if (at % 4 === 3) house.advance(24 * 60 * 60 * 1000)
    await postText(house, person, story(`W${at}`, 'G', at === 5 ? 'Heron Rock' : 'Harbour Lights'))
  }
  const order = (text: string) =>
    [...text.matchAll(/work-item__title"><a[^>]*>([^<]+)</g)].map(([, title]) => title)
  const { id } = await house.db
    .selectFrom('tag')
    .select('id')
    .where('name', '=', 'Heron Rock')
    .executeTakeFirstOrThrow()
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Reed' })
  const path = urls.penName(person.penNameId)
  const plain = order((await reader.get(path)).text)
  await keepAlways(reader, `-fandom=${id}`)
  const without = plain.filter((title) => title !== 'W5')
  assert.equal(plain.length, 12)
  assert.deepEqual(order((await reader.get(path)).text), without)
  assert.deepEqual(order((await reader.get(urls.works())).text), without)
  assert.deepEqual(order((await reader.get(urls.home())).text), without.slice(0, 10))
})

onBothHouses('pages of a pen name go on by number where works are left out', async (house) => {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  for (let at = 0; at < 53; at++)
    await postText(house, person, story(`W${at}`, at === 0 ? 'E' : 'G'))
  const reader = house.visitor()
  const asked = await reader.get('/works?-rating=E')
  await asked.form(urls.alwaysOn()).send()
  const first = await reader.get(urls.penName(person.penNameId))
  const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? assert.fail()
  const second = await reader.get(next)
  const both = [...shownOn(first.text), ...shownOn(second.text)]
  assert.equal(shownOn(first.text).length, 50)
  assert.equal(new Set(both).size, 52)
  assert.ok(!both.includes('W0'))
  assert.doesNotMatch(second.text, /rel="next"/)
  const all = await reader.get(`${urls.penName(person.penNameId)}?show=all`)
  const on = /rel="next" href="([^"]+)"/.exec(all.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  assert.match(on, /show=all/)
  assert.equal(shownOn((await reader.get(on)).text).length, 3)
})

onBothHouses(
  'a stranger keeps one filter in the browser, replaces it and turns it off, without a script',
  async (house) => {
    const { tag } = await shelve(house)
    const [reader, other] = [house.visitor(), house.visitor()]
    assert.doesNotMatch((await reader.get(urls.works())).text, /\/works\/always/)
    const page = await reader.get('/works?-rating=E')
    const kept = await page.form(urls.alwaysOn()).send()
    assert.equal(kept.status, 303)
    for (const path of [urls.home(), urls.works()]) {
      const { text } = await reader.get(path)
      assert.deepEqual(shownOn(text), ['Bells', 'Ropes'], path)
      assert.match(text, /One work was left out by what is always on: this browser’s filter/)
      assert.deepEqual(shownOn((await other.get(path)).text), ['Bells', 'Ropes', 'Tides'], path)
    }
    const rope = `-fandom=${await tag('Heron Rock')}`
    const again = await reader.get(`/works?${rope}`)
    assert.match(again.text, /Leave out this instead/)
    const forms = again.text.split('<form').filter((form) => form.includes('/works/always'))
    assert.equal(forms.length, 2)
    const token = /name="token" value="([^"]+)"/.exec(again.text)?.[1] ?? ''
    await reader.post(urls.alwaysOn(), { token, query: rope })
    assert.deepEqual(shownOn((await reader.get(urls.home())).text), ['Bells', 'Tides'])
    const on = await reader.get(urls.works())
    await on.form(urls.alwaysOn()).send('drop')
    assert.equal(shownOn((await reader.get(urls.home())).text).length, 3)
  },
)

onBothHouses(
  'a cookie that somebody else wrote shows nothing and breaks nothing',
  async (house) => {
    const { person } = await shelve(house)
    await house.write(async (tx) => {
      await tx.updateTable('work').set({ accounts_only: 1 }).where('title', '=', 'Ropes').execute()
    })
    const paths = [urls.home(), urls.works(), urls.penName(person.penNameId)]
    const stranger = house.visitor()
    const plain = new Map<string, string[]>()
    for (const path of paths) plain.set(path, shownOn((await stranger.get(path)).text).map(String))
    for (const cookie of [
      'x'.repeat(5000),
      '-fandom=%00',
      '%zz',
      '-rating=<script>alert(1)</script>',
      'show=all',
      'fandom=x&rating=E&q=noon',
      `-by=nobody${'&-rating=Q'.repeat(80)}`,
      "-fandom='; drop table work",
      '__proto__=1&-constructor=x',
    ]) {
      for (const path of paths) {
        const raw = await house
          .visitor()
          .get(path, { cookie: `tweed_filter=${encodeURIComponent(cookie)}` })
        assert.equal(raw.status, 200, cookie)
        assert.doesNotMatch(raw.text, /<script>alert/)
        assert.deepEqual(shownOn(raw.text), plain.get(path), `${cookie} ${path}`)
        const bare = await house
          .visitor()
          .get(path, { cookie: `tweed_filter=${cookie.slice(0, 400)}` })
        assert.equal(bare.status, 200, cookie)
      }
    }
    for (const path of paths)
      assert.deepEqual(shownOn((await stranger.get(path)).text), plain.get(path), 'after all that')
  },
)

onBothHouses('a filter that leaves out one pen name tells nothing of another', async (house) => {
  const author = house.visitor()
  const first = await signUp(house, author, { penName: 'Saltgrass' })
  const page = await author.get(urls.accountPenNames())
  await page.form(urls.accountPenNames()).fill({ name: 'Heron' }).send()
  const { id: second } = await house.db
    .selectFrom('pen_name')
    .select('id')
    .where('name', '=', 'Heron')
    .executeTakeFirstOrThrow()
  await postText(house, first, story('Bells', 'G'))
  await postText(house, { accountId: first.accountId, penNameId: second }, story('Tides', 'G'))
  const reader = house.visitor()
  const asked = await reader.get(`/works?-by=${first.penNameId}`)
  await asked.form(urls.alwaysOn()).send()
  assert.deepEqual(shownOn((await reader.get(urls.home())).text), ['Tides'])
  const other = (await reader.get(urls.penName(second))).text
  assert.deepEqual(shownOn(other), ['Tides'])
  assert.doesNotMatch(other, /left out|Saltgrass/)
  const own = (await reader.get(urls.penName(first.penNameId))).text
  assert.deepEqual(shownOn(own), ['Bells'], 'asked for by name')
})

onBothHouses('what is too long for a browser is said, and nothing is kept', async (house) => {
  await shelve(house)
  const reader = house.visitor()
  const page = await reader.get('/works?-rating=E')
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const many = Array.from({ length: 55 }, (_, at) => `-fandom=${String(at).padStart(16, 'a')}`)
  const sent = await reader.post(urls.alwaysOn(), { token, query: many.join('&') })
  assert.equal(sent.status, 422)
  assert.match(sent.text, /more than a browser can keep/)
  assert.equal(shownOn((await reader.get(urls.home())).text).length, 3)
})

onBothHouses('a saved filter is replaced under its name, after asking', async (house) => {
  const owner = house.visitor()
  await signUp(house, owner, { penName: 'Saltgrass' })
  const save = async (query: string) =>
    (await owner.get(`/works?${query}`)).form(urls.accountFilters()).fill({ name: 'Calm' })
  assert.equal((await (await save('rating=G')).send()).status, 303)
  assert.equal((await (await save('rating=G')).send()).status, 303, 'the same again')
  const asked = await (await save('rating=T')).send()
  assert.equal(asked.status, 422)
  assert.match(asked.text, /another filter of this name/)
  const queries = async () =>
    (await house.db.selectFrom('saved_filter').select('query').execute()).map(({ query }) => query)
  assert.deepEqual(await queries(), ['rating=G'])
  const done = await asked.form(urls.accountFilters()).send('replace')
  assert.match((await done.follow()).text, /The filter was replaced/)
  assert.deepEqual(await queries(), ['rating=T'])
})

onBothHouses('kept pages are told apart by what is always on, sent early or not', async (house) => {
  await shelve(house)
  const inside = { ...house, config: { ...house.config, host: '127.0.0.1', port: 0 } }
  const { server, port } = await listen(inside, house.app)
  try {
    const get = async (cookie: string) => {
      const headers = cookie ? { cookie: `tweed_filter=${encodeURIComponent(cookie)}` } : {}
      const answer = await fetch(`http://127.0.0.1:${port}/`, { headers })
      return { etag: answer.headers.get('etag'), titles: shownOn(await answer.text()) }
    }
    const etags = new Set<string | null>()
    for (let round = 0; round < 3; round++) {
      for (const [cookie, titles] of [
        ['', ['Bells', 'Ropes', 'Tides']],
        ['-rating=E', ['Bells', 'Ropes']],
        ['-rating=G', ['Ropes', 'Tides']],
      ] as const) {
        const got = await get(cookie)
        assert.deepEqual(got.titles, titles)
        etags.add(got.etag)
      }
    }
    assert.equal(etags.size, 3)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

onBothHouses('while the catalogue is built nothing that is left out comes back', async (house) => {
  const { tag } = await shelve(house)
  await house.write(async (tx) => {
    const row = await tx
      .selectFrom('work')
      .select('id')
      .where('title', '=', 'Bells')
      .executeTakeFirstOrThrow()
    await tx.insertInto('work_category').values({ work_id: row.id, code: 'gen' }).execute()
  })
  const { db, texts, config } = house
  const stranger = { account: null, reading: defaultReading }
  for (const [query, expected] of [
    [`-fandom=${await tag('Heron Rock')}`, ['Bells', 'Tides']],
    ['-category=gen', ['Ropes', 'Tides']],
    ['-warning=none-apply', []],
    ['-rating=E&-category=gen', ['Ropes']],
  ] as const) {
    // In a thread of its own, which is never ready at the first question.
    const catalogue = startCatalogue({ db, place: config.place }, 0)
    try {
      const always = [{ name: 'Never', query }]
      const found = await findWorks({ db, texts, catalogue }, stranger, noFilter, { always })
      assert.equal(found.answer.exact.count, 'at-least')
      assert.equal(found.leftOut.always?.count, null)
      const rows = await db
        .selectFrom('work')
        .select('title')
        .where('id', 'in', [...found.answer.works, ''] as WorkId[])
        .execute()
      assert.deepEqual(rows.map(({ title }) => title).toSorted(), expected, query)
    } finally {
      await catalogue.close()
    }
  }
})
