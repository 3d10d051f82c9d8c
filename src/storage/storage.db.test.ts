import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { sql } from 'kysely'
import { insertSample, putSetting, sample } from '../../test/support/rows.ts'
import { onBothDatabases } from '../../test/support/databases.ts'
import { systemClock } from '#shared/clock.ts'
import {
  recordChange,
  type Change,
  versionOfArchive,
  versionOfLists,
  versionOfWork,
} from './changes.ts'
import type { WorkId } from '#shared/ids.ts'
import { isTaken } from './conflict.ts'
import type { Db } from './db.ts'
import { migrations } from './migrations/all.ts'
import { tableOrder } from './schema/order.ts'

async function settingNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('setting').select('name').orderBy('name').execute()
  return rows.map(({ name }) => name)
}

onBothDatabases('storage', ({ engine, open, freshPlace }) => {
  test('an empty place is brought to the present schema, and opening it again changes nothing', async () => {
    const place = await freshPlace()
    const first = await open(place)
    const schema = await first.dumpSchema()
    const { rows } = await sql<{ name: string; at: string }>`
      select name, at from migration order by name`.execute(first.db)
    assert.deepEqual(
      rows.map(({ name }) => name),
      migrations.map(({ name }) => name),
    )
    await first.close()
    const second = await open(place)
    assert.equal(await second.dumpSchema(), schema)
    const again = await sql<{ name: string; at: string }>`
      select name, at from migration order by name`.execute(second.db)
    assert.deepEqual(again.rows, rows)
  })

  test('several that open the same empty place at once all find it whole', async () => {
    const place = await freshPlace()
    const storages = await Promise.all([1, 2, 3, 4].map(() => open(place)))
    const ratings = await Promise.all(
      storages.map(({ db }) =>
        db.selectFrom('rating').select('code').orderBy('position').execute(),
      ),
    )
    for (const list of ratings) assert.equal(list.length, 5)
  })

  test('an archive that a newer Tweed opened is refused', async () => {
    const place = await freshPlace()
    const storage = await open(place)
    await storage.write((tx) =>
      sql`insert into migration (name, at) values ('9999-later', '')`.execute(tx),
    )
    await assert.rejects(open(place), /newer Tweed \(9999-later\)/)
  })

  test('the schema is the one that is committed', async () => {
    const storage = await open()
    const file = new URL(`./schema/${engine}.sql`, import.meta.url)
    const dump = await storage.dumpSchema()
    // TWEED_TEST_UPDATE=1 writes the files anew.
    if (process.env['TWEED_TEST_UPDATE']) await writeFile(file, dump)
    assert.equal(dump, await readFile(file, 'utf8'))
  })

  test('every table that is there stands in the order of backup and restore', async () => {
    const { db } = await open()
    const { rows } =
      engine === 'sqlite'
        ? await sql<{ name: string }>`
            select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`.execute(
            db,
          )
        : await sql<{ name: string }>`
            select table_name as name from information_schema.tables
            where table_schema = current_schema()`.execute(db)
    const there = rows.map(({ name }) => name).filter((name) => name !== 'migration')
    assert.deepEqual(there.toSorted(), [...tableOrder].toSorted())
  })

  test('a write that throws takes back itself alone', async () => {
    const { db, write } = await open()
    const outcomes = await Promise.allSettled([
      write((tx) => putSetting(tx, 'a', 'kept')),
      write(async (tx) => {
        await putSetting(tx, 'b', 'taken back')
        throw new Error('no')
      }),
      write((tx) => putSetting(tx, 'c', 'kept')),
    ])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(await settingNames(db), ['a', 'c'])
  })

  test('a write that the engine refuses takes back itself alone', async () => {
    const { db, write } = await open()
    const outcomes = await Promise.allSettled([
      write((tx) => putSetting(tx, 'a', 'kept')),
      write(async (tx) => {
        await putSetting(tx, 'b', 'taken back')
        await tx
          .updateTable('setting')
          .set({ name: sql`null` })
          .execute()
      }),
      write((tx) => putSetting(tx, 'c', 'kept')),
    ])
    assert.equal(outcomes[1]?.status, 'rejected')
    assert.deepEqual(await settingNames(db), ['a', 'c'])
  })

  test('of 200 writes at once every one is kept, and a later one has a higher number', async () => {
    const { db, write } = await open()
    const numbers = Array.from({ length: 200 }, (_, at) => String(at).padStart(3, '0'))
    await Promise.all(
      numbers.map((number) =>
        write(async (tx) => {
          await putSetting(tx, number, number)
          await recordChange(tx, systemClock, { kind: 'settings-changed' })
        }),
      ),
    )
    assert.deepEqual(await settingNames(db), numbers)
    const changes = await db.selectFrom('change_log').select('sequence').execute()
    assert.equal(new Set(changes.map(({ sequence }) => sequence)).size, 200)
  })

  test('what was written is read at once by the one who was told that it is', async () => {
    const { db, write } = await open()
    for (let at = 0; at < 20; at++) {
      await write((tx) => putSetting(tx, `s${at}`, ''))
      assert.equal((await settingNames(db)).length, at + 1)
    }
  })

  test('using db inside write throws instead of waiting or reading around it', async () => {
    const { db, write } = await open()
    await assert.rejects(
      write(async (tx) => {
        await putSetting(tx, 'a', '')
        await db.selectFrom('setting').select('name').execute()
      }),
      /use tx, not db/,
    )
    assert.deepEqual(await settingNames(db), [])
  })

  test('the engine refuses a write through db', async () => {
    const { db } = await open()
    await assert.rejects(
      sql`insert into setting (name, value, updated_at) values ('a', '', '')`.execute(db),
      /read-?only/,
    )
    await assert.rejects(sql`delete from rating`.execute(db), /read-?only/)
    assert.deepEqual(await settingNames(db), [])
  })

  test('a key that is taken is told from every other error', async () => {
    const { write } = await open()
    await write(insertSample)
    const fails = (act: Parameters<typeof write>[0]) =>
      write(act).then(
        () => assert.fail('it was written'),
        (error: unknown) => error,
      )
    const primary = await fails((tx) => putSetting(tx, 'secret', ''))
    assert.equal(isTaken(primary), true, 'primary key')
    const unique = await fails((tx) =>
      sql`insert into tag (id, kind, name, name_key, created_at)
        values ('new', 'fandom', 'Stairs', 'stairs', '')`.execute(tx),
    )
    assert.equal(isTaken(unique), true, 'unique')
    const reference = await fails((tx) =>
      sql`insert into work_tag (work_id, tag_id, position) values ('none', 'none', 1)`.execute(tx),
    )
    assert.equal(isTaken(reference), false, 'reference')
    const check = await fails((tx) =>
      sql`update work set comments_held = 2 where id = ${sample.work}`.execute(tx),
    )
    assert.equal(isTaken(check), false, 'check')
    assert.equal(isTaken(new Error('something else')), false)
  })

  test('two that add to the same number both count, through two storages too', async () => {
    const place = await freshPlace()
    const [one, other] = [await open(place), await open(place)]
    await one.write((tx) => putSetting(tx, 'count', '0'))
    const add = ({ write }: typeof one) =>
      write(async (tx) => {
        const { value } = await tx
          .selectFrom('setting')
          .select('value')
          .where('name', '=', 'count')
          .executeTakeFirstOrThrow()
        await tx
          .updateTable('setting')
          .set({ value: String(Number(value) + 1) })
          .where('name', '=', 'count')
          .execute()
      })
    // SQLite waits in the engine, so two storages of one thread must take turns there.
    if (engine === 'postgres') await Promise.all([add(one), add(other), add(one), add(other)])
    else for (const storage of [one, other, one, other]) await add(storage)
    await Promise.all([add(one), add(one)])
    const { value } = await other.db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'count')
      .executeTakeFirstOrThrow()
    assert.equal(value, '6')
  })

  test('the version of a work changes with each of its changes, with those of all works, and with no other', async () => {
    const { db, write } = await open()
    await write(insertSample)
    const seen = new Set([await versionOfWork(db, sample.work)])
    for (let at = 0; at < 12; at++) {
      await write((tx) => recordChange(tx, systemClock, { kind: 'work-edited', work: sample.work }))
      seen.add(await versionOfWork(db, sample.work))
    }
    assert.equal(seen.size, 13)
    const versions = async () => [
      await versionOfWork(db, sample.work),
      await versionOfLists(db),
      await versionOfArchive(db),
    ]
    const other = 'another-work' as WorkId
    let before = await versions()
    const changed = async (change: Change) => {
      await write((tx) => recordChange(tx, systemClock, change))
      const now = await versions()
      const differ = now.map((version, at) => version !== before[at])
      before = now
      return differ
    }
    assert.deepEqual(await changed({ kind: 'comment-shown', work: other }), [false, false, true])
    assert.deepEqual(await changed({ kind: 'work-edited', work: other }), [false, true, true])
    assert.deepEqual(await changed({ kind: 'settings-changed' }), [true, true, true])
  })

  test('text is sorted and compared byte by byte', async () => {
    const { db, write } = await open()
    const names = [
      'ß',
      'zeta',
      'Zeta',
      'éclair',
      'e',
      'E',
      '_',
      '-',
      '🪔',
      'ｚ',
      'a b',
      'a-b',
      'ab',
    ]
    await write(async (tx) => {
      for (const name of names) await putSetting(tx, name, '')
    })
    const byBytes = names.toSorted((one, other) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    )
    assert.deepEqual(await settingNames(db), byBytes)
  })

  test('bytes come back as they went in, and the empty text is not nothing', async () => {
    const { db, write } = await open()
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256)
    await write(async (tx) => {
      await insertSample(tx)
      await tx.updateTable('image').set({ bytes }).execute()
    })
    const image = await db.selectFrom('image').select('bytes').executeTakeFirstOrThrow()
    assert.deepEqual(Buffer.from(image.bytes), Buffer.from(bytes))
    const work = await db
      .selectFrom('work')
      .select(['summary', 'rating_source'])
      .executeTakeFirstOrThrow()
    assert.deepEqual({ ...work }, { summary: '', rating_source: null })
  })

  test('numbers are numbers, counts too', async () => {
    const { db, write } = await open()
    await write(insertSample)
    const row = await db
      .selectFrom('comment')
      .select((of) => [of.fn.countAll<number>().as('count'), of.fn.sum<number>('depth').as('sum')])
      .executeTakeFirstOrThrow()
    assert.deepEqual({ ...row }, { count: 4, sum: 6 })
  })

  test('a new archive passes the check', async () => {
    const storage = await open()
    await storage.write(insertSample)
    const lines = await storage.check()
    assert.ok(lines.length >= 2)
    assert.deepEqual(
      lines.filter(({ ok }) => !ok),
      [],
    )
  })

  test('tending leaves everything as it was', async () => {
    const storage = await open()
    await storage.write(insertSample)
    await Promise.all([storage.tend(), storage.tend()])
    assert.equal((await storage.db.selectFrom('comment').select('id').execute()).length, 4)
  })
})
