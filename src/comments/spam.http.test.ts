import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { solveChallenge } from 'altcha-lib/v1'
import { oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { authorWithWork, findSaid, rowOf, say, trySaying, typing } from '../../test/support/talk.ts'

const stateOf = async (house: TestHouse, words: string) =>
  (await rowOf(house, await findSaid(house, words))).state

onBothHouses(
  'a form that comes back at once or after days is asked for again, words kept',
  async (house) => {
    const { work } = await authorWithWork(house)
    const guest = house.visitor()
    const page = await guest.get(urls.work(work))
    const form = page.form(urls.comments(work, 1)).fill({ body: 'quick words' })
    house.advance(500)
    const quick = await form.send()
    assert.equal(quick.status, 422)
    assert.match(quick.text, /faster than anyone types/)
    assert.match(quick.text, /quick words/)
    house.advance(oneDay + typing)
    const stale = await form.send()
    assert.equal(stale.status, 422)
    assert.match(stale.text, /more than a day/)
    house.advance(typing)
    const again = await stale.form(urls.comments(work, 1)).send()
    assert.equal(again.status, 303)
  },
)

onBothHouses('a filled trap is told, and nothing is posted', async (house) => {
  const { work } = await authorWithWork(house)
  const answer = await trySaying(house, house.visitor(), work, {
    body: 'buy soup',
    website: 'https://soup.test',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /buy soup/)
  assert.equal((await house.db.selectFrom('comment').select('id').execute()).length, 0)
})

onBothHouses('one address, its network and one work each take only so much', async (house) => {
  const { work } = await authorWithWork(house)
  const many = async (address: (at: number) => string, least: number, most: number) => {
    for (let at = 0; at <= most; at++) {
      const body = `note number ${at} from ${address(at)}`
      const answer = await trySaying(house, house.visitor(address(at)), work, { body })
      house.advance(-typing + 10)
      if (answer.status === 429) {
        assert.ok(at >= least, `refused after ${at}`)
        const wait = Number(answer.headers.get('retry-after'))
        assert.ok(wait >= 1 && wait <= 600, String(wait))
        assert.ok(answer.text.includes(body), 'what was typed is kept')
        return
      }
      assert.equal(answer.status, 303, answer.text)
    }
    assert.fail('nothing was refused')
  }
  await many(() => '203.0.113.9', 10, 11)
  house.advance(700_000)
  await many((at) => `192.0.2.${at + 1}`, 40, 41)
  house.advance(700_000)
  await many((at) => `10.${at}.7.1`, 55, 61)
})

onBothHouses('a guest’s first comment with a link waits; later ones do not', async (house) => {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  await say(house, guest, work, 'see https://soup.test/ for more')
  assert.equal(await stateOf(house, 'soup.test'), 'held')
  const other = house.visitor()
  await say(house, other, work, 'no links here')
  await say(house, other, work, 'as I said on www.soup2.test')
  assert.equal(await stateOf(house, 'soup2'), 'shown')
  await say(house, author, work, 'mine is https://salt.test')
  assert.equal(await stateOf(house, 'salt.test'), 'shown')
})

onBothHouses('what was nearly said elsewhere waits', async (house) => {
  const { work } = await authorWithWork(house)
  const second = (await authorWithWork(house, 'Mirren', 'The Lamp')).work
  const pitch =
    'I draw covers for stories like this one and would love to show you mine, write to me and we will talk about it'
  await say(house, house.visitor(), work, `${pitch} soon.`)
  await say(house, house.visitor(), second, `${pitch} today!`)
  const rows = await house.db.selectFrom('comment').select(['work_id', 'state']).execute()
  assert.equal(rows.find(({ work_id }) => work_id === work)?.state, 'shown')
  assert.equal(rows.find(({ work_id }) => work_id === second)?.state, 'held')
})

onBothHouses(
  'with proof of work asked for, who gives none waits, and one proof is good once',
  async (house) => {
    const { work } = await authorWithWork(house)
    const keeper = house.visitor()
    await signUp(house, keeper, { penName: 'Keeper', role: 'archivist' })
    const settings = await keeper.get(urls.adminSettings())
    await settings.form(urls.adminSettings()).fill({ proofOfWork: 'yes' }).send()
    house.advance(2000)
    await say(house, house.visitor(), work, 'without a script')
    assert.equal(await stateOf(house, 'without a script'), 'held')
    const guest = house.visitor()
    const challenge = JSON.parse((await guest.get(urls.challenge())).text) as {
      algorithm: 'SHA-256'
      challenge: string
      salt: string
      signature: string
      maxnumber: number
    }
    const solved = await solveChallenge(
      challenge.challenge,
      challenge.salt,
      challenge.algorithm,
      challenge.maxnumber,
    ).promise
    assert.ok(solved)
    assert.equal(
      createHash('sha256').update(`${challenge.salt}${solved.number}`).digest('hex'),
      challenge.challenge,
    )
    const altcha = Buffer.from(
      JSON.stringify({ ...challenge, number: solved.number, took: 1 }),
    ).toString('base64')
    const proved = async (body: string) => {
      const page = await guest.get(urls.work(work))
      assert.match(page.text, /data-challenge="\/challenge"/)
      house.advance(typing)
      const form = page.form(urls.comments(work, 1)).fill({ body })
      const fields = Object.fromEntries([...form.values].map(([name, list]) => [name, [...list]]))
      return guest.post(urls.comments(work, 1), { ...fields, altcha: [altcha] })
    }
    assert.equal((await proved('with a script')).status, 303)
    assert.equal((await proved('with the same proof')).status, 303)
    assert.equal(await stateOf(house, 'with a script'), 'shown')
    assert.equal(await stateOf(house, 'with the same proof'), 'held')
    const rewritten = JSON.stringify({
      ...challenge,
      number: solved.number,
      took: 2,
      more: 'words',
    })
    const page = await guest.get(urls.work(work))
    house.advance(typing)
    const form = page.form(urls.comments(work, 1)).fill({ body: 'with the proof rewritten' })
    const fields = Object.fromEntries([...form.values].map(([name, list]) => [name, [...list]]))
    const written = Buffer.from(` ${rewritten}`).toString('base64')
    await guest.post(urls.comments(work, 1), { ...fields, altcha: [written] })
    assert.equal(await stateOf(house, 'with the proof rewritten'), 'held')
  },
)

onBothHouses(
  'a guest may not speak under a pen name of the archive, nor one that looks like it',
  async (house) => {
    const { work } = await authorWithWork(house)
    for (const name of ['Saltgrass', 'saltgrass', 'Ѕaltgrass']) {
      const answer = await trySaying(house, house.visitor(), work, { body: 'it is me', name })
      assert.equal(answer.status, 422, name)
      assert.match(answer.text, /it is me/)
    }
  },
)

onBothHouses('nothing is said from another site', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const page = await guest.get(urls.work(work))
  house.advance(typing)
  const form = page.form(urls.comments(work, 1)).fill({ body: 'not from here' })
  const fields = Object.fromEntries([...form.values].map(([name, list]) => [name, [...list]]))
  for (const headers of [
    { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' },
    { origin: '', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': '' },
    { origin: 'https://elsewhere.test', 'sec-fetch-site': '' },
  ]) {
    assert.equal((await guest.post(urls.comments(work, 1), fields, headers)).status, 403)
  }
  const none = { origin: '', 'sec-fetch-site': '' }
  assert.equal(
    (await guest.post(urls.comments(work, 1), { ...fields, token: [''] }, none)).status,
    403,
  )
  assert.equal((await guest.post(urls.comments(work, 1), fields, none)).status, 303)
})

onBothHouses('a link in a guest’s name waits like one in the words', async (house) => {
  const { work } = await authorWithWork(house)
  await say(house, house.visitor(), work, 'such a fine story', { name: 'www.soup.test' })
  assert.equal(await stateOf(house, 'such a fine story'), 'held')
})

onBothHouses('addresses of one IPv6 network are limited together', async (house) => {
  const { work } = await authorWithWork(house)
  let posted = 0
  for (; posted < 60; posted++) {
    const visitor = house.visitor(`2001:db8:7:1::${posted.toString(16)}`)
    const answer = await trySaying(house, visitor, work, { body: `note ${posted} from afar` })
    house.advance(-typing + 10)
    if (answer.status === 429) break
  }
  assert.equal(posted, 40)
  const elsewhere = house.visitor('2001:db8:ffff::1')
  const answer = await trySaying(house, elsewhere, work, { body: 'from another network' })
  assert.equal(answer.status, 303)
})

onBothHouses('one address for mail is sent only so many first mails', async (house) => {
  const { work } = await authorWithWork(house)
  const email = 'victim@guests.test'
  let posted = 0
  for (; posted < 30; posted++) {
    const visitor = house.visitor(`10.7.${posted}.1`)
    const body = `note ${posted} for the box`
    const mixed = posted % 2 === 0 ? email : email.toUpperCase()
    const answer = await trySaying(house, visitor, work, { body, email: mixed })
    house.advance(-typing + 10)
    if (answer.status === 429) {
      assert.ok(answer.text.includes(body))
      break
    }
  }
  assert.equal(posted, 15)
  const mails = (await house.mails()).filter(({ to }) => to.toLowerCase() === email)
  assert.equal(mails.length, 15)
  const other = house.visitor()
  const answer = await trySaying(house, other, work, { body: 'mine', email: 'n@guests.test' })
  assert.equal(answer.status, 303)
})
