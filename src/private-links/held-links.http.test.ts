import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { cookieName } from '#web/cookies.ts'
import { allRows } from '../../test/support/all-rows.ts'
import { onBothHouses, type TestHouse, type Visitor } from '../../test/support/house.ts'
import { authorWithWork, say, trySaying, typing } from '../../test/support/talk.ts'

const cookieOf = (house: TestHouse, visitor: Visitor, name: 'replies' | 'receipt') =>
  visitor.cookies.get(cookieName(house.config, name)) ?? ''

onBothHouses(
  'the secret is shown once, kept by its hash alone, and in no address',
  async (house) => {
    const { work } = await authorWithWork(house)
    const guest = house.visitor()
    const sent = await trySaying(house, guest, work, { body: 'a word', email: 'n@guests.test' })
    const receipt = await sent.follow()
    const shown = /reading-code">([^<]+)</.exec(receipt.text)?.[1] ?? ''
    assert.match(shown, /^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/)
    const code = shown.replaceAll('-', '').toLowerCase()
    const rows = JSON.stringify(await allRows(house.db)).toLowerCase()
    assert.ok(!rows.includes(code) && !rows.includes(shown.toLowerCase()))
    assert.ok(!sent.location.toLowerCase().includes(code))
    assert.ok(!cookieOf(house, guest, 'replies').includes(code))
    const entered = await house.visitor().get(urls.privateLink(shown))
    assert.equal(entered.location, urls.replies())
    assert.match(entered.headers.get('referrer-policy') ?? '', /no-referrer|same-origin/)
  },
)

onBothHouses('no cookie that was made up, bent or revoked opens anything', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  await say(house, guest, work, 'my own words')
  const name = cookieName(house.config, 'replies')
  const token = cookieOf(house, guest, 'replies')
  const opens = async (value: string) => {
    const other = house.visitor()
    other.cookies.set(name, value)
    const page = await other.get(urls.replies())
    assert.equal(page.status, 200)
    return page.text.includes('my own words')
  }
  assert.ok(await opens(token))
  const [id = '', signature = ''] = token.split('.')
  for (const value of [
    id,
    `${id}.`,
    `${id}.${'A'.repeat(32)}`,
    `${id}.${signature.toLowerCase()}x`.slice(0, token.length),
    `${'0'.repeat(16)}.${signature}`,
    '~~~',
    "' or 1=1",
    'x'.repeat(3000),
  ]) {
    assert.ok(!(await opens(value)), value)
  }
  assert.ok(await opens(`rubbish~${token}~rubbish`))
  const page = await guest.get(urls.replies())
  await page.form(urls.linkRotation(id)).send()
  assert.ok(!(await opens(token)), 'a new code ends the old cookie')
  const rotated = cookieOf(house, guest, 'replies')
  assert.ok(await opens(rotated))
  const again = await guest.get(urls.replies())
  await again.form(urls.linkRevocation(id)).send()
  assert.ok(!(await opens(rotated)), 'nothing opens a link that was given up')
})

onBothHouses('one browser keeps the keys to several works, each its own', async (house) => {
  const one = await authorWithWork(house)
  const two = await authorWithWork(house, 'Mirren', 'The Lamp')
  const guest = house.visitor()
  const first = await say(house, guest, one.work, 'on the ferry')
  await say(house, guest, two.work, 'on the lamp')
  await say(house, guest, one.work, 'on the ferry again')
  const links = await house.db.selectFrom('private_link').select(['id', 'work_id']).execute()
  assert.equal(links.length, 2, 'one for each work')
  assert.equal(new Set(links.map(({ work_id }) => work_id)).size, 2)
  assert.equal(cookieOf(house, guest, 'replies').split('~').length, 2)
  const { text } = await guest.get(urls.replies())
  assert.match(text, /on the ferry again/)
  assert.match(text, /on the lamp/)
  const gone = links.find(({ work_id }) => work_id === one.work)?.id ?? ''
  await (await guest.get(urls.replies())).form(urls.linkRevocation(gone)).send()
  assert.doesNotMatch((await guest.get(urls.replies())).text, /on the ferry/)
  assert.match((await guest.get(urls.replies())).text, /on the lamp/)
  assert.equal((await guest.get(urls.replyEdit(first))).status, 404)
})

onBothHouses('the cookie stays small however much a guest says', async (house) => {
  const guest = house.visitor()
  const { work } = await authorWithWork(house)
  await say(house, guest, work, 'the very first')
  const old = cookieOf(house, guest, 'replies')
  const fill = Array.from({ length: 60 }, (_, at) => old.replace(/^./, String(at % 10)))
  guest.cookies.set(cookieName(house.config, 'replies'), [...fill, old].join('~').slice(0, 3900))
  house.advance(typing)
  await say(house, guest, work, 'the newest')
  const cookie = cookieOf(house, guest, 'replies')
  assert.ok(cookie.length < 2500, String(cookie.length))
  assert.match((await guest.get(urls.replies())).text, /the newest/)
})

onBothHouses('“forget me” takes the keys out of this browser and of no other', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const sent = await trySaying(house, guest, work, { body: 'a word' })
  const code = /reading-code">([^<]+)</.exec((await sent.follow()).text)?.[1] ?? ''
  const elsewhere = house.visitor()
  await elsewhere.get(urls.privateLink(code))
  const page = await guest.get(urls.replies())
  await page.form(urls.repliesForget()).send()
  assert.equal(cookieOf(house, guest, 'replies'), '')
  assert.equal(cookieOf(house, guest, 'receipt'), '')
  assert.doesNotMatch((await guest.get(urls.replies())).text, /a word/)
  assert.match((await elsewhere.get(urls.replies())).text, /a word/)
})
