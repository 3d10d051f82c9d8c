import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { firstChapter, makeChapter, makeWork, rowsOf, sendNew } from './desk.fixture.ts'

onBothHouses('a form makes a draft that nobody but its author finds', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, {
    summary: 'Fog, and a letter.',
    noteBefore: 'For R.',
    disclaimer: 'The lights are not mine.',
    additional: 'Fog, Letters',
  })
  const desk = await author.get(urls.desk())
  assert.match(desk.text, /Drafts/)
  assert.match(desk.text, /The Ferry in November/)
  const page = await author.get(urls.deskWork(work))
  assert.equal(page.status, 200)
  const { values } = page.form(urls.deskWork(work))
  assert.deepEqual(values.get('title'), ['The Ferry in November'])
  assert.deepEqual(values.get('fandoms'), ['The Harbour Lights'])
  assert.deepEqual(values.get('additional'), ['Fog, Letters'])
  assert.deepEqual(values.get('summary'), ['Fog, and a letter.'])
  assert.deepEqual(values.get('disclaimer'), ['The lights are not mine.'])
  assert.deepEqual(values.get('warningAnswer'), ['none-apply'])
  const stranger = house.visitor()
  for (const path of [urls.work(work), urls.chapter(work, 1), urls.entire(work)]) {
    assert.equal((await stranger.get(path)).status, 404)
    assert.equal((await author.get(path)).status, 404)
  }
  assert.doesNotMatch((await stranger.get(urls.works())).text, /Ferry in November/)
})

onBothHouses('saving and publishing in one step makes it public', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const sent = await sendNew(author, {}, 'publish')
  assert.equal(sent.status, 303)
  assert.match((await sent.follow()).text, /It is published\./)
  const path = sent.location.replace(/^\/desk/, '').replace(/\?.*$/, '')
  const read = await house.visitor().get(path)
  assert.equal(read.status, 200)
  assert.match(read.text, /Nobody on the quay minded/)
})

onBothHouses('publication is refused until title, text and warnings are there', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const empty = { title: '', body: '', warningAnswer: 'unanswered' }
  const refused = await sendNew(author, empty, 'publish')
  assert.equal(refused.status, 422)
  assert.match(refused.text, /It needs a title/)
  assert.match(refused.text, /It needs a chapter with text/)
  assert.match(refused.text, /Say something about warnings/)
  // It is kept as a draft, and the page that says so is that draft's own.
  const action = /action="(\/desk\/works\/[0-9a-z]{16})"/.exec(refused.text)?.[1] ?? ''
  const filled = await refused
    .form(action)
    .fill({ title: 'The Tide Table', warningAnswer: 'choose-not-to' })
    .send()
  assert.equal(filled.status, 303)
  const again = await author.get(action)
  const still = await again.form(`${action}/publication`).send()
  assert.equal(still.status, 422)
  assert.doesNotMatch(still.text, /It needs a title|Say something about warnings/)
  assert.match(still.text, /It needs a chapter with text/)
  const work = action.slice('/desk/works/'.length)
  assert.equal((await house.visitor().get(urls.work(work))).status, 404)
  assert.match((await author.get(urls.desk())).text, /The Tide Table/)
})

onBothHouses('a published work keeps its title and its answer about warnings', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, {}, { publish: true })
  const page = await author.get(urls.deskWork(work))
  const sent = await page
    .form(urls.deskWork(work))
    .fill({ title: ' ', warningAnswer: 'unanswered', summary: 'What was typed stays.' })
    .send()
  assert.equal(sent.status, 422)
  assert.match(sent.text, /It needs a title/)
  assert.match(sent.text, /Say something about warnings/)
  assert.deepEqual(sent.form(urls.deskWork(work)).values.get('summary'), ['What was typed stays.'])
  assert.equal((await rowsOf(house, work)).front.title, 'The Ferry in November')
})

onBothHouses('warnings are kept: listed, own words, spoilers, from a chapter', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, {
    warningAnswer: 'listed',
    'own-0': 'Deep water',
    'spoiler-own-0': 'yes',
    'own-1': 'A storm',
    'own-2': 'Fog',
    'own-3': 'Gulls',
  })
  await makeChapter(house, author, work, { body: 'It cleared.' })
  const page = await author.get(urls.deskWork(work))
  const form = page.form(urls.deskWork(work))
  const sent = await form.fill({ 'from-own-0': '2', 'own-4': 'Old hymns' }).send()
  assert.equal(sent.status, 303)
  const values = (await author.get(urls.deskWork(work))).form(urls.deskWork(work)).values
  assert.deepEqual(values.get('own-0'), ['Deep water'])
  assert.deepEqual(values.get('from-own-0'), ['2'])
  assert.deepEqual(values.get('spoiler-own-0'), ['yes'])
  assert.deepEqual(values.get('own-4'), ['Old hymns'])
  // Saved once more as it stands, nothing falls out.
  await (await author.get(urls.deskWork(work))).form(urls.deskWork(work)).send()
  const rows = await house.db
    .selectFrom('work_warning')
    .select(['words', 'spoiler', 'from_chapter_id'])
    .where('work_id', '=', work)
    .orderBy('position')
    .execute()
  assert.deepEqual(
    rows.map(({ words }) => words),
    ['Deep water', 'A storm', 'Fog', 'Gulls', 'Old hymns'],
  )
  assert.equal(rows[0]?.spoiler, 1)
  assert.notEqual(rows[0]?.from_chapter_id, null)
  for (const typed of ['3', '0', '-1', 'two', '1.5']) {
    const open = (await author.get(urls.deskWork(work))).form(urls.deskWork(work))
    const refused = await open.fill({ 'from-own-0': typed, title: 'Neap' }).send()
    assert.equal(refused.status, 422, typed)
    assert.match(refused.text, /there is no such chapter: so far the work has 2 chapters/)
    const kept = refused.form(urls.deskWork(work)).values
    assert.deepEqual([kept.get('from-own-0'), kept.get('title')], [[typed], ['Neap']])
  }
})

onBothHouses('deleting a work needs its title typed, and the bin gives it back', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, {}, { publish: true })
  const page = await author.get(urls.deskDeletion(work))
  assert.match(page.text, /comments/)
  assert.match(page.text, /90 days/)
  const action = urls.deskDeletion(work)
  const wrong = await page.form(action).fill({ title: 'The ferry in november' }).send()
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /This is not the title/)
  assert.deepEqual(wrong.form(action).values.get('title'), ['The ferry in november'])
  assert.equal((await house.visitor().get(urls.work(work))).status, 200)
  const right = await wrong.form(action).fill({ title: ' The Ferry in November ' }).send()
  assert.equal(right.location, urls.deskBin())
  assert.equal((await house.visitor().get(urls.work(work))).status, 404)
  for (const path of [urls.deskWork(work), urls.deskPreview(work), urls.deskImages(work)]) {
    assert.equal((await author.get(path)).status, 404)
  }
  assert.equal((await author.get(urls.deskChapter(await firstChapter(house, work)))).status, 404)
  const bin = await right.follow()
  assert.match(bin.text, /The Ferry in November/)
  assert.match(bin.text, /until 2027-02-21/)
  const back = await bin.form(urls.deskRestoration(work)).send()
  assert.equal(back.location, urls.deskWork(work))
  assert.equal((await house.visitor().get(urls.work(work))).status, 200)
  assert.match((await author.get(urls.deskBin())).text, /The bin is empty/)
})

onBothHouses('an untitled draft can be deleted too', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { title: '' })
  const page = await author.get(urls.deskDeletion(work))
  const sent = await page.form(urls.deskDeletion(work)).fill({ title: 'Untitled' }).send()
  assert.equal(sent.status, 303)
})

onBothHouses('an author keeps a disclaimer for each fandom', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const harbour = 'The harbour is not mine, nor its lights.'
  await makeWork(author, { disclaimer: harbour, keepDisclaimer: 'yes' })
  const orchard = { fandoms: 'The Orchard', disclaimer: 'Not my apples.', keepDisclaimer: 'yes' }
  await makeWork(author, orchard)
  const disclaimerOf = async (fields: Record<string, string>) =>
    (await rowsOf(house, await makeWork(author, fields))).front.disclaimer
  assert.equal(await disclaimerOf({ fandoms: 'the  harbour LIGHTS' }), `<p>${harbour}</p>`)
  assert.equal(await disclaimerOf({ fandoms: 'The Orchard' }), '<p>Not my apples.</p>')
  assert.equal(await disclaimerOf({ fandoms: 'Another' }), '')
  assert.equal(await disclaimerOf({ disclaimer: 'This one.' }), '<p>This one.</p>')
  const other = house.visitor()
  await signUp(house, other, { penName: 'Bo Lantern' })
  assert.equal((await rowsOf(house, await makeWork(other))).front.disclaimer, '')
})

onBothHouses('a form with another account’s pen name makes nothing', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const other = house.visitor()
  await signUp(house, other, { penName: 'Bo Lantern' })
  const work = await makeWork(other)
  const fields = {
    title: 'Forged',
    warningAnswer: 'none-apply',
    penName: ada.penNameId,
    body: 'No.',
  }
  for (const path of [urls.newWork(), urls.deskWork(work)]) {
    for (const kind of [{}, { do: 'preview' }]) {
      assert.equal((await other.post(path, { ...fields, ...kind })).status, 404, path)
    }
  }
  const rows = await house.db.selectFrom('work').select('title').execute()
  assert.deepEqual(
    rows.map(({ title }) => title),
    ['The Ferry in November'],
  )
})

onBothHouses('the language of a work decides how its strong language is counted', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { body: 'The damn ferry.' }, { publish: true })
  const stranger = house.visitor()
  assert.match((await stranger.get(urls.work(work))).text, /mild language: once/)
  const say = async (language: string) => {
    const page = await author.get(urls.deskWork(work))
    await page.form(urls.deskWork(work)).fill({ language }).send()
    return (await stranger.get(urls.work(work))).text
  }
  assert.match(await say('fi'), /strong language not counted/)
  assert.match(await say('en'), /mild language: once/)
})

onBothHouses('of two who change the front matter at once neither loses a word', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author)
  const action = urls.deskWork(work)
  const one = await author.get(action)
  const two = await author.get(action)
  const first = one.form(action).fill({
    summary: 'Mine <b>first</b>.',
    additional: 'Fog',
    accountsOnly: 'yes',
    warningAnswer: 'listed',
    'own-0': 'Deep water',
    'spoiler-own-0': 'yes',
  })
  assert.equal((await first.send()).status, 303)
  const looked = await two.form(action).fill({ summary: 'Mine later.' }).send('preview')
  const wrong = await looked.form(action).fill({ planned: 'many' }).send()
  assert.equal(wrong.status, 422)
  const late = await wrong.form(action).fill({ planned: '' }).send()
  assert.equal(late.status, 409)
  assert.match(late.text, /changed elsewhere/)
  assert.match(late.text, /<dt>Summary<\/dt><dd dir="auto">[^<]*Mine &lt;b&gt;first/)
  assert.match(late.text, /<dt>Other tags<\/dt><dd dir="auto">Fog</)
  assert.match(late.text, /<dt>Only people with an account can read it<\/dt><dd dir="auto">yes</)
  assert.match(late.text, /<dd dir="auto">Deep water, gives away the plot/)
  assert.deepEqual(late.form(action).values.get('summary'), ['Mine later.'])
  assert.equal((await rowsOf(house, work)).front.summary, '<p>Mine <b>first</b>.</p>')
  assert.equal((await late.form(action).send()).status, 303)
  assert.equal((await rowsOf(house, work)).front.summary, '<p>Mine later.</p>')
})
