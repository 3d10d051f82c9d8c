import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hour, minute, oneDay } from '#shared/clock.ts'
import { changeSiteSettings } from '#storage/site-settings.ts'
import { urls } from '#urls.ts'
import {
  engines,
  onBothHouses,
  signUp,
  testHouse,
  type TestHouse,
} from '../../test/support/house.ts'
import type { Answer, Visitor } from '../../test/support/visitor.ts'
import { ensureFirstArchivistLink } from './first-archivist.ts'

async function trySignIn(visitor: Visitor, email: string, password: string): Promise<Answer> {
  const page = await visitor.get(urls.signIn())
  return page.form(urls.signIn()).fill({ email, password }).send()
}

onBothHouses('one address tries few passwords, whatever accounts it tries', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const from = (address: string) => house.visitor(address)
  for (let at = 0; at < 20; at++) {
    const answer = await trySignIn(from('203.0.113.5'), `somebody${at}@people.test`, 'a guess')
    assert.equal(answer.status, 422)
  }
  const slow = await trySignIn(from('203.0.113.5'), person.email, person.password)
  assert.equal(slow.status, 429)
  const wait = Number(slow.headers.get('retry-after'))
  assert.ok(wait > 0 && wait <= 15 * 60)
  assert.match(slow.text, /minutes/)
  assert.deepEqual(slow.headers.getSetCookie(), [])
  // A neighbour is another address, until the whole network is too much.
  assert.equal((await trySignIn(from('203.0.113.6'), person.email, person.password)).status, 303)
  for (let at = 0; at < 39; at++) {
    await trySignIn(from(`203.0.113.${20 + at}`), `other${at}@people.test`, 'a guess')
  }
  assert.equal((await trySignIn(from('203.0.113.99'), 'x@people.test', 'a guess')).status, 429)
  assert.equal((await trySignIn(from('203.0.114.99'), 'x@people.test', 'a guess')).status, 422)
  house.advance(wait * 1000)
  assert.equal((await trySignIn(from('203.0.113.5'), person.email, person.password)).status, 303)
})

onBothHouses(
  'new accounts are few from one address, and what was typed comes back',
  async (house) => {
    const visitor = house.visitor('203.0.113.5')
    const attempt = async (at: number) => {
      const form = (await visitor.get(urls.signUp())).form(urls.signUp())
      const fields = {
        email: `new${at}@people.test`,
        password: 'a long walk by the sea',
        pen_name: `Gull ${'abcdefghijkl'[at] ?? ''}`,
      }
      return form.fill(fields).send()
    }
    for (let at = 0; at < 10; at++) assert.equal((await attempt(at)).status, 303)
    const much = await attempt(10)
    assert.equal(much.status, 429)
    assert.ok(Number(much.headers.get('retry-after')) <= 3600)
    assert.match(much.text, /new10@people\.test/)
    assert.doesNotMatch(much.text, /long walk/)
    house.advance(hour)
    assert.equal((await attempt(10)).status, 303)
  },
)

const link = (text: string) => /http:\/\/archive\.test(\/account\/email\S+)/.exec(text)?.[1] ?? ''

async function askFor(house: TestHouse, visitor: Visitor, email: string, present: string) {
  house.advance(1000)
  const page = await visitor.get(urls.accountEmail())
  const answer = await page.form(urls.accountEmail()).fill({ email, present }).send()
  const mail = (await house.mails()).filter(({ to }) => to === email).at(-1)
  return { answer, link: link(mail?.text ?? ''), mail }
}

onBothHouses('a link to a new e-mail works once, for its account, for a day', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const wrong = await askFor(house, visitor, 'new@people.test', 'not my password')
  assert.equal(wrong.answer.status, 422)
  assert.match(wrong.answer.text, /value="new@people\.test"/)
  assert.equal(wrong.mail, undefined)
  const asked = await askFor(house, visitor, 'new@people.test', person.password)
  const proof = new URL(asked.link, 'http://archive.test').searchParams.get('proof') ?? ''
  const [ends = '', email = '', signature = ''] = proof.split('.')
  const other = Buffer.from('evil@people.test').toString('base64url')
  const forged = [
    `${ends}.${other}.${signature}`,
    `${ends}0.${email}.${signature}`,
    `${ends}.${email}.`,
    '..',
    'x',
  ]
  for (const made of forged) {
    assert.equal((await visitor.get(urls.accountEmailProof(made))).status, 404, made)
    assert.equal((await visitor.post(urls.accountEmail(), { proof: made })).status, 404, made)
  }
  // Signed out, the link asks to sign in and then comes back to it, however long the address is.
  const late = house.visitor()
  const away = await late.get(asked.link)
  assert.match(away.location, /^\/sign-in/)
  const form = (await away.follow()).form(urls.signIn())
  const back = await form.fill({ email: person.email, password: person.password }).send()
  assert.equal(back.location, asked.link)
  house.advance(1000)
  const confirm = await visitor.get(asked.link)
  assert.equal((await confirm.form(urls.accountEmail()).send()).status, 303)
  assert.equal((await visitor.post(urls.accountEmail(), { proof })).status, 404)
  const told = (await house.mails()).at(-1)
  assert.equal(told?.to, person.email)
  const again = await askFor(house, visitor, 'newer@people.test', person.password)
  house.advance(oneDay + 1)
  assert.equal((await visitor.get(again.link)).status, 404)
})

onBothHouses(
  'asking for an e-mail that has an account tells it to its owner alone',
  async (house) => {
    const visitor = house.visitor()
    const person = await signUp(house, visitor, { penName: 'Saltgrass' })
    const other = await signUp(house, house.visitor(), { penName: 'Tidewrack' })
    const free = await askFor(house, visitor, 'free@people.test', person.password)
    const taken = await askFor(house, visitor, other.email, person.password)
    assert.equal(taken.answer.status, free.answer.status)
    assert.equal(taken.answer.location, free.answer.location)
    assert.notEqual(free.link, '')
    assert.equal(taken.link, '')
    assert.equal(taken.mail?.subject, free.mail?.subject)
  },
)

onBothHouses(
  'the first archivist’s link is one, lasts a month, and ends with its use',
  async (house) => {
    const pathOf = async () => new URL((await ensureFirstArchivistLink(house)) ?? '').pathname
    const older = await pathOf()
    const newer = await pathOf()
    assert.notEqual(older, newer)
    const visitor = house.visitor()
    assert.equal((await visitor.get(older)).status, 404)
    const page = await visitor.get(newer)
    assert.equal(page.status, 200)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    const stored = await house.db.selectFrom('account_token').select('token_hash').execute()
    for (const { token_hash } of stored) assert.ok(!newer.includes(token_hash))
    house.advance(31 * oneDay)
    assert.equal((await visitor.get(newer)).status, 404)
    const last = await pathOf()
    const fields = { email: 'keeper@people.test', password: 'keys of the room', pen_name: 'Keeper' }
    const form = (await visitor.get(last)).form(last).fill(fields)
    // Twice at the same moment: one archivist.
    const other = { ...fields, email: 'second@people.test', pen_name: 'Second' }
    const answers = await Promise.all([form.send(), house.visitor().post(last, other)])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 404])
    const archivists = await house.db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'archivist')
      .execute()
    assert.equal(archivists.length, 1)
    assert.equal((await house.visitor().get(last)).status, 404)
    assert.equal((await house.visitor().post(last, other)).status, 404)
    assert.equal(await ensureFirstArchivistLink(house), null)
  },
)

onBothHouses('where sign-up is closed nobody makes an account', async (house) => {
  const form = (await house.visitor().get(urls.signUp())).form(urls.signUp())
  const closed = { ...(await house.settings()), signUp: 'closed' as const }
  await house.write((tx) => changeSiteSettings(tx, house.clock, closed))
  house.advance(minute)
  const fields = { email: 'a@people.test', password: 'a long walk by the sea', pen_name: 'Gull' }
  assert.equal((await form.fill(fields).send()).status, 403)
  assert.equal((await house.db.selectFrom('account').select('id').execute()).length, 0)
  assert.doesNotMatch((await house.visitor().get(urls.signIn())).text, /href="\/sign-up"/)
})

onBothHouses('no refusal gives a password back', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const fields = {
    email: 'new address@people.test',
    present: 'my present pass phrase',
    password: 'my future pass phrase',
  }
  let slow = 0
  for (let at = 0; at < 12; at++) {
    for (const path of [urls.accountEmail(), urls.accountPassword()]) {
      const answer = await visitor.post(path, fields)
      if (answer.status === 429) slow++
      assert.doesNotMatch(answer.text, /pass phrase/)
    }
  }
  assert.ok(slow > 0)
  const stranger = house.visitor()
  for (const path of [urls.accountEmail(), urls.accountPassword(), urls.signUp()]) {
    const answer = await stranger.post(path, fields, { origin: 'https://evil.test' })
    assert.equal(answer.status, 403)
    assert.match(answer.text, /new address@people\.test/)
    assert.doesNotMatch(answer.text, /pass phrase/)
  }
  const { email, password } = person
  assert.equal((await trySignIn(house.visitor(), email, password)).status, 303)
})

for (const engine of engines) {
  for (const proxies of [0, 1]) {
    const what = proxies === 0 ? 'is not believed' : 'is believed where our own proxy wrote it'
    test(`an address that is forwarded ${what} (${engine})`, async () => {
      const house = await testHouse(engine, { TWEED_TRUSTED_PROXIES: String(proxies) })
      try {
        const fields = { password: 'a guess' }
        const statuses: number[] = []
        for (let at = 0; at < 21; at++) {
          // A stranger makes up the first part anew each time; the proxy adds the second.
          const forwarded = `192.0.${at}.1${proxies === 0 ? '' : ', 203.0.113.5'}`
          const email = `somebody${at}@people.test`
          const from = house.visitor('203.0.113.200')
          const answer = await from.post(
            urls.signIn(),
            { ...fields, email },
            { 'x-forwarded-for': forwarded },
          )
          statuses.push(answer.status)
        }
        assert.equal(statuses.at(-2), 422)
        assert.equal(statuses.at(-1), 429)
        const other = { 'x-forwarded-for': '192.0.2.1, 198.51.100.77' }
        const elsewhere = house.visitor('203.0.113.200')
        const answer = await elsewhere.post(
          urls.signIn(),
          { ...fields, email: 'x@people.test' },
          other,
        )
        assert.equal(answer.status, proxies === 0 ? 429 : 422)
      } finally {
        await house.close()
      }
    })
  }
}
