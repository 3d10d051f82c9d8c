import assert from 'node:assert/strict'
import { instant } from '#shared/clock.ts'
import type { CommentId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, type TestHouse, type Visitor } from '../../test/support/house.ts'
import { answer, authorWithWork, findSaid, say, setWork, typing } from '../../test/support/talk.ts'
import { threadsOnPage } from './comment.ts'
import { placesInThreads } from './in-place.ts'

/** Where the author's list of talk leads from each comment that it links, by the comment's id. */
async function placesOf(author: Visitor, work: WorkId): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  for (let path: string | undefined = urls.deskTalk(work); path;) {
    const { text } = await author.get(path)
    for (const item of text.split('<article').slice(1)) {
      const id = /id="comment-([0-9a-z]+)"/.exec(item)?.[1] ?? ''
      const place = /<a href="([^"]+)">See it in its thread/.exec(item)?.[1]
      if (place) places.set(id, place.replaceAll('&amp;', '&'))
    }
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  return places
}

/** Follows a link as a stranger: whether what it points at stands on the page. */
async function isThere(house: TestHouse, place: string): Promise<boolean> {
  const [path = '', anchor = ''] = place.split('#')
  const { status, text } = await house.visitor().get(path)
  return status === 200 && text.includes(`id="${anchor}"`)
}

const remove = (author: Visitor, id: CommentId) => author.post(urls.commentRemoval(id))

onBothHouses(
  'the author’s list leads from each comment to its thread below the chapter',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const asked = await say(house, guest, work, 'who was it then')
    const told = await answer(house, author, asked, 'the goat')
    const whispered = await answer(house, author, asked, 'the ferryman, in truth', true)
    const gone = await say(house, house.visitor(), work, 'an unkind word')
    await answer(house, author, gone, 'please be kind')
    await remove(author, gone)
    const alone = await say(house, house.visitor(), work, 'a dull word')
    await remove(author, alone)
    await setWork(house, work, { comments_held: 1 })
    const waiting = await say(house, house.visitor(), work, 'a word that waits')
    const back = await guest.get(urls.replyBack(told))
    house.advance(typing)
    await back.form(urls.replyBack(told)).fill({ body: 'I knew it' }).send()
    const answeredBack = await findSaid(house, 'I knew it')

    const places = await placesOf(author, work)
    const at = (id: CommentId) => urls.commentInPlace(work, 1, id)
    assert.equal(places.get(asked), at(asked))
    assert.equal(places.get(told), at(told))
    assert.equal(places.get(gone), at(gone))
    // What is not for everybody leads to the thread that it belongs to.
    assert.equal(places.get(whispered), at(asked))
    assert.equal(places.get(answeredBack), at(asked))
    for (const none of [alone, waiting]) assert.equal(places.get(none), undefined)
    for (const place of places.values()) assert.ok(await isThere(house, place), place)
    assert.match(
      (await author.get(`${urls.deskTalk(work)}?held=1`)).text,
      new RegExp(`href="${at(asked)}">See it in its thread`),
    )

    await setWork(house, work, { hidden_at: instant(house.clock()) })
    assert.equal((await placesOf(author, work)).size, 0, 'nothing leads into what nobody reads')
  },
)

onBothHouses('each thread is found on its page of older ones, in its chapter', async (house) => {
  const { author, work } = await authorWithWork(house)
  const page = await author.get(urls.newChapter(work))
  await page.form(urls.newChapter(work)).fill({ body: 'The ferry left again.' }).send()
  const { id: second } = await house.db
    .selectFrom('chapter')
    .select('id')
    .where('position', '=', 2)
    .executeTakeFirstOrThrow()
  await author.post(urls.deskChapterPublication(second))
  const later = await house.visitor().get(urls.chapter(work, 2))
  house.advance(typing)
  await later.form(urls.comments(work, 2)).fill({ body: 'on the second' }).send()
  const count = threadsOnPage * 2 + 3
  for (let at = 0; at < count; at++) await say(house, house.visitor(), work, `soup number ${at}.`)
  // What is gone takes no place on a page.
  await remove(author, await findSaid(house, 'soup number 30.'))
  const places = await placesOf(author, work)
  assert.equal(places.size, count)
  for (const place of places.values()) assert.ok(await isThere(house, place), place)
  const onFirstPage = [...places.values()].filter((place) => !place.includes('after='))
  assert.equal(onFirstPage.length, threadsOnPage + 1)
  const onSecond = await findSaid(house, 'on the second')
  assert.equal(places.get(onSecond), urls.commentInPlace(work, 2, onSecond))
  assert.deepEqual(await placesInThreads(house.db, work, []), new Map())
})
