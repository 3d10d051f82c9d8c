import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import pg from 'pg'
import { databasesOf } from '../../../test/support/databases.ts'
import { insertSample, putSetting, sample } from '../../../test/support/rows.ts'
import { systemClock } from '#shared/clock.ts'
import { recordChange, versionOfArchive, versionOfWork } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'

describe('PostgreSQL', () => {
  const { open, freshPlace } = databasesOf('postgres')

  test('two that decide on the same row at the same moment are put in order', async () => {
    const { db, write } = await open()
    await write((tx) => putSetting(tx, 'count', '0'))
    const bothRead = Promise.withResolvers<void>()
    let tries = 0
    const add = async (tx: Tx) => {
      const { value } = await tx
        .selectFrom('setting')
        .select('value')
        .where('name', '=', 'count')
        .executeTakeFirstOrThrow()
      if (++tries === 2) bothRead.resolve()
      await bothRead.promise
      await tx
        .updateTable('setting')
        .set({ value: String(Number(value) + 1) })
        .where('name', '=', 'count')
        .execute()
    }
    await Promise.all([write(add), write(add)])
    const { value } = await db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'count')
      .executeTakeFirstOrThrow()
    assert.equal(value, '2')
    assert.ok(tries >= 3, 'one of them was repeated')
  })

  test('two that each look before they write do not both pass', async () => {
    const { db, write } = await open()
    const bothLooked = Promise.withResolvers<void>()
    let looked = 0
    const takeLast = (name: string) => async (tx: Tx) => {
      const rows = await tx.selectFrom('setting').select('name').execute()
      if (++looked === 2) bothLooked.resolve()
      await bothLooked.promise
      if (rows.length === 0) await putSetting(tx, name, '')
    }
    await Promise.all([write(takeLast('one')), write(takeLast('other'))])
    assert.equal((await db.selectFrom('setting').select('name').execute()).length, 1)
  })

  test('a change that becomes visible after a later one still changes the version', async () => {
    const { db, write } = await open()
    await write(insertSample)
    const numbered = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const edit = (tx: Tx) =>
      recordChange(tx, systemClock, { kind: 'work-edited', work: sample.work })
    const slow = write(async (tx) => {
      await edit(tx)
      numbered.resolve()
      await mayCommit.promise
    })
    await numbered.promise
    await write(edit)
    const between = [await versionOfWork(db, sample.work), await versionOfArchive(db)]
    mayCommit.resolve()
    await slow
    assert.notEqual(await versionOfWork(db, sample.work), between[0])
    assert.notEqual(await versionOfArchive(db), between[1])
  })

  test('closing ends every connection at once, used or not', async () => {
    const place = await freshPlace()
    assert.ok(place.kind === 'postgres')
    const storage = await open(place)
    const begun = performance.now()
    await storage.close()
    const probe = new pg.Client({ connectionString: place.url })
    await probe.connect()
    const connections = async () => {
      const { rows } = await probe.query<{ count: string }>(
        'select count(*) as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      return Number(rows[0]?.count)
    }
    // The server needs a moment to see that a client left.
    for (let tries = 0; tries < 50 && (await connections()) > 0; tries++) {
      await new Promise((later) => setTimeout(later, 20))
    }
    assert.equal(await connections(), 0)
    await probe.end()
    assert.ok(performance.now() - begun < 5000)
  })
})
