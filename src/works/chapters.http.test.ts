import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import {
  onBothHouses,
  signIn,
  signUp,
  type TestHouse,
  type Visitor,
} from '../../test/support/house.ts'
import {
  chaptersOf,
  type Fields,
  firstChapter,
  makeChapter,
  makeWork,
  rowsOf,
} from './desk.fixture.ts'

/** Opens a chapter's form, fills it and sends it. */
async function edit(visitor: Visitor, id: string, fields: Fields) {
  const page = await visitor.get(urls.deskChapter(id))
  return page.form(urls.deskChapter(id)).fill(fields).send()
}

/** Presses a button on the work's page at the desk. */
async function press(visitor: Visitor, work: string, action: string) {
  const page = await visitor.get(urls.deskWork(work))
  return page.form(action).send()
}

const titles = async (house: TestHouse, work: string) => {
  const read = await house.visitor().get(urls.entire(work))
  return [...read.text.matchAll(/<h2 class="chapter__title"[^>]*>([^<]*)</g)].map((one) => one[1])
}

onBothHouses('chapters are added as drafts, published, moved and read in order', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { chapterTitle: 'Quay' }, { publish: true })
  const second = await makeChapter(house, author, work, { chapterTitle: 'Fog', body: 'Fog came.' })
  const third = await makeChapter(house, author, work, { chapterTitle: 'Bell', body: 'It rang.' })
  assert.deepEqual(await titles(house, work), ['Quay'])
  assert.equal((await house.visitor().get(urls.chapter(work, 2))).status, 404)
  const published = await press(author, work, urls.deskChapterPublication(second))
  assert.equal(published.status, 303)
  await press(author, work, urls.deskChapterPublication(third))
  assert.deepEqual(await titles(house, work), [
    'Chapter 1: Quay',
    'Chapter 2: Fog',
    'Chapter 3: Bell',
  ])
  const page = await author.get(urls.deskWork(work))
  assert.equal(page.text.split('value="up"').length - 1, 2, 'the first chapter can’t go up')
  assert.equal(page.text.split('value="down"').length - 1, 2, 'the last chapter can’t go down')
  const draft = await makeChapter(house, author, work, { chapterTitle: 'Buoy', body: 'Later.' })
  const tag = (await house.visitor().get(urls.work(work))).headers.get('etag')
  await author.post(urls.deskChapterMove(draft), { to: 'up' })
  await author.post(urls.deskChapterMove(draft), { to: 'down' })
  const same = await house.visitor().get(urls.work(work))
  assert.equal(same.headers.get('etag'), tag, 'a draft’s place tells nothing')
  await author.post(urls.deskChapterMove(third), { to: 'up' })
  assert.deepEqual(await titles(house, work), [
    'Chapter 1: Quay',
    'Chapter 2: Bell',
    'Chapter 3: Fog',
  ])
  await author.post(urls.deskChapterMove(third), { to: 'up' })
  await author.post(urls.deskChapterMove(third), { to: 'up' })
  assert.deepEqual(await titles(house, work), [
    'Chapter 1: Bell',
    'Chapter 2: Quay',
    'Chapter 3: Fog',
  ])
  await author.post(urls.deskChapterMove(third), { to: 'down' })
  assert.deepEqual(await titles(house, work), [
    'Chapter 1: Quay',
    'Chapter 2: Bell',
    'Chapter 3: Fog',
  ])
})

onBothHouses('a chapter without text is not published', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, {}, { publish: true })
  const empty = await makeChapter(house, author, work, { chapterTitle: 'Later' })
  const sent = await press(author, work, urls.deskChapterPublication(empty))
  assert.equal(sent.status, 400)
  assert.match(sent.text, /It needs a chapter with text/)
  assert.equal((await house.visitor().get(urls.chapter(work, 2))).status, 404)
  const done = await edit(author, empty, { body: 'Here it is.' })
  assert.equal(done.status, 303)
  await press(author, work, urls.deskChapterPublication(empty))
  assert.equal((await house.visitor().get(urls.chapter(work, 2))).status, 200)
  // A published chapter keeps a text.
  const emptied = await edit(author, empty, { body: ' ' })
  assert.equal(emptied.status, 422)
  assert.match((await house.visitor().get(urls.chapter(work, 2))).text, /Here it is/)
})

onBothHouses('a chapter goes into the bin and comes back where it was', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { chapterTitle: 'Quay' }, { publish: true })
  const first = await firstChapter(house, work)
  const last = await press(author, work, urls.deskChapterDeletion(first))
  assert.equal(last.status, 400)
  assert.match(last.text, /the only published chapter/)
  const second = await makeChapter(house, author, work, { chapterTitle: 'Fog', body: 'Fog came.' })
  const third = await makeChapter(house, author, work, { chapterTitle: 'Bell', body: 'It rang.' })
  await press(author, work, urls.deskChapterPublication(second))
  await press(author, work, urls.deskChapterPublication(third))
  assert.equal((await rowsOf(house, work)).front.chapters, 3)
  assert.equal((await press(author, work, urls.deskChapterDeletion(second))).status, 303)
  assert.deepEqual(await titles(house, work), ['Chapter 1: Quay', 'Chapter 2: Bell'])
  assert.equal((await rowsOf(house, work)).front.chapters, 2)
  const gone = [
    urls.deskChapter(second),
    urls.deskChapterPreview(second),
    urls.deskRevisions(second),
    urls.deskRevision(second, 1),
  ]
  for (const path of gone) assert.equal((await author.get(path)).status, 404, path)
  const bin = await author.get(urls.deskBin())
  assert.match(bin.text, /The Ferry in November: Fog/)
  const back = await bin.form(urls.deskChapterRestoration(second)).send()
  assert.equal(back.status, 303)
  assert.deepEqual(await titles(house, work), [
    'Chapter 1: Quay',
    'Chapter 2: Fog',
    'Chapter 3: Bell',
  ])
  assert.equal((await author.post(urls.deskChapterRestoration(second))).status, 404)
})

onBothHouses('moving past a chapter in the bin leaves no two in one place', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { chapterTitle: 'One' })
  const two = await makeChapter(house, author, work, { chapterTitle: 'Two', body: 'B.' })
  const three = await makeChapter(house, author, work, { chapterTitle: 'Three', body: 'C.' })
  await author.post(urls.deskChapterDeletion(two))
  await author.post(urls.deskChapterMove(three), { to: 'up' })
  const four = await makeChapter(house, author, work, { chapterTitle: 'Four', body: 'D.' })
  await author.post(urls.deskChapterRestoration(two))
  const { chapters } = await rowsOf(house, work)
  assert.equal(new Set(chapters.map(({ position }) => position)).size, 4)
  const order = await chaptersOf(house, work)
  assert.deepEqual(order.slice(0, 3), [three, two, order[2]])
  assert.equal(order[3], four)
})

onBothHouses('what was is kept as revisions, and one of them comes back', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { body: 'The <b>first</b> telling.' }, { publish: true })
  const id = await firstChapter(house, work)
  await edit(author, id, { body: 'The second telling.', chapterTitle: 'Again' })
  const list = await author.get(urls.deskRevisions(id))
  assert.match(list.text, /Revision 2/)
  assert.match(list.text, /the present one/)
  const present = await author.get(urls.deskRevision(id, 2))
  assert.throws(() => present.form(urls.deskRevision(id, 2)), /no form posts/)
  const old = await author.get(urls.deskRevision(id, 1))
  assert.match(old.text, /The <b>first<\/b> telling/)
  const back = await old.form(urls.deskRevision(id, 1)).send()
  assert.equal(back.location, urls.deskRevisions(id))
  const { chapters, revisions } = await rowsOf(house, work)
  assert.equal(chapters[0]?.body, '<p>The <b>first</b> telling.</p>')
  assert.equal(chapters[0]?.title, '')
  assert.deepEqual(
    revisions.map(({ number, body }) => [number, body]),
    [
      [1, '<p>The <b>first</b> telling.</p>'],
      [2, '<p>The second telling.</p>'],
      [3, '<p>The <b>first</b> telling.</p>'],
    ],
  )
  assert.match((await house.visitor().get(urls.work(work))).text, /<b>first<\/b> telling/)
  for (const number of ['0', '4', '99999999999999999999', 'x', '1.5']) {
    const path = `${urls.deskRevisions(id)}/${number}`
    assert.equal((await author.get(path)).status, 404, number)
    assert.equal((await author.post(path)).status, 404, number)
  }
})

onBothHouses('of two who edit at once neither loses a word', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author)
  const id = await firstChapter(house, work)
  const action = urls.deskChapter(id)
  const elsewhere = house.visitor()
  await signIn(elsewhere, ada)
  const one = await author.get(action)
  const two = await elsewhere.get(action)
  assert.equal((await one.form(action).fill({ body: 'Mine came first.' }).send()).status, 303)
  const late = two.form(action).fill({ body: 'Mine came later.', chapterTitle: 'Late' })
  // Neither a look at it nor a mistake in it makes the other version be forgotten.
  const looked = await late.send('preview')
  assert.equal(looked.status, 200)
  const wrong = await looked
    .form(action)
    .fill({ chapterTitle: 'x'.repeat(256) })
    .send()
  assert.equal(wrong.status, 422)
  const conflict = await wrong.form(action).fill({ chapterTitle: 'Late' }).send()
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /changed elsewhere/)
  assert.match(conflict.text, /<p>Mine came first\.<\/p>/)
  assert.deepEqual(conflict.form(action).values.get('body'), ['Mine came later.'])
  assert.equal((await rowsOf(house, work)).chapters[0]?.body, '<p>Mine came first.</p>')
  const kept = await conflict.form(action).send()
  assert.equal(kept.status, 303)
  const { chapters, revisions } = await rowsOf(house, work)
  assert.equal(chapters[0]?.body, '<p>Mine came later.</p>')
  assert.equal(revisions.length, 3)
})
