import assert from 'node:assert/strict'
import { moreOf } from '#feeds/publish.fixture.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { addPenName } from '../../test/support/pen-names.ts'
import { authorWithWork, setWork } from '../../test/support/talk.ts'
import { burst } from './kudos.ts'

const rowsOf = (house: TestHouse) =>
  house.db.selectFrom('kudos').select(['reader_key', 'address_hash', 'state']).execute()

async function ownerOf(house: TestHouse) {
  const row = await house.db
    .selectFrom('pen_name')
    .select(['id', 'account_id'])
    .where('name', '=', 'Saltgrass')
    .executeTakeFirstOrThrow()
  return { accountId: row.account_id, penNameId: row.id }
}

onBothHouses('a reader gives kudos once, as a guest and under a pen name', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const page = await guest.get(urls.work(work))
  const given = await page.form(urls.kudos(work)).send()
  assert.equal(given.status, 303)
  assert.match((await given.follow()).text, /Thank you: the author will know/)
  const again = await guest.post(urls.kudos(work))
  assert.match((await again.follow()).text, /You gave kudos to this work before/)
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  await reader.post(urls.kudos(work))
  await reader.post(urls.kudos(work))
  await guest.post(urls.kudos(work))
  assert.equal((await rowsOf(house)).length, 2)
  await moreOf(house, await ownerOf(house), work)
  await guest.post(urls.kudos(work))
  assert.equal((await rowsOf(house)).length, 2, 'once for a work, whatever its chapters')
})

onBothHouses('a forged reader cookie is nobody’s, and makes no second vote', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  await guest.post(urls.kudos(work))
  const [name = '', value = ''] = [...guest.cookies].find(([one]) => one.endsWith('reader')) ?? []
  const [id = '', signature = ''] = value.split('.')
  for (const forged of [`${'0'.repeat(26)}.${signature}`, `${id}.${'a'.repeat(32)}`, id, '.']) {
    const other = house.visitor()
    other.cookies.set(name, forged)
    await other.post(urls.kudos(work))
    const given = other.cookies.get(name) ?? ''
    assert.match(given, /^[0-9a-z]{26}\.[\w-]{32}$/)
    assert.notEqual(given, forged)
    assert.notEqual(given, value)
  }
  const back = house.visitor()
  back.cookies.set(name, value)
  const before = (await rowsOf(house)).length
  await back.post(urls.kudos(work))
  assert.equal((await rowsOf(house)).length, before, 'the true one is the same reader anywhere')
})

onBothHouses('no table tells that two works were liked by one guest', async (house) => {
  const one = await authorWithWork(house)
  const two = await authorWithWork(house, 'Mirren', 'The Lamp')
  const guest = house.visitor()
  for (const { work } of [one, two]) {
    await guest.post(urls.kudos(work))
    await guest.post(urls.call(work))
  }
  const calls = await house.db
    .selectFrom('call')
    .select(['reader_key', 'address_hash', 'private_link_id'])
    .execute()
  const kudos = await rowsOf(house)
  assert.equal(kudos.length, 2)
  assert.equal(calls.length, 2)
  assert.equal(new Set(kudos.map(({ reader_key }) => reader_key)).size, 2)
  assert.equal(new Set(kudos.map(({ address_hash }) => address_hash)).size, 2)
  assert.equal(new Set(calls.map(({ private_link_id }) => private_link_id)).size, 2)
  const id = [...guest.cookies].find(([name]) => name.endsWith('reader'))?.[1]?.split('.')[0]
  assert.ok(id && !JSON.stringify([kudos, calls]).includes(id))
})

onBothHouses(
  'nobody thanks themselves under the pen name of the byline; another one is any reader',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const own = await author.post(urls.kudos(work))
    assert.match((await own.follow()).text, /This work is by this pen name/)
    assert.equal((await rowsOf(house)).length, 0)
    const other = await addPenName(house, author, 'Somebody Else')
    await author.post(urls.actAs(), { pen_name: other })
    const given = await author.post(urls.kudos(work))
    assert.match((await given.follow()).text, /Thank you: the author will know/)
    assert.equal((await rowsOf(house))[0]?.reader_key, `pen:${other}`)
  },
)

onBothHouses(
  'more guests than a household, or a burst, are set aside in silence',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    await setWork(house, work, { counts_shown: 1 })
    for (let at = 0; at < burst.perAddress + 2; at++) {
      const answer = await house.visitor('203.0.113.7').post(urls.kudos(work))
      assert.match((await answer.follow()).text, /Thank you: the author will know/)
    }
    const states = (await rowsOf(house)).map(({ state }) => state)
    assert.equal(states.filter((state) => state === 'counted').length, burst.perAddress)
    assert.equal(states.filter((state) => state === 'set-aside').length, 2)
    for (let at = 0; at < burst.perWork + 5; at++) {
      await house.visitor(`192.0.${at}.1`).post(urls.kudos(work))
    }
    const counted = (await rowsOf(house)).filter(({ state }) => state === 'counted').length
    assert.ok(counted <= burst.perWork, String(counted))
    house.advance(burst.within + 1000)
    await house.visitor().post(urls.kudos(work))
    const later = (await rowsOf(house)).filter(({ state }) => state === 'counted').length
    assert.equal(later, counted + 1)
    const shown = await house.visitor().get(urls.work(work))
    assert.match(shown.text, new RegExp(`${later} readers gave kudos`))
    const desk = await author.get(urls.callAnswers(work))
    assert.match(desk.text, new RegExp(`${later} readers gave kudos`))
    assert.match(desk.text, /more came in bursts and are not counted/)
  },
)

onBothHouses(
  'one account’s pen names and one network of IPv6 count as a household',
  async (house) => {
    const { work } = await authorWithWork(house)
    const reader = house.visitor()
    await signUp(house, reader, { penName: 'Tidewrack' })
    for (const name of ['Marram', 'Samphire', 'Glasswort', 'Sea Kale']) {
      await reader.post(urls.actAs(), { pen_name: await addPenName(house, reader, name) })
      assert.match((await (await reader.post(urls.kudos(work))).follow()).text, /will know/)
      await reader.post(urls.call(work))
    }
    const counted = async () =>
      (await rowsOf(house)).filter(({ state }) => state === 'counted').length
    assert.equal(await counted(), burst.perAddress)
    const calls = await house.db.selectFrom('call').select('state').execute()
    assert.equal(calls.filter(({ state }) => state === 'counted').length, burst.perAddress)
    for (let at = 1; at <= burst.perWork + 5; at++) {
      await house.visitor(`2001:db8:7:1::${at.toString(16)}`).post(urls.kudos(work))
    }
    assert.equal(await counted(), burst.perAddress * 2)
    await house.visitor('203.0.113.9').post(urls.kudos(work))
    assert.equal(await counted(), burst.perAddress * 2 + 1, 'nobody else is silenced')
  },
)

onBothHouses(
  'counts that are not shown do not show by the page’s version either',
  async (house) => {
    const { work } = await authorWithWork(house)
    const stranger = house.visitor()
    const before = await stranger.get(urls.work(work))
    const guest = house.visitor()
    await guest.post(urls.kudos(work))
    await guest.post(urls.call(work))
    await guest.post(urls.callWithdrawal(work))
    const after = await stranger.get(urls.work(work))
    assert.ok(before.headers.get('etag'))
    assert.equal(after.headers.get('etag'), before.headers.get('etag'))
    const keeper = house.visitor()
    await signUp(house, keeper, { penName: 'Keeper', role: 'archivist' })
    assert.equal((await keeper.get(urls.callAnswers(work))).status, 404)
  },
)

onBothHouses('kudos come from the site itself, and only for what can be read', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const elsewhere = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' }
  for (const path of [urls.kudos(work), urls.call(work), urls.callWithdrawal(work)]) {
    assert.equal((await guest.post(path, {}, elsewhere)).status, 403, path)
    assert.equal((await guest.post(path, {}, { origin: '', 'sec-fetch-site': '' })).status, 403)
  }
  for (const gone of [{ hidden_at: 'now' }, { hidden_at: null, deleted_at: 'now' }]) {
    await setWork(house, work, gone)
    assert.equal((await guest.post(urls.kudos(work))).status, 404)
    assert.equal((await guest.post(urls.call(work))).status, 404)
  }
  assert.equal((await guest.post(urls.kudos('0000000000000000'))).status, 404)
  assert.equal((await rowsOf(house)).length, 0)
})

onBothHouses('one address taps only so often', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  let last = 303
  for (let at = 0; at < 61; at++) {
    const answer = await guest.post(urls.kudos(work))
    last = answer.status
    if (last === 429) assert.ok(Number(answer.headers.get('retry-after')) > 0)
  }
  assert.equal(last, 429)
  assert.equal((await house.visitor().post(urls.kudos(work))).status, 303)
})
