import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { firstChapter, makeWork, rowsOf } from './desk.fixture.ts'

const rich = `<h2>A heading</h2>
<p class="align-center">Set in the <em>middle</em>, with <a href="https://tides.example/?a=1&amp;b=2">a link</a>.</p>
<blockquote><p>Quoted &amp; <strong>bold</strong>, a < b.</p><p>Twice.</p></blockquote>
<hr>
<ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul>
<table><tbody><tr><th scope="row">Tide</th><td>high</td></tr></tbody></table>
<pre>

  kept   as it was
 </pre>
<p><ruby>海<rt>うみ</rt></ruby> <span dir="rtl" lang="ar">بحر</span> <sub>2</sub><del>no</del></p>
<p><img src="/images/abc" alt="A &quot;quay&quot;"> <img src="https://far.example/a.png" alt="far"></p>
<details><summary>More</summary><p>Inside.</p></details>`

const plain = [
  'He said *stop* and _went_ on.\nOne line more.\n\n* * *\n\n“Curly,” — dashes… and\u00a0spaces.',
  'A line that ends in a star *\n\n1. not a list\n- neither this',
  '  indented\n\n<3 and a < b & c',
  '\n\nleading lines',
  '*',
]

/** Sends the work's form and its first chapter's as they stand. */
async function saveAsItStands(
  house: TestHouse,
  author: ReturnType<TestHouse['visitor']>,
  id: string,
) {
  const work = id as Parameters<typeof rowsOf>[1]
  const before = await rowsOf(house, work)
  house.advance(60_000)
  const page = await author.get(urls.deskWork(work))
  assert.equal((await page.form(urls.deskWork(work)).send()).status, 303)
  const action = urls.deskChapter(await firstChapter(house, work))
  const chapter = await author.get(action)
  const form = chapter.form(action)
  // Browsers send line ends as CR LF.
  const sent = [...form.values].map(([name, list]) => [
    name,
    list.map((one) => one.replace(/\n/g, '\r\n')),
  ])
  assert.equal((await author.post(action, Object.fromEntries(sent))).status, 303)
  assert.deepEqual(await rowsOf(house, work), before)
  return form.values
}

onBothHouses('a form saved as it stands changes no byte and keeps no revision', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const notes = '<p>With <b>bold</b>,</p><ul><li>a list</li></ul>'
  const work = await makeWork(author, {
    body: rich,
    chapterNoteBefore: notes,
    chapterNoteAfter: '> quoted?',
    summary: 'An <i>italic</i> one.\n\nAnd two.',
    noteBefore: notes,
    noteAfter: 'Plain, *starred*.',
    disclaimer: '<p>Not <s>theirs</s> mine.</p>',
    'own-0': 'Deep water',
    warningAnswer: 'listed',
  })
  const values = await saveAsItStands(house, author, work)
  assert.match(values.get('body')?.[0] ?? '', /<table>/)
  for (const body of plain) {
    const one = await makeWork(author, { body, noteBefore: body, summary: body })
    await saveAsItStands(house, author, one)
  }
})

onBothHouses('plain text comes back as plain text, markup as markup', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const body = 'He said *stop*.\nThen no more.\n\n* * *\n\nA new day, 1 < 2.'
  const work = await makeWork(author, { body, summary: 'Two.\n\nParagraphs.' })
  const action = urls.deskChapter(await firstChapter(house, work))
  const form = (await author.get(action)).form(action)
  assert.deepEqual(form.values.get('body'), [body])
  const front = (await author.get(urls.deskWork(work))).form(urls.deskWork(work))
  assert.deepEqual(front.values.get('summary'), ['Two.\n\nParagraphs.'])
  const marked = await makeWork(author, { body: '<p>With a <u>line</u>.</p>' })
  const there = urls.deskChapter(await firstChapter(house, marked))
  const shown = (await author.get(there)).form(there).values.get('body')?.[0]
  assert.equal(shown, '<p>With a <u>line</u>.</p>')
})

onBothHouses('one changed field leaves the others to the byte', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author, { body: rich, chapterNoteBefore: 'Before.' })
  const [before] = (await rowsOf(house, work)).chapters
  const action = urls.deskChapter(await firstChapter(house, work))
  const page = await author.get(action)
  await page.form(action).fill({ chapterNoteBefore: 'Before that.' }).send()
  const [after] = (await rowsOf(house, work)).chapters
  assert.equal(after?.body, before?.body)
  assert.equal(after?.note_before, '<p>Before that.</p>')
  assert.equal(after?.revision, 2)
})

onBothHouses('a text whose markup is longer than the limit can still be saved', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const line = '<p class="align-center"><b>x</b> <i>y</i></p>'
  const file = `<html><head><title>Rows</title></head><body>${line.repeat(30_000)}</body></html>`
  const work = await postText(house, ada, file, { fileName: 'rows.html', publish: false })
  const { chapters } = await rowsOf(house, work)
  assert.ok((chapters[0]?.body.length ?? 0) > 510_000)
  await saveAsItStands(house, author, work)
})

onBothHouses('what came from a file and is too long is asked to be shortened', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const file = `Title: Rows\nSummary: ${'long '.repeat(300)}\n\nThe ferry ran late.\n`
  const work = await postText(house, ada, file, { publish: false })
  const before = await rowsOf(house, work)
  const page = await author.get(urls.deskWork(work))
  const sent = await page.form(urls.deskWork(work)).send()
  assert.equal(sent.status, 422)
  assert.match(sent.text, /Summary: at most 1,250 characters/)
  assert.deepEqual(await rowsOf(house, work), before)
})
