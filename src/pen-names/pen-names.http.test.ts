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
