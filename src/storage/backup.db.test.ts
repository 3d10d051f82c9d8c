import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { allRows } from '../../test/support/all-rows.ts'
import { databasesOf, onBothDatabases } from '../../test/support/databases.ts'
import { insertSample, putSetting, sample } from '../../test/support/rows.ts'
import { systemClock } from '#shared/clock.ts'
import { BadArchive } from './bad-archive.ts'
import { recordChange } from './changes.ts'
import type { Storage } from './db.ts'
import { migrations } from './migrations/all.ts'
import type { Place } from './open.ts'
import { migrateSqlite } from './sqlite/migrate.ts'

/** The highest number of the change log. */
async function newestChange({ db }: Storage): Promise<number> {
  const row = await db
    .selectFrom('change_log')
    .select((of) => of.fn.max('sequence').as('newest'))
    .executeTakeFirstOrThrow()
  return Number(row.newest)
}

/** Runs a few lines in a process of its own, with `place` and `file`; gives how it ended. */
async function inProcess(place: Place, file: string, lines: string): Promise<string | number> {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '--eval',
      `import { openStorage } from '#storage/open.ts'
       const [place, file] = process.argv.slice(1)
       const storage = await openStorage(JSON.parse(place))
       ${lines}
       await storage.close()`,
      JSON.stringify(place),
      file,
    ],
    { cwd: new URL('../..', import.meta.url), stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal ?? code ?? -1
}

onBothDatabases('backup and restore', ({ engine, open, freshPlace, folder }) => {
  const otherEngine = databasesOf(engine === 'sqlite' ? 'postgres' : 'sqlite')

  test('a backup put back makes the archive what it was, and keeps what it had become', async () => {
    const storage = await open()
    const files = await folder()
    await storage.write(insertSample)
    const before = await allRows(storage.db)
    await storage.backup(join(files, 'one.tweed'))
    await storage.write(async (tx) => {
      await tx.deleteFrom('work').execute()
      await tx.updateTable('pen_name').set({ name: 'Somebody else' }).execute()
      await putSetting(tx, 'later', 'yes')
      await recordChange(tx, systemClock, { kind: 'work-deleted', work: sample.work })
    })
    const changed = await allRows(storage.db)
    assert.notDeepEqual(changed, before)
    const { kept } = await storage.restore(join(files, 'one.tweed'), join(files, 'kept'))
    assert.deepEqual(await allRows(storage.db), before)
    assert.match(kept, /kept\/before-restore-\d{8}T\d{9}Z\.tweed$/)
    assert.deepEqual(await readdir(join(files, 'kept')), [kept.split('/').at(-1)])
    await storage.restore(kept, join(files, 'kept'))
    assert.deepEqual(await allRows(storage.db), changed)
  })

  test('a backup can be put back on the other engine', async () => {
    const storage = await open()
    const other = await otherEngine.open()
    const files = await folder()
    await storage.write(insertSample)
    await storage.backup(join(files, 'moving.tweed'))
    await other.restore(join(files, 'moving.tweed'), files)
    assert.deepEqual(await allRows(other.db), await allRows(storage.db))
    assert.deepEqual(
      (await other.check()).filter(({ ok }) => !ok),
      [],
    )
    await other.write((tx) => recordChange(tx, systemClock, { kind: 'settings-changed' }))
  })

  test('no number of the change log is given twice, and the restore is in it', async () => {
    const storage = await open()
    const files = await folder()
    const change = () =>
      storage.write((tx) => recordChange(tx, systemClock, { kind: 'settings-changed' }))
    await change()
    await storage.backup(join(files, 'one.tweed'))
    for (let at = 0; at < 5; at++) await change()
    const highest = await newestChange(storage)
    await storage.restore(join(files, 'one.tweed'), files)
    assert.ok((await newestChange(storage)) > highest)
    const newest = await storage.db
      .selectFrom('change_log')
      .select('kind')
      .orderBy('sequence', 'desc')
      .executeTakeFirst()
    assert.equal(newest?.kind, 'archive-restored')
    const restored = await newestChange(storage)
    await change()
    assert.ok((await newestChange(storage)) > restored)
  })

  test('the change log goes on above what came with a backup from a longer past', async () => {
    const long = await open()
    const files = await folder()
    for (let at = 0; at < 9; at++) {
      await long.write((tx) => recordChange(tx, systemClock, { kind: 'settings-changed' }))
    }
    const highest = await newestChange(long)
    await long.backup(join(files, 'long.tweed'))
    const fresh = await open()
    await fresh.restore(join(files, 'long.tweed'), files)
    assert.ok((await newestChange(fresh)) > highest)
  })

  test('a backup overwrites nothing, and leaves nothing beside it', async () => {
    const storage = await open()
    const files = await folder()
    const target = join(files, 'mine.tweed')
    await writeFile(target, 'my letters')
    await assert.rejects(storage.backup(target), BadArchive)
    assert.equal(await readFile(target, 'utf8'), 'my letters')
    await storage.backup(join(files, 'other.tweed'))
    assert.deepEqual((await readdir(files)).toSorted(), ['mine.tweed', 'other.tweed'])
  })

  test('progress goes from nothing to all, never back', async () => {
    const storage = await open()
    await storage.write(insertSample)
    const files = await folder()
    const shares: number[] = []
    await storage.backup(join(files, 'a.tweed'), (share) => shares.push(share))
    assert.equal(shares.at(-1), 1)
    assert.deepEqual(
      shares,
      shares.toSorted((one, other) => one - other),
    )
    const later: number[] = []
    await storage.restore(join(files, 'a.tweed'), files, (share) => later.push(share))
    assert.equal(later.at(-1), 1)
    assert.deepEqual(
      later,
      later.toSorted((one, other) => one - other),
    )
  })

  test('a file that is no sound archive is refused, and the archive stays as it was', async () => {
    const storage = await open()
    const files = await folder()
    const keepIn = await folder()
    await storage.write(insertSample)
    const before = await allRows(storage.db)
    for (const [name, sentence] of await makeBadFiles(storage, files)) {
      const given = join(files, name)
      const bytes = await readFile(given).catch(() => null)
      await assert.rejects(storage.restore(given, keepIn), (error: unknown) => {
        assert.ok(error instanceof BadArchive, `${name}: ${String(error)}`)
        assert.match(error.message, sentence)
        return true
      })
      assert.deepEqual(await readdir(keepIn), [], `${name} left something behind`)
      if (bytes) assert.ok(bytes.equals(await readFile(given)), `${name} was changed`)
    }
    assert.deepEqual(await allRows(storage.db), before)
  })

  test('an archive of an older Tweed is brought to the present schema, in a copy', async () => {
    const storage = await open()
    const files = await folder()
    const given = join(files, 'older.tweed')
    const older = new DatabaseSync(given)
    migrateSqlite(older, migrations.slice(0, 4))
    older.exec(`insert into setting (name, value, updated_at) values ('age', 'old', '')`)
    older.close()
    const bytes = await readFile(given)
    await storage.restore(given, files)
    const setting = await storage.db.selectFrom('setting').select('value').executeTakeFirst()
    assert.equal(setting?.value, 'old')
    const kinds = await storage.db.selectFrom('warning_kind').select('code').execute()
    assert.ok(kinds.length > 0, 'what the later migration brings is there')
    assert.ok(bytes.equals(await readFile(given)))
  })

  for (const share of [0.2, 0.5, 0.6, 0.75, 0.89]) {
    test(`killed at ${share * 100} % of a restore, the old archive is whole`, async () => {
      const place = await freshPlace()
      const files = await folder()
      const empty = await open()
      await empty.backup(join(files, 'empty.tweed'))
      const storage = await open(place)
      await storage.write(insertSample)
      const before = await allRows(storage.db)
      const ended = await inProcess(
        place,
        join(files, 'empty.tweed'),
        `await storage.restore(file, ${JSON.stringify(files)}, (share) => {
           if (share >= ${share}) process.kill(process.pid, 'SIGKILL')
         })`,
      )
      assert.equal(ended, 'SIGKILL')
      assert.deepEqual(await allRows(storage.db), before)
      await storage.write((tx) => putSetting(tx, 'after', ''))
    })
  }

  test('a backup that was killed has not got its name', async () => {
    const place = await freshPlace()
    const files = await folder()
    const storage = await open(place)
    await storage.write(insertSample)
    const target = join(files, 'killed.tweed')
    const ended = await inProcess(
      place,
      target,
      `await storage.backup(file, () => process.kill(process.pid, 'SIGKILL'))`,
    )
    assert.equal(ended, 'SIGKILL')
    assert.ok(!(await readdir(files)).includes('killed.tweed'))
    await storage.backup(target)
  })

  test('under steady writes of another process a backup ends, and is of one moment', async () => {
    const place = await freshPlace()
    const files = await folder()
    const storage = await open(place)
    const filling = '<p>' + 'word '.repeat(40_000) + '</p>'
    await storage.write(async (tx) => {
      await insertSample(tx)
      for (let at = 0; at < 200; at++) await putSetting(tx, `filling ${at}`, filling)
    })
    const stop = Promise.withResolvers<void>()
    let written = 0
    const writer = inProcess(
      place,
      files,
      `const end = Date.now() + 20_000
       const { existsSync } = await import('node:fs')
       for (let at = 0; Date.now() < end && !existsSync(file + '/stop'); at++) {
         await storage.write(async (tx) => {
           for (const name of ['left ', 'right ']) {
             await tx.insertInto('setting').values({ name: name + at, value: '', updated_at: '' }).execute()
           }
         })
       }`,
    ).finally(stop.resolve)
    const count = async () =>
      Number(
        (
          await storage.db
            .selectFrom('setting')
            .select((of) => of.fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      )
    const atFirst = await count()
    while ((await count()) === atFirst) await new Promise((turn) => setImmediate(turn))
    const begun = await count()
    await storage.backup(join(files, 'busy.tweed'))
    written = (await count()) - begun
    await writeFile(join(files, 'stop'), '')
    assert.equal(await writer, 0)
    assert.ok(written > 0, 'others wrote in the meantime')
    const copy = new DatabaseSync(join(files, 'busy.tweed'), { readOnly: true })
    const halves = copy
      .prepare(
        `select sum(name like 'left %') as "left", sum(name like 'right %') as "right" from setting`,
      )
      .get()
    copy.close()
    assert.equal(halves?.['left'], halves?.['right'])
  })
})

/** Files that must not be put back, by name, with what is said of them. */
async function makeBadFiles(storage: Storage, files: string): Promise<Map<string, RegExp>> {
  const good = join(files, 'good.tweed')
  await storage.backup(good)
  const bytes = await readFile(good)
  const altered = async (name: string, statement: string) => {
    await copyFile(good, join(files, name))
    const database = new DatabaseSync(join(files, name), { enableForeignKeyConstraints: false })
    database.exec(statement)
    database.close()
  }
  await writeFile(join(files, 'letter.txt'), 'Dear archive, put me back.')
  await writeFile(join(files, 'nothing'), '')
  await writeFile(join(files, 'half.tweed'), bytes.subarray(0, bytes.length / 2))
  // Every page but the first few, which hold the schema.
  const flipped = Buffer.from(bytes)
  for (let at = 16 * 4096; at < flipped.length; at += 512) flipped.writeUInt8(0xa5, at)
  await writeFile(join(files, 'flipped.tweed'), flipped)
  const notes = new DatabaseSync(join(files, 'notes.db'))
  notes.exec('create table note (words text); insert into note values (1)')
  notes.close()
  await altered('newer.tweed', `insert into migration (name, at) values ('9999-later', '')`)
  await altered('dangling.tweed', `update chapter set work_id = 'nowhere'`)
  await altered('trigger.tweed', 'create trigger sly after delete on setting begin select 1; end')
  await altered('view.tweed', 'drop table audit_log; create view audit_log as select 1')
  return new Map([
    ['missing.tweed', /There is no file/],
    ['letter.txt', /not a Tweed archive/],
    ['nothing', /not a Tweed archive/],
    ['half.tweed', /damaged/],
    ['flipped.tweed', /damaged/],
    ['notes.db', /not a Tweed archive/],
    ['newer.tweed', /newer Tweed \(9999-later\)/],
    ['dangling.tweed', /lead nowhere: 1 in chapter/],
    ['trigger.tweed', /other tables/],
    ['view.tweed', /other tables/],
  ])
}

describe('a backup on SQLite', () => {
  const { open, folder, freshPlace } = databasesOf('sqlite')

  test('is one file that needs nothing beside it', async () => {
    const storage = await open()
    const files = await folder()
    await storage.write(insertSample)
    await storage.backup(join(files, 'one.tweed'))
    const copy = new DatabaseSync(join(files, 'one.tweed'), { readOnly: true })
    assert.equal(copy.prepare('pragma journal_mode').get()?.['journal_mode'], 'delete')
    copy.close()
    assert.deepEqual(await readdir(files), ['one.tweed'])
  })

  test('the archive is not put in its own place', async () => {
    const place = await freshPlace()
    const storage = await open(place)
    if (place.kind !== 'sqlite') throw new Error('it is SQLite')
    await assert.rejects(storage.restore(place.file, await folder()), /is the archive itself/)
  })
})
