import assert from 'node:assert/strict'
import type { CommentId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { answer, authorWithWork, rowOf, say, setWork, typing } from '../../test/support/talk.ts'

const linkOf = async (house: TestHouse, id: CommentId) => {
  const { private_link_id: link } = await rowOf(house, id)
  assert.ok(link)
  return link
}

onBothHouses('a guest who gave the link up is not answered into the void', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const asked = await say(house, guest, work, 'who was it then')
  const replies = await guest.get(urls.replies())
  await replies.form(urls.linkRevocation(await linkOf(house, asked))).send()
  const page = await author.get(urls.commentAnswer(asked))
  house.advance(typing)
  const form = page.form(urls.commentAnswer(asked)).fill({ body: 'the goat', privately: 'yes' })
  const refused = await form.send()
  assert.equal(refused.status, 422)
  assert.match(refused.text, /can’t be reached privately any more/)
  assert.match(refused.text, /the goat<\/textarea>/)
})

onBothHouses(
  'an answer in the thread approves no words that its author did not see; theirs are kept',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const asked = await say(house, guest, work, 'who was it then')
    const page = await author.get(urls.commentAnswer(asked))
    await setWork(house, work, { comments_held: 1 })
    const edit = await guest.get(urls.replyEdit(asked))
    house.advance(typing)
    await edit.form(urls.replyEdit(asked)).fill({ body: 'who was it then, the lot of you' }).send()
    assert.equal((await rowOf(house, asked)).state, 'held')
    const form = page.form(urls.commentAnswer(asked)).fill({ body: 'the goat, of course' })
    const refused = await form.send()
    assert.equal(refused.status, 422)
    assert.match(refused.text, /waits for your approval/)
    assert.match(refused.text, /the lot of you/)
    assert.match(refused.text, /the goat, of course<\/textarea>/)
    assert.equal((await form.fill({ privately: 'yes' }).send()).status, 303)
    assert.match((await guest.get(urls.replies())).text, /the goat, of course/)
    assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /the goat|who was it/)
  },
)

onBothHouses(
  'where comments wait, an edited one waits again, and the author is told',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    await setWork(house, work, { comments_held: 1 })
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    const id = await say(house, reader, work, 'a kind word')
    await author.post(urls.commentApproval(id))
    assert.match((await house.visitor().get(urls.work(work))).text, /a kind word/)
    await author.get(urls.notices())
    const form = await reader.get(urls.commentEdit(id))
    const edited = await form.form(urls.commentEdit(id)).fill({ body: 'an unkind word' }).send()
    assert.equal(edited.status, 303)
    assert.match((await edited.follow()).text, /an unkind word/)
    assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /kind word/)
    assert.match((await author.get(`${urls.deskTalk(work)}?held=1`)).text, /an unkind word/)
    assert.match((await author.get(urls.notices())).text, /waits for your approval/)
    await author.post(urls.commentApproval(id))
    assert.match((await house.visitor().get(urls.work(work))).text, /an unkind word/)
  },
)

onBothHouses('an author who edits their own words is not held up', async (house) => {
  const { author, work } = await authorWithWork(house)
  await setWork(house, work, { comments_held: 1 })
  const id = await say(house, author, work, 'thank yuo all')
  const form = await author.get(urls.commentEdit(id))
  await form.form(urls.commentEdit(id)).fill({ body: 'thank you all' }).send()
  assert.match((await house.visitor().get(urls.work(work))).text, /thank you all/)
})

onBothHouses(
  'what a guest edits into a link or into what is said elsewhere waits',
  async (house) => {
    const { work } = await authorWithWork(house)
    const second = (await authorWithWork(house, 'Mirren', 'The Lamp')).work
    const pitch =
      'I draw covers for stories like this one and would love to show you mine, write to me and we will talk about it'
    await say(house, house.visitor(), second, `${pitch} soon.`)
    for (const [first, then] of [
      ['quiet words', 'see https://soup.test now'],
      ['more quiet words', `${pitch} today.`],
    ] as const) {
      const guest = house.visitor()
      const id = await say(house, guest, work, first)
      const form = await guest.get(urls.replyEdit(id))
      house.advance(typing)
      const sent = await form.form(urls.replyEdit(id)).fill({ body: then }).send()
      assert.equal(sent.status, 303)
      assert.equal((await rowOf(house, id)).state, 'held', then)
    }
  },
)

onBothHouses('threads that are gone take no place from those that are there', async (house) => {
  const { author, work } = await authorWithWork(house)
  await say(house, house.visitor(), work, 'the oldest word')
  for (let at = 0; at < 25; at++) {
    const id = await say(house, house.visitor(), work, `soup number ${at}`)
    await author.post(urls.commentRemoval(id))
  }
  const { text } = await house.visitor().get(urls.work(work))
  assert.match(text, /the oldest word/)
  assert.doesNotMatch(text, /Older comments/)
})

onBothHouses('a guest finds the way to answer back on the page of the answer', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const asked = await say(house, guest, work, 'who was it then')
  const told = await answer(house, author, asked, 'the goat', true)
  const page = await guest.get(urls.comment(told))
  assert.ok(page.text.includes(`href="${urls.replyBack(told)}"`))
  assert.equal((await guest.get(urls.replyBack(told))).status, 200)
  assert.ok(!page.text.includes(`href="${urls.commentAnswer(told)}"`))
})

onBothHouses(
  'who reports a private answer is known by the pen name that it was for',
  async (house) => {
    const { author, person, work } = await authorWithWork(house)
    const reader = house.visitor()
    const { penNameId } = await signUp(house, reader, { penName: 'Tidewrack' })
    const asked = await say(house, reader, work, 'who was it then')
    const told = await answer(house, author, asked, 'the goat', true)
    const back = await answer(house, reader, told, 'not kind')
    for (const [who, name] of [
      [reader, 'Quiet Harbour'],
      [author, 'Somebody Else'],
    ] as const) {
      const page = await who.get(urls.accountPenNames())
      await page.form(urls.accountPenNames()).fill({ name }).send()
      const { id } = await house.db
        .selectFrom('pen_name')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      await who.post(urls.actAs(), { pen_name: id })
    }
    const report = async (who: typeof reader, id: CommentId) => {
      const page = await who.get(urls.commentReport(id))
      const sent = await page.form(urls.commentReport(id)).fill({ reason: 'please look' }).send()
      assert.equal(sent.status, 200)
      const row = await house.db
        .selectFrom('report')
        .selectAll()
        .where('comment_id', '=', id)
        .executeTakeFirstOrThrow()
      return row.reporter_pen_name_id
    }
    assert.equal(await report(reader, told), penNameId)
    assert.equal(await report(author, back), person.penNameId)
  },
)

onBothHouses('an author reports what waits on their work; nobody else can', async (house) => {
  const { author, work } = await authorWithWork(house)
  await setWork(house, work, { comments_held: 1 })
  const id = await say(house, house.visitor(), work, 'an unkind word')
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  for (const visitor of [other, house.visitor()]) {
    assert.equal((await visitor.get(urls.commentReport(id))).status, 404)
    assert.equal((await visitor.post(urls.commentReport(id), { reason: 'x' })).status, 404)
  }
  const page = await author.get(urls.commentReport(id))
  const long = await page
    .form(urls.commentReport(id))
    .fill({ reason: 'é'.repeat(1001) })
    .send()
  assert.equal(long.status, 422)
  assert.match(long.text, /At most 1,000 characters/)
  const fits = await long
    .form(urls.commentReport(id))
    .fill({ reason: '👩‍👩‍👧‍👦'.repeat(1000) })
    .send()
  assert.equal(fits.status, 200)
  const rows = await house.db.selectFrom('report').select('comment_id').execute()
  assert.deepEqual(
    rows.map(({ comment_id }) => comment_id),
    [id],
  )
})

onBothHouses('pages of what waits stay with what waits', async (house) => {
  const { author, work } = await authorWithWork(house)
  const shown = await say(house, house.visitor(), work, 'an early word')
  await setWork(house, work, { comments_held: 1 })
  for (let at = 0; at < 52; at++) await say(house, house.visitor(), work, `waiting ${at}`)
  const first = await author.get(`${urls.deskTalk(work)}?held=1`)
  const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await author.get(next)
  assert.match(second.text, /waiting 1</)
  assert.ok(!second.text.includes(shown))
})

onBothHouses('nobody edits, withdraws, approves or removes what is not theirs', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const id = await say(house, guest, work, 'my own words')
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const otherGuest = house.visitor()
  await say(house, otherGuest, work, 'words of another guest')
  const elsewhere = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' }
  for (const path of [
    urls.commentEdit(id),
    urls.commentWithdrawal(id),
    urls.commentApproval(id),
    urls.commentRemoval(id),
    urls.replyEdit(id),
    urls.replyWithdrawal(id),
  ]) {
    for (const visitor of [house.visitor(), other, otherGuest]) {
      assert.equal((await visitor.post(path, { body: 'mine' })).status, 404, path)
    }
    for (const visitor of [guest, author]) {
      assert.equal((await visitor.post(path, { body: 'mine' }, elsewhere)).status, 403, path)
    }
  }
  for (const path of [urls.commentEdit(id), urls.commentWithdrawal(id), urls.replyEdit(id)]) {
    assert.equal((await author.post(path, { body: 'mine' })).status, 404, path)
  }
  assert.match((await rowOf(house, id)).body, /my own words/)
  assert.equal((await rowOf(house, id)).state, 'shown')
})
