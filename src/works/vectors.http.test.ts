import assert from 'node:assert/strict'
import { xssVectors } from '#prose/xss-vectors.fixture.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { enough, firstChapter, makeWork } from './desk.fixture.ts'

/** What must not stand in a page outside of text and of quoted values. */
const runs =
  /<(?:script(?! type="module" src="\/assets\/)|iframe|object|embed|svg|math|base|style)\b/i

onBothHouses('what is typed into any field of the desk runs nowhere', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const stranger = house.visitor()
  assert.ok(xssVectors.length > 50)
  for (const [at, vector] of xssVectors.entries()) {
    const short = [...vector.replaceAll(',', ' ')].slice(0, 140).join('')
    const brief = vector.length > 1200 ? 'Too long for a summary.' : vector
    const fields = {
      title: [...vector].slice(0, 200).join('') || 'x',
      fandoms: short,
      relationships: short,
      characters: short,
      additional: short,
      warningAnswer: 'listed',
      'own-0': `Water ${short}`,
      'own-1': `Spoiler ${short}`,
      'spoiler-own-1': 'yes',
      summary: brief,
      noteBefore: vector,
      noteAfter: vector,
      disclaimer: vector,
      chapterTitle: [...vector].slice(0, 200).join(''),
      chapterNoteBefore: vector,
      chapterNoteAfter: vector,
      body: `The ferry.\n\n${vector}`,
    }
    // Every page that a visitor gets is parsed: an attribute, an address or an element that runs fails there.
    const page = await author.get(urls.newWork())
    const typed = page.form(urls.newWork()).fill({ ...enough, ...fields })
    const pages = [await typed.send('preview')]
    const work = await makeWork(author, fields, { publish: true })
    const chapter = await firstChapter(house, work)
    const own = [urls.deskWork(work), urls.deskChapter(chapter)]
    // The pages that show the same texts by the same parts are looked at now and then.
    if (at % 8 === 0) {
      own.push(urls.deskPreview(work), urls.deskRevision(chapter, 1))
      own.push(urls.deskDeletion(work), urls.deskImages(work))
    }
    for (const path of own) pages.push(await author.get(path))
    pages.push(await stranger.get(urls.work(work)))
    for (const { status, path, text } of pages) {
      assert.equal(status, 200, `${path}: ${vector}`)
      assert.doesNotMatch(text, runs, `${path}: ${vector}`)
    }
  }
  const lists = [await author.get(urls.desk()), await stranger.get(urls.works())]
  for (const { text } of lists) assert.doesNotMatch(text, runs)
})

onBothHouses('an address that is no id leads nowhere', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Ada Quill' })
  const odd = ['%00', '%F0%9F%8C%8A', '%27%20or%201=1', '..%2F..', 'x'.repeat(3000)]
  for (const id of odd) {
    const paths = [
      `/desk/works/${id}`,
      `/desk/works/${id}/preview/1`,
      `/desk/works/${id}/images`,
      `/desk/chapters/${id}`,
      `/desk/chapters/${id}/preview`,
      `/images/${id}`,
    ]
    for (const path of paths) assert.equal((await author.get(path)).status, 404, path)
    for (const path of [`/desk/works/${id}/publication`, `/desk/chapters/${id}/position`]) {
      assert.equal((await author.post(path)).status, 404, path)
    }
    const desk = await author.get(`/desk?after=${id}`)
    assert.equal(desk.status, id === '%00' ? 404 : 200)
  }
})
