import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { minute, oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import {
  becomeArchivist,
  engines,
  onBothHouses,
  signIn,
  signUp,
  testHouse,
  type TestHouse,
} from '../../test/support/house.ts'
import type { Visitor } from '../../test/support/visitor.ts'

const session = (visitor: Visitor) => visitor.cookies.get('tweed_session') ?? ''

async function trySignIn(visitor: Visitor, email: string, password: string, back?: string) {
  const page = await visitor.get(urls.signIn(back))
  return page.form(urls.signIn()).fill({ email, password }).send()
}

const linkIn = (text: string, path: string) =>
  new RegExp(`http://archive\\.test(${path}[^\\s]+)`).exec(text)?.[1] ?? ''

onBothHouses(
  'signing in gives a new random session each time, kept as a hash alone',
  async (house) => {
    const visitor = house.visitor()
    const person = await signUp(house, visitor, { penName: 'Saltgrass' })
    const first = session(visitor)
    assert.ok(first.length >= 26)
    visitor.cookies.set('tweed_session', 'chosen-by-somebody-else')
    const answer = await trySignIn(visitor, person.email, person.password)
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('tweed_session='))
    assert.match(cookie ?? '', /HttpOnly/i)
    assert.match(cookie ?? '', /SameSite=Lax/i)
    assert.match(cookie ?? '', /Path=\//i)
    const second = session(visitor)
    assert.notEqual(second, first)
    assert.notEqual(second, 'chosen-by-somebody-else')
    const rows = await house.db.selectFrom('session').select('token_hash').execute()
    assert.ok(rows.length > 0)
    for (const { token_hash } of rows) assert.ok(token_hash !== first && token_hash !== second)
    const account = await house.db.selectFrom('account').select('password_hash').executeTakeFirst()
    assert.match(account?.password_hash ?? '', /^\$argon2id\$/)
  },
)

onBothHouses('guessing passwords is slowed down by address and by e-mail', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  let refused = 0
  for (let at = 0; at < 12; at++) {
    const answer = await trySignIn(house.visitor(), person.email, `guess ${at} of many`)
    if (answer.status !== 429) continue
    refused++
    assert.ok(Number(answer.headers.get('retry-after')) > 0)
    assert.match(answer.text, new RegExp(`value="${person.email}"`))
  }
  assert.equal(refused, 2)
  house.advance(16 * 60_000)
  const later = await trySignIn(house.visitor(), person.email, person.password)
  assert.equal(later.status, 303)
})

onBothHouses('signing in leads back to pages of this site alone', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  for (const back of [
    '//evil.test',
    '/.//evil.test',
    '/\\evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
  ]) {
    const answer = await trySignIn(house.visitor(), person.email, person.password, back)
    assert.equal(answer.headers.get('location'), '/', back)
  }
  const there = await trySignIn(house.visitor(), person.email, person.password, '/desk?after=x')
  assert.equal(there.headers.get('location'), '/desk?after=x')
})

onBothHouses('sessions are listed and ended; another’s can’t be', async (house) => {
  const one = house.visitor()
  const person = await signUp(house, one, { penName: 'Saltgrass' })
  const two = house.visitor()
  await signIn(two, person)
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const rows = await house.db.selectFrom('session').selectAll().execute()
  for (const { token_hash } of rows) await other.post(urls.accountSessions(), { end: token_hash })
  assert.equal((await one.get(urls.account())).status, 200)
  assert.equal((await two.get(urls.account())).status, 200)
  assert.equal((await two.post(urls.accountSessions(), { end: 'others' })).status, 303)
  assert.equal((await one.get(urls.account())).status, 303)
  assert.equal((await two.get(urls.account())).status, 200)
  await two.post(urls.signOut())
  assert.equal((await two.get(urls.account())).status, 303)
})

onBothHouses(
  'a new password ends every other session, and needs the present one',
  async (house) => {
    const one = house.visitor()
    const person = await signUp(house, one, { penName: 'Saltgrass' })
    const two = house.visitor()
    await signIn(two, person)
    const page = await one.get(urls.accountPassword())
    const wrong = await page
      .form(urls.accountPassword())
      .fill({ present: 'not it at all', password: 'another long walk' })
      .send()
    assert.equal(wrong.status, 422)
    const again = await one.get(urls.accountPassword())
    const changed = await again
      .form(urls.accountPassword())
      .fill({ present: person.password, password: 'another long walk' })
      .send()
    assert.equal(changed.status, 303)
    assert.equal((await one.get(urls.account())).status, 200)
    assert.equal((await two.get(urls.account())).status, 303)
    assert.equal((await trySignIn(house.visitor(), person.email, person.password)).status, 422)
    assert.equal((await trySignIn(house.visitor(), person.email, 'another long walk')).status, 303)
  },
)

async function askToRecover(house: TestHouse, email: string) {
  const visitor = house.visitor()
  const page = await visitor.get(urls.recover())
  return page.form(urls.recover()).fill({ email }).send()
}

onBothHouses(
  'a lost password is replaced by a link that works once and not for long',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const known = await askToRecover(house, person.email)
    const unknown = await askToRecover(house, 'nobody@people.test')
    const plain = (text: string) => text.replaceAll(/name="token" value="[^"]+"/g, '')
    assert.equal(known.status, unknown.status)
    assert.equal(plain(known.text), plain(unknown.text))
    const link = linkIn((await house.mails()).at(-1)?.text ?? '', '/recover/')
    assert.notEqual(link, '')
    const tokens = await house.db.selectFrom('account_token').select('token_hash').execute()
    for (const { token_hash } of tokens) assert.ok(!link.includes(token_hash))
    const visitor = house.visitor()
    const page = await visitor.get(link)
    const done = await page.form(link).fill({ password: 'a very new walk home' }).send()
    assert.equal(done.status, 303)
    assert.equal(
      (await trySignIn(house.visitor(), person.email, 'a very new walk home')).status,
      303,
    )
    assert.equal((await house.visitor().get(link)).status, 404)
    house.advance(1000)
    await askToRecover(house, person.email)
    const late = linkIn((await house.mails()).at(-1)?.text ?? '', '/recover/')
    assert.notEqual(late, link)
    house.advance(3 * oneDay)
    assert.equal((await house.visitor().get(late)).status, 404)
  },
)

onBothHouses(
  'a link to a new password ends when the password is changed otherwise',
  async (house) => {
    const visitor = house.visitor()
    const person = await signUp(house, visitor, { penName: 'Saltgrass' })
    await askToRecover(house, person.email)
    const link = linkIn((await house.mails()).at(-1)?.text ?? '', '/recover/')
    assert.equal((await house.visitor().get(link)).status, 200)
    const page = await visitor.get(urls.accountPassword())
    const typed = { present: person.password, password: 'another long walk' }
    assert.equal((await page.form(urls.accountPassword()).fill(typed).send()).status, 303)
    assert.equal((await house.visitor().get(link)).status, 404)
  },
)

onBothHouses(
  'without a mail server the archivist hands a link on, and there are three days for it',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const page = await house.visitor().get(urls.recover())
    assert.match(page.text, /hands it on\. It works for 3 days/)
    const asked = await page.form(urls.recover()).fill({ email: person.email }).send()
    assert.match(asked.text, /the archivist has a link now/)
    assert.doesNotMatch(page.text + asked.text, /on its way|spam|minutes/)
    const mail = (await house.mails()).at(-1)?.text ?? ''
    assert.match(mail, /The link works once, for 3 days:/)
    house.advance(3 * oneDay - 1)
    assert.equal((await house.visitor().get(linkIn(mail, '/recover/'))).status, 200)
    house.advance(1)
    assert.equal((await house.visitor().get(linkIn(mail, '/recover/'))).status, 404)
  },
)

onBothHouses('without a mail server a link to a new e-mail is handed on too', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const page = await visitor.get(urls.accountEmail())
  assert.match(page.text, /This archive sends no mail/)
  const form = page.form(urls.accountEmail())
  const asked = await form.fill({ email: 'new@people.test', present: person.password }).send()
  assert.match((await asked.follow()).text, /The archivist has a link for the new address/)
  const mail = (await house.mails()).find(({ to }) => to === 'new@people.test')?.text ?? ''
  assert.equal((await visitor.get(linkIn(mail, '/account/email'))).status, 200)
})

for (const engine of engines) {
  test(`with a mail server the links come by mail, and the one to a password for an hour (${engine})`, async () => {
    const house = await testHouse(engine, { TWEED_SMTP_URL: 'smtp://mail.test' })
    try {
      const visitor = house.visitor()
      const person = await signUp(house, visitor, { penName: 'Saltgrass' })
      const asked = await askToRecover(house, person.email)
      assert.match(asked.text, /on its way to it\. It works once, for 60 minutes/)
      assert.doesNotMatch(asked.text, /hands it on/)
      const mail = (await house.mails()).at(-1)?.text ?? ''
      const link = linkIn(mail, '/recover/')
      house.advance(60 * minute - 1)
      assert.equal((await house.visitor().get(link)).status, 200)
      house.advance(1)
      assert.equal((await house.visitor().get(link)).status, 404)
      const page = await visitor.get(urls.accountEmail())
      assert.doesNotMatch(page.text, /sends no mail/)
      const form = page.form(urls.accountEmail())
      const sent = await form.fill({ email: 'new@people.test', present: person.password }).send()
      assert.match((await sent.follow()).text, /on its way to the new address/)
    } finally {
      await house.close()
    }
  })
}

onBothHouses('without a mail server mails are files of the outbox folder', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  await askToRecover(house, person.email)
  await house.settle()
  const folder = join(house.config.dataFolder, 'outbox')
  const files = await readdir(folder)
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  assert.ok(texts.some((text) => /\/recover\//.test(text) && text.includes(person.email)))
})

onBothHouses(
  'the first archivist’s link works once, and never beside an archivist',
  async (house) => {
    const visitor = house.visitor()
    await becomeArchivist(house, visitor)
    assert.equal((await visitor.get(urls.admin())).status, 200)
    const tokens = await house.db
      .selectFrom('account_token')
      .select('purpose')
      .where('purpose', '=', 'first-archivist')
      .execute()
    assert.deepEqual(tokens, [])
    assert.equal((await house.visitor().get(urls.firstArchivist('x'.repeat(32)))).status, 404)
  },
)

onBothHouses('a changed e-mail holds once its owner opened the link', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const page = await visitor.get(urls.accountEmail())
  const asked = await page
    .form(urls.accountEmail())
    .fill({ email: 'new@people.test', present: person.password })
    .send()
  assert.equal(asked.status, 303)
  assert.equal((await trySignIn(house.visitor(), 'new@people.test', person.password)).status, 422)
  const mail = (await house.mails()).find(({ to }) => to === 'new@people.test')
  const link = linkIn(mail?.text ?? '', '/account/email')
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  assert.equal((await other.get(link)).status, 404)
  const confirm = await visitor.get(link)
  assert.equal((await confirm.form(urls.accountEmail()).send()).status, 303)
  assert.equal((await trySignIn(house.visitor(), 'new@people.test', person.password)).status, 303)
})

onBothHouses(
  'an address that has an account is answered as any other at sign-up',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const attempt = async (email: string, penName: string) => {
      const page = await house.visitor().get(urls.signUp())
      return page
        .form(urls.signUp())
        .fill({ email, password: 'a long walk by the sea', pen_name: penName })
        .send()
    }
    const known = await attempt(person.email, 'Tidewrack')
    const fresh = await attempt('fresh@people.test', 'Driftwood')
    assert.equal(known.status, fresh.status)
    assert.equal(known.headers.get('location'), fresh.headers.get('location'))
    const accounts = await house.db.selectFrom('account').select('id').execute()
    assert.equal(accounts.length, 2)
  },
)

onBothHouses('what is wrong with a sign-up is said beside what was typed', async (house) => {
  const page = await house.visitor().get(urls.signUp())
  const form = page.form(urls.signUp())
  const cases = [
    { email: 'nothing', password: 'a long walk by the sea', pen_name: 'Driftwood' },
    { email: 'a@people.test', password: 'short', pen_name: 'Driftwood' },
    { email: 'a@people.test', password: 'password1234', pen_name: 'Driftwood' },
    { email: 'a@people.test', password: 'a long walk by the sea', pen_name: '   ' },
    { email: 'a@people.test', password: 'a long walk by the sea', pen_name: 'x'.repeat(61) },
    { email: 'a@people.test', password: 'a long walk by the sea', pen_name: 'a\u202eb' },
  ]
  for (const typed of cases) {
    const answer = await form.fill(typed).send()
    assert.equal(answer.status, 422, JSON.stringify(typed))
    assert.match(answer.text, /aria-invalid="true"/)
    assert.ok(!answer.text.includes(typed.password), 'no password comes back')
  }
  assert.equal((await house.db.selectFrom('account').select('id').execute()).length, 0)
})
