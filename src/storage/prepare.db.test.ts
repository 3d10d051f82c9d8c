import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothDatabases } from '../../test/support/databases.ts'
import { putSetting } from '../../test/support/rows.ts'
import { prepare } from './prepare.ts'

let built = 0
const settingsBetween = prepare<{ first: string; last: string; wanted: string }>()((db, value) => {
  built++
  return db
    .selectFrom('setting')
    .select(['name', 'value'])
    .where('name', '>=', value('first'))
    .where('name', '<=', value('last'))
    .where((eb) => eb.or([eb('value', '=', value('wanted')), eb('value', '=', 'always')]))
    .orderBy('name')
})

onBothDatabases('prepared queries', ({ open }) => {
  test('a prepared query is built once, and each run gets the rows of its own values', async () => {
    const { db, write } = await open()
    await write(async (tx) => {
      for (const name of ['a', 'b', 'c', 'd'])
        await putSetting(tx, name, name === 'c' ? 'always' : name)
    })
    const names = async (first: string, last: string, wanted: string) =>
      (await settingsBetween(db, { first, last, wanted })).map(({ name }) => name)
    assert.deepEqual(await names('a', 'd', 'b'), ['b', 'c'])
    const once = built
    assert.deepEqual(await names('a', 'b', 'a'), ['a'])
    const both = await Promise.all([names('a', 'd', 'd'), names('a', 'c', "' or 1=1 --")])
    assert.deepEqual(both, [['c', 'd'], ['c']])
    assert.equal(built, once)
  })

  test('it sees what its own transaction wrote', async () => {
    const { write } = await open()
    const seen = await write(async (tx) => {
      await putSetting(tx, 'a', 'b')
      return settingsBetween(tx, { first: 'a', last: 'a', wanted: 'b' })
    })
    assert.deepEqual(
      seen.map(({ name, value }) => [name, value]),
      [['a', 'b']],
    )
  })

  test('it is refused through db inside write, as any query is', async () => {
    const { db, write } = await open()
    const asked = write(() => settingsBetween(db, { first: 'a', last: 'a', wanted: 'a' }))
    await assert.rejects(asked, /use tx, not db/)
  })
})
