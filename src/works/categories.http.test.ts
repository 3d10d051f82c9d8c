import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { makeChapter, makeWork, sendNew } from './desk.fixture.ts'

const shown =
  /<dt>Categories<\/dt><dd><a href="\/works\?category=gen">Gen<\/a>, <a href="\/works\?category=f-f">F\/F<\/a><\/dd>/

onBothHouses('an author names categories or none; every way in tells them', async (house) => {
  const [author, reader] = [house.visitor(), house.visitor()]
  await signUp(house, author, { penName: 'Ada Quill' })
  const category = ['f-f', 'gen']
  const draft = await makeWork(author, { category, rating: 'M' })
  assert.match((await author.get(urls.deskPreview(draft))).text, shown)
  const work = await makeWork(author, { category, rating: 'M' }, { publish: true })
  const later = await makeChapter(house, author, work, { body: 'It rained.' })
  const page = await author.get(urls.deskWork(work))
  await page.form(urls.deskChapterPublication(later)).send()
  assert.match(
    (await reader.get(urls.work(work))).text,
    /threshold[^]*Categories|Categories[^]*threshold/,
  )
  assert.match((await reader.get(urls.work(work))).text, shown, 'the question before it')
  const opened = await (await reader.get(urls.work(work))).form(urls.openWork(work)).send()
  assert.equal(opened.status, 303)
  for (const path of [urls.work(work), urls.chapter(work, 2), urls.entire(work)])
    assert.match((await reader.get(path)).text, shown, path)
  for (const path of [urls.home(), urls.works()])
    assert.match(
      (await reader.get(path)).text,
      /Categories: <\/span><a href="\/works\?category=gen">/,
    )
  const feed = (await reader.get(urls.archiveFeed())).text
  assert.match(feed, /<category scheme="[^"]+\/category" term="f-f" label="F\/F"\/>/)
  const none = await makeWork(author, { title: 'Bare' }, { publish: true })
  assert.doesNotMatch((await reader.get(urls.work(none))).text, /<dt>Categor/)
})

onBothHouses(
  'a form that comes back keeps its categories, and edits move results',
  async (house) => {
    const [author, reader] = [house.visitor(), house.visitor()]
    await signUp(house, author, { penName: 'Ada Quill' })
    const wrong = await sendNew(author, { category: ['multi'], title: 'x'.repeat(300) }, 'publish')
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.form(urls.newWork()).values.get('category'), ['multi'])
    const odd = await makeWork(author, { category: ['m-m'] }, { publish: true })
    const found = async (code: string) =>
      (await reader.get(urls.works({ category: code }))).text.includes('The Ferry in November')
    assert.deepEqual([await found('m-m'), await found('other')], [true, false])
    const page = await author.get(urls.deskWork(odd))
    const form = page.form(urls.deskWork(odd))
    assert.deepEqual(form.values.get('category'), ['m-m'])
    await form.fill({ category: ['other'] }).send()
    assert.deepEqual([await found('m-m'), await found('other')], [false, true])
    const kept = await house.db.selectFrom('work_category').select('code').execute()
    assert.deepEqual(
      kept.map(({ code }) => code),
      ['other'],
    )
  },
)

onBothHouses('categories that nobody offers are not kept', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const page = await author.get(urls.newWork())
  const form = page.form(urls.newWork())
  const sent = await author.post(urls.newWork(), {
    ...Object.fromEntries(form.values),
    title: 'Odd',
    category: ['nonsense', 'gen', 'gen'],
    body: 'It rained.',
  })
  assert.equal(sent.status, 303)
  const kept = await house.db.selectFrom('work_category').select('code').execute()
  assert.deepEqual(
    kept.map(({ code }) => code),
    ['gen'],
  )
})

onBothHouses('a file’s categories are recognised, shown and kept', async (house) => {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Ada Quill' })
  const work = await postText(
    house,
    person,
    'Title: Ebb\nRating: G\nWarnings: None\nCategory: F/F, Gen\nFandom: Tides\n\nIt was noon.\n',
  )
  assert.match((await house.visitor().get(urls.work(work))).text, shown)
})
