import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { databasesOf } from '../../../test/support/databases.ts'
import { putSetting } from '../../../test/support/rows.ts'
import { SqliteConnection } from './connection.ts'
import { sqliteWriter } from './write.ts'

describe('the SQLite file', () => {
  const { open, freshPlace } = databasesOf('sqlite')
  const turn = () => new Promise<void>((done) => setImmediate(done))

  async function freshConnection(): Promise<SqliteConnection> {
    const place = await freshPlace()
    assert.ok(place.kind === 'sqlite')
    await (await open(place)).close()
    return new SqliteConnection(place.file, false)
  }

  test('the connection that writes keeps a log, leaves the disk to the writer and holds references', async () => {
    const { write } = await open()
    const pragmas = await write(async (tx) => {
      const read = async (name: string) => {
        const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(tx)
        return Object.values(rows[0] ?? {})[0]
      }
      return {
        journal: await read('journal_mode'),
        // 1 is NORMAL: https://www.sqlite.org/pragma.html#pragma_synchronous
        synchronous: await read('synchronous'),
        references: await read('foreign_keys'),
        checkpoints: await read('wal_autocheckpoint'),
      }
    })
    assert.deepEqual(pragmas, { journal: 'wal', synchronous: 1, references: 1, checkpoints: 0 })
  })

  test('what refers to a row that goes is found by an index', async () => {
    const { db } = await open()
    const tables = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`.execute(db)
    const scanned: string[] = []
    for (const { name } of tables.rows) {
      const keys = await sql<{
        from: string
      }>`select "from" from pragma_foreign_key_list(${name})`.execute(db)
      for (const { from } of keys.rows) {
        const plan = await sql<{ detail: string }>`explain query plan
          select 1 from ${sql.table(name)} where ${sql.ref(from)} = ${''}`.execute(db)
        if (!plan.rows.some(({ detail }) => detail.startsWith('SEARCH')))
          scanned.push(`${name}.${from}`)
      }
    }
    // Steps of the scale and kinds of warnings are taken away by hand, a few in the life of an archive.
    assert.deepEqual(scanned.toSorted(), ['work.rating', 'work_warning.code'])
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

  test('nobody is answered before their commit is on the disk, and what comes meanwhile shares the next', async () => {
    const connection = await freshConnection()
    const syncs: (() => void)[] = []
    const sync = () => new Promise<void>((done) => syncs.push(done))
    const { write, settled } = sqliteWriter(connection, { sync })
    const answered: string[] = []
    const put = (name: string) =>
      write((tx) => putSetting(tx, name, '')).then(() => answered.push(name))
    const first = put('a')
    while (syncs.length < 1) await turn()
    const others = [put('b'), put('c')]
    for (let at = 0; at < 20; at++) await turn()
    assert.deepEqual([answered, syncs.length], [[], 1])
    syncs[0]?.()
    await first
    assert.deepEqual(answered, ['a'])
    while (syncs.length < 2) await turn()
    assert.deepEqual(answered, ['a'])
    syncs[1]?.()
    await Promise.all([...others, settled()])
    assert.deepEqual([answered, syncs.length], [['a', 'b', 'c'], 2])
    connection.close()
  })

  test('when the disk does not take it, neither that act nor any later one succeeds', async () => {
    const connection = await freshConnection()
    let disk: Error | null = new Error('EIO')
    const sync = async () => {
      if (disk) throw disk
    }
    const { write } = sqliteWriter(connection, { sync })
    await assert.rejects(
      write((tx) => putSetting(tx, 'a', '')),
      /EIO/,
    )
    disk = null
    await assert.rejects(
      write((tx) => putSetting(tx, 'b', '')),
      /EIO/,
    )
    connection.close()
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
