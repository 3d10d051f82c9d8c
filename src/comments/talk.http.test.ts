import assert from 'node:assert/strict'
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
import { urls } from '#urls.ts'

onBothHouses(
  'a guest comments with a name or none, and nobody sees their address',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    await say(house, guest, work, 'Nobody at all?', {
      name: ' Passer  by ',
      email: 'a@guests.test',
    })
    await say(house, house.visitor(), work, 'I was on it.')
    const stranger = house.visitor()
    const pages = [
      await stranger.get(urls.work(work)),
      await author.get(urls.deskTalk(work)),
      await author.get(urls.notices()),
    ]
    for (const { text } of pages) assert.doesNotMatch(text, /guests\.test/)
    assert.match(pages[0]?.text ?? '', /Passer by/)
    assert.match(pages[0]?.text ?? '', /A guest/)
    assert.match(pages[0]?.text ?? '', /Nobody at all\?/)
  },
)

onBothHouses('the author says who may comment: anyone, accounts, nobody', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const early = await guest.get(urls.work(work))
  await setWork(house, work, { comments_from: 'accounts' })
  house.advance(typing)
  const late = await early.form(urls.comments(work, 1)).fill({ body: 'too late' }).send()
  assert.equal(late.status, 422)
  assert.match(late.text, /too late/)
  assert.match(late.text, /people with an account/)
  assert.doesNotMatch((await guest.get(urls.work(work))).text, /<form class="comment-form/)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  await say(house, reader, work, 'with an account')
  const again = await reader.get(urls.work(work))
  await setWork(house, work, { comments_from: 'nobody' })
  const closed = await again.form(urls.comments(work, 1)).fill({ body: 'closed now' }).send()
  assert.equal(closed.status, 422)
  assert.match(closed.text, /closed now/)
  assert.doesNotMatch((await guest.get(urls.work(work))).text, /closed now/)
})

onBothHouses(
  'a comment that waits is the author’s to approve, and nobody else’s to see',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    await setWork(house, work, { comments_held: 1 })
    const guest = house.visitor()
    const id = await say(house, guest, work, 'may I come in')
    const other = house.visitor()
    await signUp(house, other, { penName: 'Tidewrack' })
    const stranger = house.visitor()
    for (const visitor of [stranger, other]) {
      assert.doesNotMatch((await visitor.get(urls.work(work))).text, /may I come in/)
      assert.equal((await visitor.get(urls.comment(id))).status, 404)
      assert.equal((await visitor.post(urls.commentApproval(id))).status, 404)
      assert.equal((await visitor.post(urls.commentRemoval(id))).status, 404)
      assert.equal((await visitor.get(urls.commentAnswer(id))).status, 404)
    }
    assert.match((await guest.get(urls.replies())).text, /may I come in/)
    const talk = await author.get(`${urls.deskTalk(work)}?held=1`)
    assert.match(talk.text, /may I come in/)
    assert.equal((await talk.form(urls.commentApproval(id)).send()).status, 303)
    assert.match((await stranger.get(urls.work(work))).text, /may I come in/)
  },
)

onBothHouses('a private answer is in no page but the two people’s own', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const asked = await say(house, guest, work, 'who was it then')
  const told = await answer(house, author, asked, 'It was the goat', true)
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const staff = house.visitor()
  await signUp(house, staff, { penName: 'Keeper', role: 'archivist' })
  const stranger = house.visitor()
  for (const visitor of [stranger, other, staff]) {
    for (const path of [
      urls.work(work),
      urls.comment(asked),
      urls.comment(told),
      urls.commentAnswer(told),
      urls.commentReport(told),
      urls.deskTalk(work),
      urls.workFeed(work),
      urls.archiveFeed(),
      urls.notices(),
      urls.replies(),
      urls.replyBack(told),
      urls.adminReports(),
    ]) {
      const page = await visitor.get(path)
      assert.doesNotMatch(page.text, /the goat/, path)
    }
    for (const path of [urls.comment(told), urls.commentAnswer(told), urls.commentReport(told)]) {
      assert.equal((await visitor.get(path)).status, 404, path)
    }
    assert.equal((await visitor.post(urls.commentRemoval(told))).status, 404)
  }
  for (const own of [guest, author]) {
    assert.match((await own.get(urls.comment(told))).text, /the goat/)
  }
  assert.match((await guest.get(urls.replies())).text, /the goat/)
  const mails = await house.mails()
  assert.ok(mails.every(({ text, subject }) => !/goat/.test(text + subject)))
})

onBothHouses('a pen name that reads is answered privately too, and answers back', async (house) => {
  const { author, work } = await authorWithWork(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  const asked = await say(house, reader, work, 'who was it then')
  const told = await answer(house, author, asked, 'It was the goat', true)
  const back = await answer(house, reader, told, 'I knew it')
  assert.equal((await rowOf(house, back)).is_private, 1)
  assert.match((await author.get(urls.deskTalk(work))).text, /I knew it/)
  assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /I knew it|the goat/)
})

onBothHouses('the author learns only the name that a guest chose', async (house) => {
  const { author, person, work } = await authorWithWork(house)
  const second = (await authorWithWork(house, 'Mirren', 'The Lamp')).work
  const guest = house.visitor()
  await say(house, guest, work, 'on the ferry', { name: 'Night bus', email: 'n@guests.test' })
  await say(house, guest, second, 'on the lamp', { name: 'Night bus' })
  const links = await house.db.selectFrom('private_link').select(['id', 'secret_hash']).execute()
  assert.equal(links.length, 2)
  const pages = [
    await author.get(urls.deskTalk(work)),
    await author.get(urls.comment(await findSaid(house, 'on the ferry'))),
    await house.visitor().get(urls.work(work)),
  ]
  for (const { text } of pages) {
    assert.doesNotMatch(text, /guests\.test|198\.51/)
    for (const { id, secret_hash } of links) {
      assert.ok(!text.includes(id) && !text.includes(secret_hash))
    }
  }
  assert.ok(person.accountId)
})

onBothHouses('another pen name of the author is any reader', async (house) => {
  const { author, work } = await authorWithWork(house)
  const page = await author.get(urls.accountPenNames())
  await page.form(urls.accountPenNames()).fill({ name: 'Somebody Else' }).send()
  const row = await house.db
    .selectFrom('pen_name')
    .select('id')
    .where('name', '=', 'Somebody Else')
    .executeTakeFirstOrThrow()
  await say(house, author, work, 'what a good story', { penName: row.id })
  const shown = (await house.visitor().get(urls.work(work))).text
  const comment = shown.slice(shown.indexOf('Somebody Else'), shown.indexOf('what a good story'))
  assert.doesNotMatch(comment, /author/)
})

onBothHouses('what was said is edited until it is answered, by its writer alone', async (house) => {
  const { author, work } = await authorWithWork(house)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  const id = await say(house, reader, work, 'teh ferry')
  const form = await reader.get(urls.commentEdit(id))
  assert.match(form.text, /teh ferry/)
  assert.equal((await author.get(urls.commentEdit(id))).status, 404)
  assert.equal((await author.post(urls.commentEdit(id), { body: 'mine' })).status, 404)
  await form.form(urls.commentEdit(id)).fill({ body: 'the ferry' }).send()
  assert.match((await house.visitor().get(urls.work(work))).text, /the ferry/)
  const late = await reader.get(urls.commentEdit(id))
  await answer(house, author, id, 'thank you')
  const refused = await late.form(urls.commentEdit(id)).fill({ body: 'no, the boat' }).send()
  assert.equal(refused.status, 422)
  assert.match(refused.text, /no, the boat/)
  assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /no, the boat/)
})

onBothHouses('what is withdrawn is erased, and answers to it stay', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const id = await say(house, guest, work, 'I regret this', { name: 'Night bus' })
  await answer(house, author, id, 'no need to')
  const page = await guest.get(urls.replyWithdrawal(id))
  assert.equal((await page.form(urls.replyWithdrawal(id)).send()).status, 303)
  const { text } = await house.visitor().get(urls.work(work))
  assert.doesNotMatch(text, /I regret this|Night bus/)
  assert.match(text, /Withdrawn by its writer/)
  assert.match(text, /no need to/)
  const row = await rowOf(house, id)
  assert.equal(row.body, '')
  assert.equal(row.guest_name, '')
})

onBothHouses(
  'the author removes any comment, a moderator public ones and what was reported',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const one = await say(house, guest, work, 'first of them')
    const two = await say(house, guest, work, 'second of them')
    const secret = await answer(house, author, two, 'between us', true)
    const staff = house.visitor()
    await signUp(house, staff, { penName: 'Keeper', role: 'moderator' })
    assert.equal((await author.post(urls.commentRemoval(one))).status, 303)
    assert.equal((await staff.post(urls.commentRemoval(secret))).status, 404)
    const report = await guest.get(urls.commentReport(secret))
    house.advance(typing)
    await report.form(urls.commentReport(secret)).fill({ reason: 'please look' }).send()
    assert.equal((await staff.post(urls.commentRemoval(secret))).status, 303)
    assert.equal((await staff.post(urls.commentRemoval(two))).status, 303)
    const { text } = await house.visitor().get(urls.work(work))
    assert.doesNotMatch(text, /first of them|second of them/)
  },
)

onBothHouses('the same form sent twice says it once', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const page = await guest.get(urls.work(work))
  house.advance(typing)
  const form = page.form(urls.comments(work, 1)).fill({ body: 'said once' })
  const [first, second] = [await form.send(), await form.send()]
  assert.equal(first.status, 303)
  assert.equal(second.status, 303)
  const rows = await house.db.selectFrom('comment').select('id').execute()
  assert.equal(rows.length, 1)
})

onBothHouses(
  'a comment holds ten thousand characters as people see them, and loses none',
  async (house) => {
    const { work } = await authorWithWork(house)
    const family = '👩‍👩‍👧‍👦'
    const fits = await trySaying(house, house.visitor(), work, { body: family.repeat(10_000) })
    assert.equal(fits.status, 303)
    const over = await trySaying(house, house.visitor(), work, { body: `${'é'.repeat(10_000)}!!` })
    assert.equal(over.status, 422)
    assert.match(over.text, /this is 2 too many/)
    assert.ok(over.text.includes(`${'é'.repeat(10_000)}!!</textarea>`))
    const empty = await trySaying(house, house.visitor(), work, { body: ' \n ', name: 'kept' })
    assert.equal(empty.status, 422)
    assert.match(empty.text, /value="kept"/)
  },
)

onBothHouses(
  'an answer in the thread approves what it answers, and says so before',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    await setWork(house, work, { comments_held: 1 })
    const guest = house.visitor()
    const waiting = await say(house, guest, work, 'Was the bell always cracked?')
    assert.equal((await rowOf(house, waiting)).state, 'held')
    const page = await author.get(urls.commentAnswer(waiting))
    assert.match(page.text, /An answer in the thread approves it/)
    assert.match(page.text, />Approve and answer</)
    await answer(house, author, waiting, 'Since the first storm.', true)
    assert.equal((await rowOf(house, waiting)).state, 'held')
    const open = await answer(house, author, waiting, 'Since the storm of forty.')
    assert.equal((await rowOf(house, waiting)).state, 'shown')
    const seen = await house.visitor().get(urls.work(work))
    assert.match(seen.text, /Was the bell always cracked/)
    assert.ok(seen.text.includes(`id="comment-${open}"`))
    assert.doesNotMatch(seen.text, /first storm/)
  },
)

onBothHouses('approving says that it is done', async (house) => {
  const { author, work } = await authorWithWork(house)
  await setWork(house, work, { comments_held: 1 })
  const waiting = await say(house, house.visitor(), work, 'Was the bell always cracked?')
  const desk = await author.get(`${urls.deskTalk(work)}?held=1`)
  const done = await desk.form(urls.commentApproval(waiting)).send()
  assert.match(
    (await author.get(done.headers.get('location') ?? '')).text,
    /everybody can read it now/,
  )
})
