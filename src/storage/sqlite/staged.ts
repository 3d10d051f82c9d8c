import { constants } from 'node:fs'
import { chmod, copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BadArchive } from '#storage/bad-archive.ts'
import type { CheckLine } from '#storage/db.ts'
import { migrations } from '#storage/migrations/all.ts'
import { countRows } from './archive-file.ts'
import { checkSqlite, dumpSqliteSchema } from './check.ts'
import { migrateSqlite } from './migrate.ts'

/** A backup in a folder of its own, checked and of the present schema, until it is discarded. */
export type Staged = { readonly file: string; discard(): Promise<void> }

/**
 * Copies a backup into a folder of its own under `folder`, checks it and brings it to the present schema there; the
 * given file is only read. Throws `BadArchive` for a file that is none of ours, damaged, or from a newer Tweed.
 */
export async function stageArchive(given: string, folder: string): Promise<Staged> {
  await requireSqlite(given)
  const own = await mkdtemp(join(folder, 'restoring-'))
  const discard = () => rm(own, { recursive: true, force: true })
  const file = join(own, 'archive.tweed')
  try {
    await copyFile(given, file, constants.COPYFILE_FICLONE)
    // A copy has the mode of what was given, which may be one that nobody writes to.
    await chmod(file, 0o600)
    // Someone may give a copy of a file that was in use: its newest pages stand beside it.
    await copyFile(`${given}-wal`, `${file}-wal`).catch(ignoreMissing)
    const database = new DatabaseSync(file)
    try {
      prepareStaged(database, given)
    } finally {
      database.close()
    }
    return { file, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

/** Checks a backup without putting it back. Throws `BadArchive` as a restore would; gives what was checked. */
export async function inspectArchive(given: string, folder: string): Promise<CheckLine[]> {
  const { file, discard } = await stageArchive(given, folder)
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const counts = countRows(database)
    const rows = [...counts.values()].reduce((sum, count) => sum + count, 0)
    return [
      ...checkSqlite(database),
      { what: 'rows', ok: true, detail: `${rows} in ${counts.size} tables` },
    ]
  } finally {
    database.close()
    await discard()
  }
}

function prepareStaged(database: DatabaseSync, given: string): void {
  database.exec('pragma trusted_schema = off')
  const names = readMigrations(database, given)
  const known = new Set(migrations.map(({ name }) => name))
  const newer = names.find((name) => !known.has(name))
  if (newer)
    throw new BadArchive(`${given} is from a newer Tweed (${newer}); this one can't read it.`)
  database.exec('pragma journal_mode = delete')
  refuseDamage(database, given)
  if (names.length < migrations.length) {
    try {
      migrateSqlite(database, migrations)
    } catch (error) {
      throw new BadArchive(`${given} can't be brought to the present schema.`, { cause: error })
    }
    refuseDamage(database, given)
  }
  if (dumpSqliteSchema(database) !== presentSchema()) {
    throw new BadArchive(`${given} has other tables than a Tweed archive has.`)
  }
}

function readMigrations(database: DatabaseSync, given: string): string[] {
  try {
    const rows = database.prepare(`select name from migration`).all()
    if (rows.length > 0) return rows.map((row) => String(row['name']))
  } catch (error) {
    if (error instanceof Error && /malformed|disk image|not a database/.test(error.message)) {
      throw new BadArchive(`${given} is damaged: ${error.message}.`)
    }
  }
  throw new BadArchive(`${given} is not a Tweed archive.`)
}

function refuseDamage(database: DatabaseSync, given: string): void {
  const damage = checkSqlite(database).find((line) => !line.ok)
  if (damage) throw new BadArchive(`${given} is damaged: ${damage.what}: ${damage.detail}.`)
}

function presentSchema(): string {
  const fresh = new DatabaseSync(':memory:')
  try {
    migrateSqlite(fresh, migrations)
    return dumpSqliteSchema(fresh)
  } finally {
    fresh.close()
  }
}

/** The first 16 bytes of every SQLite file: https://www.sqlite.org/fileformat.html#the_database_header */
const magic = Buffer.from('SQLite format 3\0')

async function requireSqlite(given: string): Promise<void> {
  const found = await stat(given).catch(ignoreMissing)
  if (!found) throw new BadArchive(`There is no file ${given}.`)
  if (!found.isFile()) throw new BadArchive(`${given} is not a file.`)
  const handle = await open(given, 'r')
  try {
    const head = Buffer.alloc(magic.length)
    await handle.read(head, 0, head.length, 0)
    if (!head.equals(magic)) throw new BadArchive(`${given} is not a Tweed archive.`)
  } finally {
    await handle.close()
  }
}

function ignoreMissing(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
  throw error
}
