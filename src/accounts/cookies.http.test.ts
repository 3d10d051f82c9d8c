import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneDay } from '#shared/clock.ts'
import { hashSecret } from '#shared/keys.ts'
import { urls } from '#urls.ts'
import { engines, onBothHouses, signIn, signUp, testHouse } from '../../test/support/house.ts'

for (const engine of engines) {
  test(`behind https every cookie is Secure and of this host alone (${engine})`, async () => {
    const house = await testHouse(engine, { TWEED_URL: 'https://archive.test' })
    try {
      const visitor = house.visitor()
      const person = await signUp(house, visitor, { penName: 'Saltgrass' })
      const page = await visitor.get(urls.signOut(), { cookie: '' })
      assert.match(page.headers.get('strict-transport-security') ?? '', /max-age=\d{7,}/)
      const form = (await house.visitor().get(urls.signIn())).form(urls.signIn())
      const entered = await form.fill({ email: person.email, password: person.password }).send()
      const left = await visitor.post(urls.signOut())
      const reader = house.visitor()
      const reading = await reader.get(urls.reading())
      const chosen = await reading.form(urls.reading()).fill({ theme: 'sepia' }).send()
      const lines = [entered, left, chosen].flatMap(({ headers }) => headers.getSetCookie())
      assert.equal(lines.length, 3)
      for (const line of lines) {
        assert.match(line, /^__Host-tweed_(?:session|reading)=/)
        for (const attribute of [/; *Secure/i, /; *Path=\/(?:;|$)/i]) assert.match(line, attribute)
        assert.doesNotMatch(line, /Domain=/i)
      }
      for (const { headers } of [entered, chosen]) {
        const [line = ''] = headers.getSetCookie()
        assert.match(line, /; *HttpOnly/i)
        assert.match(line, /; *SameSite=Lax/i)
      }
      assert.match(left.headers.getSetCookie()[0] ?? '', /Max-Age=0/i)
      assert.equal(visitor.cookies.has('__Host-tweed_session'), false)
      // The name without the prefix could have been set by a neighbour of this host.
      const fooled = house.visitor()
      await signIn(fooled, person)
      const token = fooled.cookies.get('__Host-tweed_session') ?? ''
      fooled.cookies.clear()
      fooled.cookies.set('tweed_session', token)
      assert.equal((await fooled.get(urls.account())).status, 303)
    } finally {
      await house.close()
    }
  })
}

onBothHouses('signing out ends the session itself, not the cookie alone', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  const token = visitor.cookies.get('tweed_session') ?? ''
  await visitor.post(urls.signOut())
  assert.equal(visitor.cookies.size, 0)
  visitor.cookies.set('tweed_session', token)
  assert.equal((await visitor.get(urls.account())).status, 303)
})

onBothHouses('the session that a browser came with ends when it signs in again', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const before = visitor.cookies.get('tweed_session') ?? ''
  const form = (await house.visitor().get(urls.signIn())).form(urls.signIn())
  const { email, password } = person
  await visitor.post(urls.signIn(), { ...Object.fromEntries(form.values), email, password })
  const hashes = await house.db.selectFrom('session').select('token_hash').execute()
  assert.deepEqual(
    hashes.map((row) => row.token_hash),
    [hashSecret(visitor.cookies.get('tweed_session') ?? '')],
  )
  assert.notEqual(visitor.cookies.get('tweed_session'), before)
})

onBothHouses('a session lasts while it is used, and ninety days after', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const idle = house.visitor()
  await signIn(idle, person)
  for (let month = 0; month < 5; month++) {
    house.advance(30 * oneDay)
    assert.equal((await visitor.get(urls.account())).status, 200, `month ${month}`)
    // That it is in use is noted while nobody waits: the next write comes after it.
    await house.write((tx) => tx.selectFrom('session').select('token_hash').execute())
  }
  assert.equal((await idle.get(urls.account())).status, 303)
  house.advance(91 * oneDay)
  assert.equal((await visitor.get(urls.account())).status, 303)
})

onBothHouses('the list of sessions tells browsers apart and marks this one', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const phone = house.visitor()
  const form = (await phone.get(urls.signIn())).form(urls.signIn())
  const agent = 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0 <b>'
  const { email, password } = person
  const sent = { ...Object.fromEntries(form.values), email, password }
  await phone.post(urls.signIn(), sent, { 'user-agent': agent })
  const page = await visitor.get(urls.accountSessions())
  assert.match(page.text, /Firefox on Android/)
  assert.doesNotMatch(page.text, /Gecko|140\.0/)
  assert.equal([...page.text.matchAll(/name="end" value="(?!others)/g)].length, 1)
  const token = phone.cookies.get('tweed_session') ?? ''
  assert.ok(!page.text.includes(token))
  await page.form(urls.accountSessions()).send()
  assert.equal((await phone.get(urls.account())).status, 303)
  assert.equal((await visitor.get(urls.account())).status, 200)
})
