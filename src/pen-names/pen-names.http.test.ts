import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import type { Visitor } from '../../test/support/visitor.ts'

async function make(visitor: Visitor, name: string, about = '') {
  const page = await visitor.get(urls.accountPenNames())
  return page.form(urls.accountPenNames()).fill({ name, about }).send()
}

const idOf = async (house: TestHouse, name: string) =>
  (
    await house.db
      .selectFrom('pen_name')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
  ).id

onBothHouses('an account has any number of pen names, each alone on its page', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  for (const name of ['Mirren', '海の人', 'عابر']) {
    assert.equal((await make(visitor, name, 'I *like* goats.')).status, 303, name)
  }
  const own = await visitor.get(urls.accountPenNames())
  for (const name of ['Saltgrass', 'Mirren', '海の人', 'عابر']) assert.ok(own.text.includes(name))
  const page = await house.visitor().get(urls.penName(await idOf(house, 'Mirren')))
  assert.match(page.text, /I <em>like<\/em> goats/)
  assert.doesNotMatch(page.text, /Saltgrass|海の人/)
})

onBothHouses('a name that could be taken for another is refused', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  for (const name of ['saltgrass', 'SALTGRASS', 'Ѕaltgrass', 'Sa1tgrass', 'Salt\u00adgrass']) {
    const answer = await make(other, name)
    assert.equal(answer.status, 422, name)
  }
})

onBothHouses('nobody edits or acts under another’s pen name', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const page = urls.accountPenName(person.penNameId)
  assert.equal((await other.get(page)).status, 404)
  assert.equal((await other.post(page, { name: 'Mine now', about: '' })).status, 404)
  await other.post(urls.actAs(), { pen_name: person.penNameId, id: person.penNameId })
  const row = await house.db
    .selectFrom('account')
    .innerJoin('pen_name', 'pen_name.id', 'account.acting_pen_name_id')
    .select('pen_name.name')
    .where('account.id', '<>', person.accountId)
    .executeTakeFirst()
  assert.equal(row?.name, 'Tidewrack')
})

onBothHouses('what a pen name says about itself can’t run', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  const about = '<p>hello<script>alert(1)</script><img src=x onerror=alert(1)></p>'
  assert.equal((await make(visitor, 'Mirren <b>x</b>', about)).status, 303)
  const { text } = await house.visitor().get(urls.penName(await idOf(house, 'Mirren <b>x</b>')))
  assert.match(text, /<p>hello/)
  assert.doesNotMatch(text, /alert|onerror|<b>x/)
})

onBothHouses('what was typed for a pen name outlives the session', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const page = await visitor.get(urls.accountPenName(person.penNameId))
  const form = page.form(urls.accountPenName(person.penNameId))
  visitor.cookies.clear()
  const answer = await form.fill({ name: 'Saltgrass', about: 'Forty years of goats.' }).send()
  assert.equal(answer.status, 403)
  assert.match(answer.text, /Forty years of goats\./)
  assert.match(answer.text, /href="\/sign-in/)
  const away = await visitor.get(`${urls.accountPenNames()}?did=made`)
  assert.equal(away.status, 303)
  assert.match(away.location, /back=%2Faccount%2Fpen-names%3Fdid%3Dmade/)
})

onBothHouses('a pen name is renamed everywhere, and its old name is free', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  const stranger = house.visitor()
  const before = await stranger.get(urls.penName(person.penNameId))
  const path = urls.accountPenName(person.penNameId)
  const rename = async (name: string) =>
    (await visitor.get(path)).form(path).fill({ name, about: '' }).send()
  assert.equal((await rename('SaltGrass')).status, 303, 'its own name in other letters')
  assert.equal((await rename('Mirren')).status, 303)
  const tag = { 'if-none-match': before.headers.get('etag') ?? '' }
  const after = await stranger.get(urls.penName(person.penNameId), tag)
  assert.equal(after.status, 200)
  assert.match(after.text, /Mirren/)
  assert.doesNotMatch(after.text, /saltgrass/i)
  await signUp(house, house.visitor(), { penName: 'Saltgrass', email: 'other@people.test' })
  const back = await rename('Saltgrass')
  assert.equal(back.status, 422)
  assert.match(back.text, /value="Saltgrass"/)
})

onBothHouses('an account acts under the pen name that it chose', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  await make(visitor, 'Mirren')
  const id = await idOf(house, 'Mirren')
  assert.equal((await visitor.post(urls.actAs(), { pen_name: id })).status, 303)
  const acting = await house.db
    .selectFrom('account')
    .select('acting_pen_name_id')
    .executeTakeFirstOrThrow()
  assert.equal(acting.acting_pen_name_id, id)
  for (const none of ['', 'nothing', '0'.repeat(16)]) {
    assert.equal((await visitor.post(urls.actAs(), { pen_name: none })).status, 404)
  }
})

onBothHouses('new pen names are so many a day, and what was typed comes back', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  let made = 0
  for (const letter of 'abcdefghjkmnopqrtuvwxyz') {
    const answer = await make(visitor, `Gull ${letter}${letter}`, 'A word about gulls.')
    if (answer.status === 303) made++
    else {
      assert.equal(answer.status, 429)
      assert.ok(Number(answer.headers.get('retry-after')) > 0)
      assert.match(answer.text, /A word about gulls\./)
    }
  }
  assert.equal(made, 20)
  house.advance(24 * 3600 * 1000)
  assert.equal((await make(visitor, 'Gull zz zz')).status, 303)
})
