import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { answer, authorWithWork, say } from '../../test/support/talk.ts'

const keyIn = (text: string) => /\/r\/([^\s]+)/.exec(text)?.[1] ?? ''

onBothHouses(
  'a guest with an address gets the key, then word of each answer, until they end it',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const asked = await say(house, guest, work, 'who was it', { email: 'n@guests.test' })
    const mailsToGuest = async () =>
      (await house.mails()).filter(({ to }) => to === 'n@guests.test')
    const [first, ...more] = await mailsToGuest()
    assert.ok(first)
    assert.equal(more.length, 0)
    assert.match(first.subject, /private link for “The Ferry at Noon”/)
    assert.doesNotMatch(first.text, /who was it/)
    const elsewhere = house.visitor()
    assert.equal((await elsewhere.get(`/r/${keyIn(first.text)}`)).location, urls.replies())
    assert.match((await elsewhere.get(urls.replies())).text, /who was it/)

    await answer(house, author, asked, 'the goat, in public')
    await answer(house, author, asked, 'the goat, in private', true)
    const [, second, third] = await mailsToGuest()
    assert.ok(second && third)
    for (const mail of [second, third]) assert.doesNotMatch(mail.text + mail.subject, /goat/)

    // One click, as a mail program does it: no cookie, no origin, a body of its own.
    const stop = new URL(first.stopUrl ?? '').pathname
    const program = house.visitor()
    const none = { origin: '', 'sec-fetch-site': '' }
    const stopped = await program.post(stop, { 'List-Unsubscribe': 'One-Click' }, none)
    assert.equal(stopped.status, 200)
    await answer(house, author, asked, 'and once more')
    assert.equal((await mailsToGuest()).length, 3)
    assert.match((await guest.get(urls.replies())).text, /and once more/)
  },
)

onBothHouses(
  'mails about two works hold nothing in common that leads from one to the other',
  async (house) => {
    const one = await authorWithWork(house)
    const two = await authorWithWork(house, 'Mirren', 'The Lamp')
    const guest = house.visitor()
    await say(house, guest, one.work, 'on the ferry', { email: 'n@guests.test' })
    await say(house, guest, two.work, 'on the lamp', { email: 'n@guests.test' })
    const [first, second] = (await house.mails()).filter(({ to }) => to === 'n@guests.test')
    assert.ok(first && second)
    const elsewhere = house.visitor()
    await elsewhere.get(`/r/${keyIn(first.text)}`)
    const { text } = await elsewhere.get(urls.replies())
    assert.match(text, /on the ferry/)
    assert.doesNotMatch(text, /on the lamp|The Lamp/)
  },
)

onBothHouses('a thread that a guest muted sends no mail', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const asked = await say(house, guest, work, 'who was it', { email: 'n@guests.test' })
  const first = await answer(house, author, asked, 'the goat')
  const page = await guest.get(urls.replies())
  await page.form(urls.replyMute(first)).send()
  const before = (await house.mails()).length
  await answer(house, author, asked, 'the goat again')
  assert.equal((await house.mails()).length, before)
  const muted = await guest.get(urls.replies())
  await muted.form(urls.replyMute(first)).send()
  await answer(house, author, asked, 'and the goat')
  assert.equal((await house.mails()).length, before + 1)
})

onBothHouses(
  'an account is told by notice, and by mail only where it wants that',
  async (house) => {
    const { author, person, work } = await authorWithWork(house)
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    const before = (await house.mails()).length
    const wants = await house.db
      .selectFrom('account')
      .select('mail_wanted')
      .where('id', '=', person.accountId)
      .executeTakeFirstOrThrow()
    await say(house, reader, work, 'lovely')
    assert.equal((await house.mails()).length, before + wants.mail_wanted)
    assert.match((await author.get(urls.notices())).text, /The Ferry at Noon/)
  },
)
