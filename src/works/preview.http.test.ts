import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { enough, firstChapter, makeChapter, makeWork, rowsOf } from './desk.fixture.ts'

const fields = {
  fandoms: 'The Harbour Lights, The Orchard',
  characters: 'Mirren',
  additional: 'Fog, Letters',
  rating: 'T',
  warningAnswer: 'listed',
  'own-0': 'Deep water',
  'own-1': 'A drowning',
  'spoiler-own-1': 'yes',
  summary: 'Fog, and a *letter*.',
  noteBefore: 'For R.',
  noteAfter: 'Thank you for reading.',
  disclaimer: 'The lights are not mine.',
  chapterTitle: 'The quay',
  chapterNoteBefore: 'A short one.',
  chapterNoteAfter: 'More soon.',
  body: '<p>The damn ferry <em>ran</em> late.</p><hr><p>It came.</p>',
}

/** The front matter and the text of a page, without the dates. */
function partsOf(page: string): string[] {
  const parts = page.match(/<article class="(?:front|chapter)"[^]*?<\/article>/g) ?? []
  const after =
    page.match(/<section class="chapter__note chapter__note--work">[^]*?<\/section>/) ?? []
  return [...parts, ...after].map((part) =>
    part.replace(/<div class="front__fact"><dt>Dates<\/dt>.*?<\/div>/, ''),
  )
}

const count = async (house: TestHouse) =>
  (await house.db.selectFrom('work').select('id').execute()).length

onBothHouses('the preview of a draft is to the letter what readers get later', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, fields)
  const preview = await author.get(urls.deskPreview(work))
  assert.equal(preview.status, 200)
  assert.equal(preview.headers.get('cache-control'), 'no-store')
  assert.match(preview.text, /only you see it/)
  const path = urls.deskChapterPreview(await firstChapter(house, work))
  assert.deepEqual(partsOf((await author.get(path)).text), partsOf(preview.text))
  await author.post(urls.deskPublication(work))
  const read = await house.visitor().get(urls.work(work))
  assert.equal(partsOf(read.text).length, 3)
  assert.deepEqual(partsOf(preview.text), partsOf(read.text))
})

onBothHouses('a work of several chapters is previewed chapter by chapter', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, fields)
  const second = await makeChapter(house, author, work, {
    chapterTitle: 'Fog',
    chapterNoteBefore: 'Mind the rocks.',
    body: 'Fog came in.',
  })
  const form = (await author.get(urls.deskWork(work))).form(urls.deskWork(work))
  await form.fill({ 'from-own-0': '2' }).send()
  const first = await author.get(urls.deskPreview(work))
  const next = await author.get(urls.deskPreview(work, 2))
  assert.match(next.text, /Chapter 2: Fog/)
  assert.match(next.text, /Warnings from this chapter on/)
  assert.match(first.text, /from chapter 2/)
  for (const number of ['0', '3', 'x', '1.0', '-1']) {
    assert.equal((await author.get(`/desk/works/${work}/preview/${number}`)).status, 404, number)
  }
  await author.post(urls.deskPublication(work))
  const stranger = house.visitor()
  const readFirst = partsOf((await stranger.get(urls.work(work))).text)
  assert.deepEqual(partsOf(first.text), readFirst)
  const read = partsOf((await stranger.get(urls.chapter(work, 2))).text)
  assert.deepEqual(
    partsOf(next.text).slice(1),
    read.filter((part) => !part.includes('front--brief')),
  )
  await author.post(urls.deskChapterDeletion(second))
  assert.equal((await author.get(urls.deskPreview(work, 2))).status, 404)
})

onBothHouses('a new work is looked at without being saved', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  await makeWork(author, {
    disclaimer: 'Kept for the orchard.',
    fandoms: 'The Orchard',
    keepDisclaimer: 'yes',
  })
  const page = await author.get(urls.newWork())
  const typed = page.form(urls.newWork()).fill({ ...enough, ...fields })
  const preview = await typed.send('preview')
  assert.equal(preview.status, 200)
  assert.equal(await count(house), 1)
  assert.match(preview.text, /Nothing is saved yet/)
  // The form stands below with everything that was typed.
  const form = preview.form(urls.newWork())
  for (const [name, value] of Object.entries(fields)) {
    assert.deepEqual(form.values.get(name), [value], name)
  }
  const saved = await form.send('publish')
  const work = /^\/desk\/works\/([0-9a-z]{16})/.exec(saved.location)?.[1] ?? ''
  const read = await house.visitor().get(urls.work(work))
  const withoutLinks = (parts: string[]) => parts.map((part) => part.replace(/href="[^"]*"/g, ''))
  assert.deepEqual(withoutLinks(partsOf(preview.text)), withoutLinks(partsOf(read.text)))
  const again = await author.get(urls.newWork())
  const other = again.form(urls.newWork()).fill({ ...enough, fandoms: 'The Orchard' })
  assert.match((await other.send('preview')).text, /Kept for the orchard/)
})

onBothHouses('nothing typed is enough for a look', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const page = await author.get(urls.newWork())
  const preview = await page.form(urls.newWork()).send('preview')
  assert.equal(preview.status, 200)
  assert.match(preview.text, /Untitled/)
  assert.equal(await count(house), 0)
})

onBothHouses('front matter and chapters are looked at before they are saved', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, fields, { publish: true })
  const before = await rowsOf(house, work)
  const front = await author.get(urls.deskWork(work))
  const looked = await front
    .form(urls.deskWork(work))
    .fill({ title: 'The Other Ferry', 'own-0': 'Shallow water' })
    .send('preview')
  assert.equal(looked.status, 200)
  assert.match(looked.text, /<h1 class="front__title"[^>]*>The Other Ferry</)
  assert.match(looked.text, /<li class="warning"[^>]*>Shallow water/)
  assert.match(looked.text, /The damn ferry/)
  assert.deepEqual(looked.form(urls.deskWork(work)).values.get('title'), ['The Other Ferry'])
  const action = urls.deskChapter(await firstChapter(house, work))
  const typed = (await author.get(action)).form(action).fill({ body: 'All of it <b>new</b>.' })
  const chapter = await typed.send('preview')
  assert.equal(chapter.status, 200)
  assert.match(chapter.text, /<p>All of it <b>new<\/b>\.<\/p>/)
  assert.deepEqual(chapter.form(action).values.get('body'), ['All of it <b>new</b>.'])
  const added = await author.get(urls.newChapter(work))
  const more = await added
    .form(urls.newChapter(work))
    .fill({ chapterTitle: 'Fog', body: 'It thinned.' })
    .send('preview')
  assert.match(more.text, /Chapter 2: Fog/)
  assert.match(more.text, /<p>It thinned\.<\/p>/)
  assert.deepEqual(await rowsOf(house, work), before)
  assert.equal((await more.form(urls.newChapter(work)).send()).status, 303)
  assert.equal((await rowsOf(house, work)).chapters.length, 2)
})
