import assert from 'node:assert/strict'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { authorWithWork, say, setWork } from '../../test/support/talk.ts'
import type { Visitor } from '../../test/support/visitor.ts'

const mature = `Title: The Ice
Rating: M
Warnings: drowning
Fandom: Harbour Lights
Summary: What the ice kept.
Disclaimer: Not mine.

Chapter 1: Out

He said shit, and went out on the ice. [far](https://far.test/shit)

Chapter 2: Back

The fucking ice let him go.
`

async function postMature(house: TestHouse): Promise<{ work: WorkId; author: Visitor }> {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  return { work: await postText(house, person, mature), author }
}

const texts = (work: WorkId) => [urls.work(work), urls.chapter(work, 2), urls.entire(work)]

onBothHouses(
  'a work above the reader’s comfort asks first on every way to its text',
  async (house) => {
    const { work } = await postMature(house)
    const reader = house.visitor()
    for (const path of texts(work)) {
      const { status, text } = await reader.get(path)
      assert.equal(status, 200)
      assert.match(text, /Before you open it/)
      assert.match(text, /What the ice kept/)
      assert.match(text, /drowning/)
      assert.doesNotMatch(text, /went out on the ice|let him go/)
    }
    const asked = await reader.get(urls.chapter(work, 2))
    const opened = await asked.form(urls.openWork(work)).send()
    assert.equal(opened.location, urls.chapter(work, 2))
    assert.match((await opened.follow()).text, /let him go/)
    assert.match((await reader.get(urls.work(work))).text, /went out on the ice/)
    // Another reader is asked, whatever was kept meanwhile.
    assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /went out on the ice/)
    // A higher rating asks again.
    await setWork(house, work, { rating: 'E' })
    assert.match((await reader.get(urls.work(work))).text, /Before you open it/)
  },
)

onBothHouses('an account remembers what it opened, in every browser', async (house) => {
  const { work } = await postMature(house)
  const reader = house.visitor()
  const person = await signUp(house, reader, { penName: 'Tidewrack' })
  const asked = await reader.get(urls.work(work))
  await asked.form(urls.openWork(work)).send()
  const other = house.visitor()
  const page = await other.get(urls.signIn())
  const { email, password } = person
  await page.form(urls.signIn()).fill({ email, password }).send()
  assert.match((await other.get(urls.work(work))).text, /went out on the ice/)
  assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /went out on the ice/)
})

onBothHouses(
  'the front matter stands before the text on every way in, in its order',
  async (house) => {
    const { work } = await postMature(house)
    const reader = house.visitor()
    const asked = await reader.get(urls.work(work))
    await asked.form(urls.openWork(work)).send()
    const story = ['went out on the ice', 'let him go', 'went out on the ice']
    for (const [at, path] of texts(work).entries()) {
      const { text } = await reader.get(path)
      const parts = ['Mature', 'drowning', 'strong language', 'What the ice kept', story[at] ?? '']
      const places = parts.map((part) => text.indexOf(part, text.indexOf('<main')))
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        path,
      )
      assert.ok(
        places.every((place) => place > 0),
        path,
      )
    }
  },
)

onBothHouses(
  'a warning that begins at a chapter is told again there, a spoiler folded',
  async (house) => {
    const { work } = await postMature(house)
    await setWork(house, work, { rating: 'G' })
    const [, second] = await house.db
      .selectFrom('chapter')
      .select('id')
      .where('work_id', '=', work)
      .orderBy('position')
      .execute()
    await house.write((tx) =>
      tx
        .updateTable('work_warning')
        .set({ from_chapter_id: second?.id ?? null, spoiler: 1 })
        .where('work_id', '=', work)
        .execute(),
    )
    await setWork(house, work, { counts_shown: 0 })
    const reader = house.visitor()
    const first = (await reader.get(urls.work(work))).text
    assert.match(first, /<details class="spoiler">[^]*?drowning[^]*?from chapter 2[^]*?<\/details>/)
    assert.doesNotMatch(first, /Warnings from this chapter on/)
    const there = (await reader.get(urls.chapter(work, 2))).text
    assert.match(there, /Warnings from this chapter on/)
  },
)

onBothHouses(
  'how somebody reads is kept by cookie or account, and masks on the server',
  async (house) => {
    const { work } = await postMature(house)
    await setWork(house, work, { rating: 'G' })
    const guest = house.visitor()
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    for (const visitor of [guest, reader]) {
      const page = await visitor.get(urls.reading(urls.work(work)))
      const saved = await page
        .form(urls.reading())
        .fill({ theme: 'sepia', size: '5', listing: 'hide', mask: ['strong'], ask: ['T'] })
        .send()
      assert.equal(saved.status, 303)
      const again = await saved.follow()
      assert.match(again.text, /Kept\./)
      assert.match(again.text, new RegExp(`href="${urls.work(work)}"`))
      const { text } = await visitor.get(urls.work(work))
      assert.match(text, /data-theme="sepia"/)
      assert.match(text, /data-size="5"/)
      assert.match(text, /s\*\*\*, and went out/)
    }
    assert.match((await house.visitor().get(urls.work(work))).text, /He said shit/)
    const row = await house.db
      .selectFrom('chapter')
      .select('body')
      .where('work_id', '=', work)
      .orderBy('position')
      .executeTakeFirstOrThrow()
    assert.match(row.body, /He said shit/)
  },
)

onBothHouses('what may not be read is found by nobody, on no way', async (house) => {
  const { author, work } = await authorWithWork(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  const when = '2026-11-01T00:00:00.000Z'
  const gone = [{ hidden_at: when }, { deleted_at: when }]
  for (const values of gone) {
    await setWork(house, work, values)
    for (const visitor of [house.visitor(), reader, author]) {
      for (const path of [...texts(work), urls.workFeed(work), urls.chapter(work, 1)]) {
        assert.equal((await visitor.get(path)).status, 404, path)
      }
      for (const path of [urls.home(), urls.works(), urls.fandoms(), urls.archiveFeed()]) {
        assert.doesNotMatch(
          (await visitor.get(path)).text,
          /The Ferry at Noon|Harbour Lights/,
          path,
        )
      }
    }
    await setWork(house, work, { hidden_at: null, deleted_at: null })
  }
  assert.equal((await reader.get(urls.work(work))).status, 200)
  for (const number of ['0', '01', '-1', '1.5', 'x', '99999999999', '2']) {
    assert.equal((await reader.get(`/works/${work}/chapters/${number}`)).status, 404, number)
  }
  for (const from of ['0', 'x', '2', '99999999999']) {
    assert.equal((await reader.get(`/works/${work}/entire?from=${from}`)).status, 404, from)
  }
})

onBothHouses(
  'a kept page is never stale: each change that it shows changes its ETag',
  async (house) => {
    const { author, person, work } = await authorWithWork(house)
    const stranger = house.visitor()
    let page = await stranger.get(urls.work(work))
    const changes: [string, () => Promise<unknown>][] = [
      ['a comment', () => say(house, house.visitor(), work, 'new words')],
      ['a count that is shown', () => setWork(house, work, { counts_shown: 1 })],
      ['kudos', () => house.visitor().post(urls.kudos(work))],
      [
        'a pen name',
        async () => {
          const form = await author.get(urls.accountPenName(person.penNameId))
          await form.form(urls.accountPenName(person.penNameId)).fill({ name: 'Seagrass' }).send()
        },
      ],
    ]
    for (const [what, change] of changes) {
      const etag = page.headers.get('etag') ?? ''
      const same = await stranger.get(urls.work(work), { 'if-none-match': etag })
      assert.equal(same.status, 304, `before ${what}`)
      assert.equal(same.text, '')
      await change()
      page = await stranger.get(urls.work(work), { 'if-none-match': etag })
      assert.equal(page.status, 200, `after ${what}`)
    }
    assert.match(page.text, /Seagrass/)
    assert.doesNotMatch(page.text, /Saltgrass/)
  },
)
