import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { databasesOf } from '../../../test/support/databases.ts'
import { putSetting } from '../../../test/support/rows.ts'

describe('the SQLite file', () => {
  const { open, freshPlace } = databasesOf('sqlite')

  test('the connection that writes keeps a log, waits for the disk and holds references', async () => {
    const { write } = await open()
    const pragmas = await write(async (tx) => {
      const read = async (name: string) => {
        const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(tx)
        return Object.values(rows[0] ?? {})[0]
      }
      return {
        journal: await read('journal_mode'),
        // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
        synchronous: await read('synchronous'),
        references: await read('foreign_keys'),
        checkpoints: await read('wal_autocheckpoint'),
      }
    })
    assert.deepEqual(pragmas, { journal: 'wal', synchronous: 2, references: 1, checkpoints: 0 })
  })

  test('writes of one moment share a commit', async () => {
    const { db, write } = await open()
    // The number that SQLite changes with every commit of another connection.
    const version = async () => {
      const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
      return rows[0]?.data_version ?? 0
    }
    const seen = new Set([await version()])
    const writes = Array.from({ length: 100 }, (_, at) =>
      write((tx) => putSetting(tx, `s${at}`, '')).then(async () => seen.add(await version())),
    )
    await Promise.all(writes)
    assert.equal(seen.size, 2)
  })

  test('two processes write to one file and nothing is lost', async () => {
    const place = await freshPlace()
    const { db, write } = await open(place)
    const program = `
      import { openStorage } from '#storage/open.ts'
      const storage = await openStorage(JSON.parse(process.argv[1]))
      console.log('open')
      for (let at = 0; at < 60; at++) {
        await storage.write((tx) =>
          tx.insertInto('setting').values({ name: 'theirs ' + at, value: '', updated_at: '' }).execute())
      }
      await storage.close()`
    const child = spawn(
      process.execPath,
      ['--input-type=module-typescript', '--eval', program, JSON.stringify(place)],
      { cwd: new URL('../../..', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    for (let at = 0; at < 60; at++) await write((tx) => putSetting(tx, `ours ${at}`, ''))
    assert.deepEqual(await ended, [0, null])
    const rows = await db.selectFrom('setting').select('name').execute()
    assert.equal(rows.length, 120)
  })
})
