import assert from 'node:assert/strict'
import { moreOf } from '#feeds/publish.fixture.ts'
import { burst } from '#kudos/kudos.ts'
import { oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { authorWithWork, say, setWork } from '../../test/support/talk.ts'
import { callLimits, stalledAfter } from './call.ts'

const callsOf = (house: TestHouse) => house.db.selectFrom('call').selectAll().execute()

onBothHouses('two taps at once are one call', async (house) => {
  const { work } = await authorWithWork(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  const answers = await Promise.all([1, 2, 3].map(() => reader.post(urls.call(work))))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303, 303],
  )
  assert.equal((await callsOf(house)).length, 1)
})

onBothHouses('the same answer sent twice reaches the callers once', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  await say(house, guest, work, 'go on', { email: 'n@guests.test' })
  await guest.post(urls.call(work))
  const form = (await author.get(urls.callAnswers(work))).form(urls.callAnswers(work))
  form.fill({ body: 'Chapter 2 is coming' })
  const [first, second] = [await form.send(), await form.send()]
  assert.equal(first.status, 303)
  assert.match((await second.follow()).text, /on its way to all who called/)
  assert.equal((await house.db.selectFrom('call_answer').select('id').execute()).length, 1)
  const told = (await house.mails()).filter(({ subject }) => /answered your call/.test(subject))
  assert.equal(told.length, 1)
  assert.equal(told[0]?.to, 'n@guests.test')
  assert.doesNotMatch(told[0]?.text ?? '', /Chapter 2 is coming/)
  assert.ok(told[0]?.stopUrl)
  house.advance(2 * 3_600_000)
  await form.send()
  assert.equal((await house.db.selectFrom('call_answer').select('id').execute()).length, 2)
})

onBothHouses('an answer to all reaches a guest with its lines, and as text', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  await guest.post(urls.call(work))
  const form = (await author.get(urls.callAnswers(work))).form(urls.callAnswers(work))
  await form.fill({ body: 'Chapter 2 is coming,\nby the tide.\n\n<b>Soon</b> & well.' }).send()
  assert.match(
    (await guest.get(urls.replies())).text,
    /<p>Chapter 2 is coming,<br>\s*by the tide\.<\/p>\s*<p>&lt;b>Soon&lt;\/b> &amp; well\.<\/p>/,
  )
})

onBothHouses(
  'an answer that is empty or too long is asked for again, words kept',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    await house.visitor().post(urls.call(work))
    const form = (await author.get(urls.callAnswers(work))).form(urls.callAnswers(work))
    assert.equal((await form.fill({ body: '  ' }).send()).status, 422)
    const long = 'é'.repeat(callLimits.answer + 1)
    const refused = await form.fill({ body: long }).send()
    assert.equal(refused.status, 422)
    assert.ok(refused.text.includes(long))
    assert.equal((await form.fill({ body: '👩‍👩‍👧‍👦'.repeat(callLimits.answer) }).send()).status, 303)
  },
)

onBothHouses('a burst of calls is set aside, and is told nothing', async (house) => {
  const { author, work } = await authorWithWork(house)
  for (let at = 0; at < burst.perWork + 4; at++) {
    const answer = await house.visitor(`192.0.${at}.1`).post(urls.call(work))
    assert.match((await answer.follow()).text, /The author will know that you would read more/)
  }
  const page = await author.get(urls.callAnswers(work))
  assert.match(page.text, new RegExp(`${burst.perWork} readers would read more`))
  assert.match(page.text, /4 more came in bursts/)
  await page.form(urls.callAnswers(work)).fill({ body: 'Soon' }).send()
  const told = await house.db.selectFrom('call_answer_reader').select('reader_key').execute()
  assert.equal(told.length, burst.perWork)
})

onBothHouses('a call is for what rests: whole works, one-shots, and the stalled', async (house) => {
  const { author, person, work } = await authorWithWork(house)
  await moreOf(house, person, work)
  const reader = house.visitor()
  assert.doesNotMatch((await reader.get(urls.work(work))).text, /I’d read more/)
  const early = await reader.post(urls.call(work))
  assert.match((await early.follow()).text, /this work was continued lately/)
  assert.equal((await callsOf(house)).length, 0)
  house.advance(stalledAfter + oneDay)
  await reader.post(urls.call(work))
  assert.equal((await callsOf(house)).length, 1)
  await moreOf(house, person, work)
  assert.match((await author.get(urls.callAnswers(work))).text, /Nobody has called since/)
  await setWork(house, work, { status: 'complete' })
  await reader.post(urls.call(work))
  const calls = await callsOf(house)
  assert.equal(calls.length, 2, 'the same reader, once for each newest chapter')
  assert.equal(new Set(calls.map(({ chapter_id }) => chapter_id)).size, 2)
  await reader.post(urls.callWithdrawal(work))
  assert.equal((await callsOf(house)).length, 1, 'only the call for the newest is taken back')
})

onBothHouses(
  'a guest who took the call back, or gave the link up, is told nothing',
  async (house) => {
    const { author, person, work } = await authorWithWork(house)
    const gone = house.visitor()
    await gone.post(urls.call(work))
    await gone.post(urls.callWithdrawal(work))
    const stays = house.visitor()
    await stays.post(urls.call(work))
    await author.post(urls.callAnswers(work), { body: 'It ends here' })
    assert.doesNotMatch((await gone.get(urls.replies())).text, /It ends here/)
    const replies = await stays.get(urls.replies())
    assert.match(replies.text, /It ends here/)
    const { id } = await house.db
      .selectFrom('private_link')
      .innerJoin('call', 'call.private_link_id', 'private_link.id')
      .select('private_link.id')
      .executeTakeFirstOrThrow()
    await replies.form(urls.linkRevocation(id)).send()
    await moreOf(house, person, work)
    assert.doesNotMatch(
      (await stays.get(urls.replies())).text,
      /It ends here|There is a new chapter/,
    )
  },
)

onBothHouses(
  'another pen name of the author may call, and is answered as itself',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const page = await author.get(urls.accountPenNames())
    await page.form(urls.accountPenNames()).fill({ name: 'Somebody Else' }).send()
    const { id } = await house.db
      .selectFrom('pen_name')
      .select('id')
      .where('name', '=', 'Somebody Else')
      .executeTakeFirstOrThrow()
    await author.post(urls.actAs(), { pen_name: id })
    await author.post(urls.call(work))
    const [call, ...more] = await callsOf(house)
    assert.equal(more.length, 0)
    assert.equal(call?.pen_name_id, id)
    assert.equal(call?.private_link_id, null)
    assert.match((await author.get(urls.callAnswers(work))).text, /One reader would read more/)
  },
)
