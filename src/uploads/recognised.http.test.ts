import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type Visitor } from '../../test/support/house.ts'

const story = `Title: The Low Stage
Fandom: The Harbour Lights
Rating: T
Warnings: Deep water, fog, gulls, old hymns, wet rope
Summary: A ferry, late.
A/N: For R., who waited.

The ferry ran late.

* * *

It came.
`

async function bring(visitor: Visitor, text: string): Promise<string> {
  const page = await visitor.get(urls.upload())
  const form = new FormData()
  for (const [name, list] of page.form(urls.upload()).values) {
    for (const one of list) form.append(name, one)
  }
  form.append('file', new File([text], 'low-stage.txt'))
  const sent = await visitor.post(urls.upload(), form)
  assert.equal(sent.status, 303)
  return sent.location
}

onBothHouses('what was recognised is looked at, corrected and published', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const path = await bring(author, story)
  const page = await author.get(path)
  const form = page.form(path).fill({ title: 'The High Stage', keepDisclaimer: 'yes' })
  const looked = await form.fill({ disclaimer: 'The lights are not mine.' }).send('preview')
  assert.equal(looked.status, 200)
  assert.match(looked.text, /<h1 class="front__title"[^>]*>The High Stage</)
  assert.match(looked.text, /It came\./)
  assert.match((await author.get(urls.desk())).text, /The Low Stage/)
  const back = looked.form(path)
  assert.deepEqual(back.values.get('own-4'), ['wet rope'])
  const sent = await back.send('publish')
  const work = /[0-9a-z]{16}/.exec(sent.location)?.[0] ?? ''
  const read = await house.visitor().get(urls.work(work))
  assert.match(read.text, /The lights are not mine/)
  for (const warning of ['Deep water', 'gulls', 'old hymns', 'wet rope']) {
    assert.match(read.text, new RegExp(`<li class="warning"[^>]*>${warning}`, 'i'))
  }
  // The disclaimer is kept for the next one of this fandom.
  const next = await bring(author, story.replace('Low', 'Next'))
  assert.deepEqual((await author.get(next)).form(next).values.get('disclaimer'), [
    'The lights are not mine.',
  ])
})

onBothHouses('a disclaimer that is taken away stays away', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const first = await bring(author, story)
  const kept = { disclaimer: 'Not mine.', keepDisclaimer: 'yes' }
  await (await author.get(first)).form(first).fill(kept).send('draft')
  const path = await bring(author, story)
  const sent = await (await author.get(path)).form(path).fill({ disclaimer: '' }).send('draft')
  assert.equal(sent.status, 303)
  assert.deepEqual((await author.get(path)).form(path).values.get('disclaimer'), [''])
})

onBothHouses(
  'a correction that can’t be published says why and keeps what was typed',
  async (house) => {
    const author = house.visitor()
    await signUp(house, author, { penName: 'Ada Quill' })
    const path = await bring(author, 'The ferry ran late.\n\nIt came.\n')
    const page = await author.get(path)
    const typed = { title: '', summary: 'Kept.', warningAnswer: 'unanswered' }
    const sent = await page.form(path).fill(typed).send('publish')
    assert.equal(sent.status, 422)
    assert.match(sent.text, /It needs a title/)
    assert.match(sent.text, /Say something about warnings/)
    assert.deepEqual(sent.form(path).values.get('summary'), ['Kept.'])
  },
)

onBothHouses('the file that was brought is given back to the byte', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const path = await bring(author, story)
  const id = /[0-9a-z]{16}/.exec(path)?.[0] ?? ''
  const file = await author.get(urls.deskOriginal(id))
  assert.equal(file.text, story)
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; .*low-stage\.txt/)
  assert.equal(file.headers.get('content-type'), 'application/octet-stream')
})

onBothHouses('what can’t be taken is said, and no work begins', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const page = await author.get(urls.upload())
  const none = await page.form(urls.upload()).send()
  assert.equal(none.status, 422)
  for (const bytes of ['', 'PK\u0003\u0004rest', '\u0089PNG\r\n\u001a\n\0\0']) {
    const form = new FormData()
    for (const [name, list] of page.form(urls.upload()).values) {
      for (const one of list) form.append(name, one)
    }
    form.append('file', new File([Buffer.from(bytes, 'latin1')], 'story.txt'))
    const sent = await author.post(urls.upload(), form)
    assert.equal(sent.status, 422, JSON.stringify(bytes))
  }
  assert.deepEqual(await house.db.selectFrom('work').select('id').execute(), [])
})
