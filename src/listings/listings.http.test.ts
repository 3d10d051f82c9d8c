import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { visibleWork } from '#policy/visible.ts'
import { defaultReading } from '#policy/reading.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import type { Visitor } from '../../test/support/visitor.ts'
import { dayOf, listWorks, worksOnPage } from './reads.ts'

const stranger = { account: null, reading: defaultReading }

async function shelve(house: TestHouse, count: number) {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  for (let at = 0; at < count; at++) {
    // Several on a day, over several days.
    house.advance(count > 20 ? 3 * 60 * 60 * 1000 : 1000)
    const rating = at % 3 === 2 ? 'M' : 'G'
    const fandom = at % 2 ? 'harbour  LIGHTS' : 'Harbour Lights'
    await postText(
      house,
      person,
      `Title: Work ${at}.\nRating: ${rating}\nWarnings: None\nFandom: ${fandom}\nSummary: Of ${at}.\n\nIt was noon.\n`,
    )
  }
  return { author, person }
}

/** The newest day first; within a day by what no work's time tells. */
async function inOrder(house: TestHouse): Promise<string[]> {
  const works = await house.db.selectFrom('work').select(['id', 'title', 'updated_at']).execute()
  const rank = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return works
    .toSorted((a, b) => rank(day(b.updated_at), day(a.updated_at)) || rank(a.id, b.id))
    .map(({ title }) => title.replace('.', ''))
}

const titlesOn = (text: string) =>
  [...text.matchAll(/>(Work \d+)\.<\/a>/g)].map(([, title]) => title)

async function walk(visitor: Visitor, start: string): Promise<string[]> {
  const all: string[] = []
  for (let path = start; path;) {
    const { status, text } = await visitor.get(path)
    assert.equal(status, 200)
    all.push(...titlesOn(text).map(String))
    path = (/rel="next" href="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
  }
  return all
}

onBothHouses(
  'works stand by days, the newest first, each once, page by page, by fandom and rating too',
  async (house) => {
    const count = worksOnPage + 4
    const { person } = await shelve(house, count)
    const reader = house.visitor()
    const expected = await inOrder(house)
    assert.equal(new Set(expected).size, count)
    assert.deepEqual(await walk(reader, urls.works()), expected)
    assert.deepEqual(await walk(reader, urls.penName(person.penNameId)), expected)
    const fandoms = await reader.get(urls.fandoms())
    const links = [...fandoms.text.matchAll(/href="(\/works\?fandom=[^"]+)"/g)].map(([, to]) => to)
    assert.equal(links.length, 1, 'spellings that differ by case and space are one')
    assert.deepEqual(await walk(reader, links[0] ?? ''), expected)
    const rated = expected.filter((title) => Number(title.slice(5)) % 3 === 2)
    assert.deepEqual(await walk(reader, urls.works({ rating: 'M' })), rated)
    for (const none of [urls.works({ rating: 'XX' }), urls.works({ fandom: 'nothing' })]) {
      assert.match((await reader.get(none)).text, /No work is like that/)
    }
  },
)

onBothHouses('lists follow the reader: hidden, folded or shown', async (house) => {
  await shelve(house, 3)
  const reader = house.visitor()
  const folded = (await reader.get(urls.works())).text
  assert.match(folded, /work-item--folded[^]*Work 2[^]*<details>[^]*Of 2\./)
  for (const [listing, shown] of [
    ['hide', false],
    ['show', true],
  ] as const) {
    const page = await reader.get(urls.reading())
    await page.form(urls.reading()).fill({ listing }).send()
    const { text } = await reader.get(urls.works())
    assert.equal(/Work 2/.test(text), shown, listing)
    assert.doesNotMatch(text, /work-item--folded/)
    if (listing === 'hide') assert.match(text, /left out, as you asked/)
  }
})

onBothHouses('a page of fifty works costs as many queries as a page of one', async (house) => {
  await shelve(house, 51)
  const counting = async (which: Parameters<typeof listWorks>[2], onPage: number) => {
    let queries = 0
    const db = house.db.withPlugin({
      transformQuery: ({ node }) => {
        queries++
        return node
      },
      transformResult: async ({ result }) => result,
    }) as typeof house.db
    const { works } = await listWorks(db, stranger, which, null, onPage)
    assert.equal(works.length, onPage)
    return queries
  }
  const tag = await house.db.selectFrom('tag').select('id').executeTakeFirstOrThrow()
  for (const which of [{}, { rating: 'G' }, { fandom: [tag.id] }]) {
    const one = await counting(which, 1)
    const most = 'rating' in which || 'fandom' in which ? 20 : worksOnPage
    assert.equal(await counting(which, most), one)
    assert.ok(one <= 7, `${one} queries`)
  }
})

onBothHouses(
  'the way on from a work that may not be read looks like the way on from none',
  async (house) => {
    await shelve(house, 3)
    const row = await house.db
      .selectFrom('work')
      .select('id')
      .where('title', '=', 'Work 1.')
      .executeTakeFirstOrThrow()
    await house.write((tx) =>
      tx.updateTable('work').set({ published_at: null }).where('id', '=', row.id).execute(),
    )
    const draft = await listWorks(house.db, stranger, {}, row.id)
    const none = await listWorks(house.db, stranger, {}, '0000000000000000')
    assert.deepEqual(draft, none)
  },
)

onBothHouses('the newest works are found by their index, not by sorting all', async (house) => {
  await shelve(house, 3)
  const query = house.db
    .selectFrom('work')
    .select('work.id')
    .where(visibleWork(stranger))
    .where(dayOf, '<=', '2026-11-23')
    .orderBy(dayOf, 'desc')
    .orderBy('work.id')
    .limit(51)
  if (house.storage.engine === 'sqlite') {
    const { sql: text, parameters } = query.compile()
    const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(
      text.replaceAll('?', () => "'0'"),
    )}`.execute(house.db)
    assert.ok(parameters.length > 0)
    const details = plan.rows.map(({ detail }) => detail).join('\n')
    assert.match(details, /SEARCH work USING INDEX work_day \(<expr><\?\)/)
    assert.doesNotMatch(details, /TEMP B-TREE/)
    return
  }
  const text = query.compile().sql.replaceAll(/\$\d+/g, () => "'0'")
  // A few rows are sorted faster than an index is read: the plan of a large table is asked for.
  await house.write(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    await sql`set local enable_sort = off`.execute(tx)
    const rows = await sql<Record<string, string>>`explain ${sql.raw(text)}`.execute(tx)
    assert.match(JSON.stringify(rows.rows), /work_day/)
  })
})
