import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { enough, firstChapter, makeWork, rowsOf, sendNew } from './desk.fixture.ts'

/** One character to the eye; eleven UTF-16 code units. */
const family = '👨‍👩‍👧‍👦'
/** One character of two code points. */
const accented = 'e\u0301'
const wave = '🌊'

const words = (count: number, length: number) =>
  Array.from({ length: count }, (_, at) => `${at}`.padStart(length, '0')).join(', ')

const limits: readonly (readonly [string, number, string])[] = [
  ['title', 255, family],
  ['summary', 1250, family],
  ['noteBefore', 5000, wave],
  ['noteAfter', 5000, accented],
  ['disclaimer', 5000, family],
  ['chapterTitle', 255, family],
  ['chapterNoteBefore', 5000, accented],
  ['chapterNoteAfter', 5000, wave],
  ['body', 510_000, wave],
]

onBothHouses('each text holds as many characters as are seen, and not one more', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const full = Object.fromEntries(limits.map(([name, most, sign]) => [name, sign.repeat(most)]))
  const work = await makeWork(author, full)
  const { front, chapters } = await rowsOf(house, work)
  assert.equal(front.title, family.repeat(255))
  assert.equal(front.summary, `<p>${family.repeat(1250)}</p>`)
  assert.equal(front.note_after, `<p>${'é'.repeat(5000)}</p>`)
  assert.equal(chapters[0]?.body, `<p>${wave.repeat(510_000)}</p>`)
  for (const [name, most, sign] of limits) {
    const typed = sign.repeat(most + 1)
    const others = { ...enough, summary: 'This was typed too.', body: 'And this.' }
    const sent = await sendNew(author, { ...others, [name]: typed }, 'publish')
    assert.equal(sent.status, 422, name)
    assert.match(sent.text, /this is one too many/, name)
    const { values } = sent.form(urls.newWork())
    assert.deepEqual(values.get(name), [typed], name)
    if (name !== 'summary') assert.deepEqual(values.get('summary'), ['This was typed too.'])
    if (name !== 'body') assert.deepEqual(values.get('body'), ['And this.'])
  }
  const kept = await house.db.selectFrom('work').select('id').execute()
  assert.equal(kept.length, 1)
})

onBothHouses('the forms of a work and of a chapter hold the same limits', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const work = await makeWork(author)
  const before = await rowsOf(house, work)
  const chapter = urls.deskChapter(await firstChapter(house, work))
  const forms = [
    [urls.deskWork(work), { title: 256, summary: 1251, noteBefore: 5001, disclaimer: 5001 }],
    [chapter, { chapterTitle: 256, chapterNoteBefore: 5001, body: 510_001 }],
    [urls.newChapter(work), { chapterTitle: 256, chapterNoteAfter: 5001, body: 510_001 }],
  ] as const
  for (const [action, fields] of forms) {
    const page = await author.get(action)
    for (const button of ['Save', 'preview']) {
      const typed = Object.fromEntries(
        Object.entries(fields).map(([name, count]) => [name, 'y'.repeat(count)]),
      )
      const sent = await page.form(action).fill(typed).send(button)
      assert.equal(sent.status, 422, action)
      for (const [name, text] of Object.entries(typed)) {
        assert.deepEqual(sent.form(action).values.get(name), [text], `${action} ${name}`)
        assert.match(sent.text, new RegExp(`id="${name}-error"`))
      }
    }
  }
  assert.deepEqual(await rowsOf(house, work), before)
})

onBothHouses('75 tags of 150 characters are taken, in all kinds together', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const fields = {
    fandoms: words(20, 150),
    relationships: words(20, 150),
    characters: words(20, 150),
    additional: words(14, 150).concat(`, ${family.repeat(150)}`),
  }
  const work = await makeWork(author, fields)
  const rows = await house.db
    .selectFrom('work_tag')
    .select('tag_id')
    .where('work_id', '=', work)
    .execute()
  assert.equal(rows.length, 75)
  const many = await sendNew(author, { ...fields, additional: words(16, 150) })
  assert.equal(many.status, 422)
  assert.match(many.text, /At most 75 tags in all; there are 76/)
  assert.deepEqual(many.form(urls.newWork()).values.get('additional'), [words(16, 150)])
  for (const name of ['fandoms', 'relationships', 'characters', 'additional']) {
    const sent = await sendNew(author, { [name]: `short, ${family.repeat(151)}` })
    assert.equal(sent.status, 422, name)
    assert.match(sent.text, /A tag holds at most 150 characters/)
    assert.deepEqual(sent.form(urls.newWork()).values.get(name), [`short, ${family.repeat(151)}`])
  }
})

onBothHouses(
  'what a form can’t have sent by itself is refused with what was typed',
  async (house) => {
    const author = house.visitor()
    const ada = await signUp(house, author, { penName: 'Ada Quill' })
    const odd = [
      { rating: 'ZZ' },
      { language: 'not a language' },
      { language: 'x'.repeat(40) },
      { planned: '0' },
      { planned: '2001' },
      { planned: 'many' },
      { warningAnswer: 'listed' },
      { warningAnswer: 'listed', 'own-0': 'y'.repeat(151) },
      { warningAnswer: 'listed', warning: 'no-such-code' },
    ]
    for (const fields of odd) {
      const typed = { ...enough, penName: ada.penNameId, summary: 'Still here.', ...fields }
      const sent = await author.post(urls.newWork(), typed)
      assert.equal(sent.status, 422, JSON.stringify(fields))
      assert.deepEqual(sent.form(urls.newWork()).values.get('summary'), ['Still here.'])
    }
    assert.deepEqual(await house.db.selectFrom('work').select('id').execute(), [])
  },
)
