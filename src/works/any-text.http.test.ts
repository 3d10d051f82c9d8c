import assert from 'node:assert/strict'
import fc from 'fast-check'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { firstChapter, makeWork, rowsOf } from './desk.fixture.ts'

const signs = '<>&"\'*_-#[]()~,; \n\t\r\0\u0007\u0085\u00a0\u200b\u202e\u2028\ufdd0\ufeff\uffff'
const piece = fc.oneof(
  fc.constantFrom(...signs),
  fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '<br>',
    '<hr>',
    '<pre>\n',
    '</textarea>',
    '<!--',
    '\n\n',
    '***',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('').toWellFormed())

onBothHouses(
  'whatever is typed is kept, shown as good HTML, and saved again unchanged',
  async (house) => {
    const author = house.visitor()
    const ada = await signUp(house, author, { penName: 'Ada Quill' })
    const work = await makeWork(author)
    const chapter = await firstChapter(house, work)
    const typed = fc.record({
      title: text,
      fandoms: text,
      'own-0': text,
      summary: text,
      noteBefore: text,
      disclaimer: text,
    })
    const typedChapter = fc.record({ chapterTitle: text, chapterNoteAfter: text, body: text })
    let saved = 0
    await fc.assert(
      fc.asyncProperty(typed, typedChapter, async (front, part) => {
        const always = { penName: ada.penNameId, warningAnswer: 'listed', warning: 'violence' }
        const looked = await author.post(urls.newWork(), {
          ...always,
          ...front,
          ...part,
          do: 'preview',
        })
        assert.ok(looked.status === 200 || looked.status === 422)
        for (const [path, fields] of [
          [urls.deskWork(work), { ...always, ...front }],
          [urls.deskChapter(chapter), { ...part, revision: `${await revisionOf()}` }],
        ] as const) {
          const sent = await author.post(path, fields)
          assert.ok(sent.status === 303 || sent.status === 422, `${path} answered ${sent.status}`)
          if (sent.status === 303) saved++
          const before = await rowsOf(house, work)
          const again = await author.get(path)
          assert.equal((await again.form(path).send()).status, 303)
          assert.deepEqual(await rowsOf(house, work), before)
        }
        assert.equal((await author.get(urls.deskPreview(work))).status, 200)
      }),
      { numRuns: 40 },
    )
    assert.ok(saved > 40, `only ${saved} forms of 80 were saved`)
    async function revisionOf(): Promise<number> {
      return (await rowsOf(house, work)).chapters[0]?.revision ?? 0
    }
  },
)
