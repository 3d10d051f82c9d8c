import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import {
  answer,
  authorWithWork,
  findSaid,
  rowOf,
  say,
  setWork,
  trySaying,
  typing,
} from '../../test/support/talk.ts'

onBothHouses(
  'what the operator chose holds for new works, and the author has the last word',
  async (house) => {
    const keeper = house.visitor()
    await signUp(house, keeper, { penName: 'Keeper', role: 'archivist' })
    const settings = await keeper.get(urls.adminSettings())
    await settings
      .form(urls.adminSettings())
      .fill({ commentsFrom: 'accounts', commentsHeld: 'yes' })
      .send()
    house.advance(2000)
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    assert.doesNotMatch((await guest.get(urls.work(work))).text, /<form class="comment-form/)
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    const id = await say(house, reader, work, 'may I')
    assert.equal((await rowOf(house, id)).state, 'held')
    const fresh = (await author.get(urls.newWork())).form(urls.newWork())
    assert.deepEqual(fresh.values.get('commentsFrom'), ['accounts'])
    assert.ok(fresh.values.has('commentsHeld'))
    const desk = await author.get(urls.deskWork(work))
    const own = desk.form(urls.deskWork(work)).fill({ commentsFrom: 'anyone', commentsHeld: [] })
    assert.equal((await own.send()).status, 303)
    const open = await say(house, guest, work, 'now I may')
    assert.equal((await rowOf(house, open)).state, 'shown')
  },
)

onBothHouses(
  'where nobody may comment, the author still answers and the answered answer back',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const asked = await say(house, guest, work, 'who was it then')
    await setWork(house, work, { comments_from: 'nobody' })
    const told = await answer(house, author, asked, 'the goat', true)
    const page = await guest.get(urls.replyBack(told))
    house.advance(typing)
    const sent = await page.form(urls.replyBack(told)).fill({ body: 'I knew' }).send()
    assert.equal(sent.status, 303)
    assert.equal((await rowOf(house, await findSaid(house, 'I knew'))).is_private, 1)
    await answer(house, author, asked, 'closed for now')
    assert.match((await house.visitor().get(urls.work(work))).text, /closed for now/)
  },
)

onBothHouses(
  'on a work for accounts, or one that is away, guests find nothing to say',
  async (house) => {
    const { work } = await authorWithWork(house)
    const guest = house.visitor()
    const early = await guest.get(urls.work(work))
    const id = await say(house, house.visitor(), work, 'said before')
    house.advance(typing)
    const form = early.form(urls.comments(work, 1)).fill({ body: 'too late' })
    for (const away of [
      { hidden_at: house.clock().toISOString() },
      { hidden_at: null, deleted_at: house.clock().toISOString() },
    ]) {
      await setWork(house, work, away)
      assert.equal((await form.send()).status, 404)
      assert.equal((await guest.get(urls.comment(id))).status, 404)
      assert.equal((await guest.get(urls.commentAnswer(id))).status, 404)
      assert.equal((await guest.post(urls.commentReport(id), { reason: 'x' })).status, 404)
    }
    await setWork(house, work, { hidden_at: null, deleted_at: null })
    assert.equal(
      (await guest.post(urls.comments(work, 2), { body: 'no such chapter' })).status,
      404,
    )
    const rows = await house.db.selectFrom('comment').select('id').execute()
    assert.equal(rows.length, 1)
  },
)

onBothHouses('nobody speaks under a pen name that is not their own', async (house) => {
  const { person, work } = await authorWithWork(house)
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const page = await other.get(urls.work(work))
  house.advance(typing)
  const form = page.form(urls.comments(work, 1)).fill({ body: 'I am the author' })
  const fields = Object.fromEntries([...form.values].map(([name, list]) => [name, [...list]]))
  const path = urls.comments(work, 1)
  const sent = await other.post(path, { ...fields, penName: [person.penNameId] })
  assert.equal(sent.status, 404)
  assert.equal((await house.db.selectFrom('comment').select('id').execute()).length, 0)
})

onBothHouses('who is signed in may say much, but not without end', async (house) => {
  const { work } = await authorWithWork(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  for (let at = 0; at < 60; at++) {
    const { status } = await trySaying(house, reader, work, { body: `note ${at}` })
    assert.equal(status, 303)
    house.advance(-typing + 10)
  }
  const refused = await trySaying(house, reader, work, { body: 'and one more' })
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.match(refused.text, /and one more/)
})
