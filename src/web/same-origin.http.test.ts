import assert from 'node:assert/strict'
import { oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { engines, onBothHouses, signUp, testHouse } from '../../test/support/house.ts'
import { test } from 'node:test'

const silent = { origin: '', 'sec-fetch-site': '' }
const about = { fandom: 'Harbour Lights', body: 'The harbour is not mine.' }

onBothHouses('a form counts only when it comes from the site itself', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  const kept = async () =>
    (await house.db.selectFrom('default_disclaimer').select('fandom').execute()).length
  const refused: Record<string, string>[] = [
    { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://elsewhere.test', 'sec-fetch-site': '' },
    { origin: 'https://elsewhere.test', 'sec-fetch-site': 'same-origin' },
    { origin: 'https://archive.test', 'sec-fetch-site': '' },
    { origin: 'http://archive.test.elsewhere.test', 'sec-fetch-site': '' },
    { origin: 'http://archive.test:8080', 'sec-fetch-site': '' },
    { origin: 'null', 'sec-fetch-site': '' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: '', 'sec-fetch-site': 'cross-site' },
    { origin: '', 'sec-fetch-site': 'same-site' },
    { origin: '', 'sec-fetch-site': 'nonsense' },
    silent,
  ]
  for (const headers of refused) {
    const answer = await visitor.post(urls.accountDisclaimers(), about, headers)
    assert.equal(answer.status, 403, JSON.stringify(headers))
    assert.match(answer.text, /The harbour is not mine\./, 'what was typed comes back')
    assert.doesNotMatch(answer.text, /Send it again/, 'but not as a form that sends it')
  }
  assert.equal(await kept(), 0)
  const taken: Record<string, string>[] = [
    { origin: 'http://archive.test', 'sec-fetch-site': '' },
    { origin: '', 'sec-fetch-site': 'same-origin' },
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    { origin: '', 'sec-fetch-site': 'none' },
  ]
  for (const [at, headers] of taken.entries()) {
    const fields = { ...about, fandom: `Harbour ${at}` }
    const answer = await visitor.post(urls.accountDisclaimers(), fields, headers)
    assert.equal(answer.status, 303, JSON.stringify(headers))
  }
  assert.equal(await kept(), taken.length)
})

onBothHouses('a browser that says nothing is believed by its form’s token', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const tokenOf = async (who: typeof visitor) =>
    (await who.get(urls.accountDisclaimers()))
      .form(urls.accountDisclaimers())
      .values.get('token')?.[0] ?? ''
  const send = async (token: string) =>
    (await visitor.post(urls.accountDisclaimers(), { ...about, token }, silent)).status
  const own = await tokenOf(visitor)
  assert.equal(await send(own), 303)
  const stranger =
    (await house.visitor().get(urls.signIn())).form(urls.signIn()).values.get('token')?.[0] ?? ''
  const [time = '', signature = ''] = own.split('.')
  const wrong = [
    await tokenOf(other),
    stranger,
    `${time}.${signature.slice(1)}`,
    `${time}0.${signature}`,
    `.${signature}`,
    time,
    '',
    'x'.repeat(10_000),
  ]
  for (const token of wrong) assert.equal(await send(token), 403, token.slice(0, 60))
  // A day is the most; a session that lasts longer has pages of its own that are newer.
  house.advance(oneDay)
  assert.equal(await send(own), 303)
  house.advance(1)
  assert.equal(await send(own), 403)
})

for (const engine of engines) {
  test(`behind https a page of the same name without it is another site (${engine})`, async () => {
    const house = await testHouse(engine, { TWEED_URL: 'https://archive.test' })
    try {
      const visitor = house.visitor()
      const fields = { email: 'x@people.test', password: 'not the password' }
      for (const [origin, status] of [
        ['https://archive.test', 422],
        ['http://archive.test', 403],
        ['null', 403],
      ] as const) {
        const sent = { host: 'archive.test', origin, 'sec-fetch-site': '' }
        assert.equal((await visitor.post(urls.signIn(), fields, sent)).status, status, origin)
      }
    } finally {
      await house.close()
    }
  })
}
