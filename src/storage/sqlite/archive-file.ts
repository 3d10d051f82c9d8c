import { access, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BadArchive, DamagedCopy } from '#storage/bad-archive.ts'
import { migrations } from '#storage/migrations/all.ts'
import { makeOwnFile } from '#storage/own-files.ts'
import { type TableName, tableOrder } from '#storage/schema/order.ts'
import { checkSqlite } from './check.ts'
import { migrateSqlite } from './migrate.ts'

/** How many rows each table has. */
export type Counts = ReadonlyMap<TableName, number>

export function countRows(database: DatabaseSync): Counts {
  return new Map(
    tableOrder.map((table) => {
      const row = database.prepare(`select count(*) as rows from "${table}"`).get()
      return [table, Number(row?.['rows'])]
    }),
  )
}

/** The table whose rows are not as many in one as in the other, if there is one. */
export function differentCount(one: Counts, other: Counts): TableName | undefined {
  return tableOrder.find((table) => one.get(table) !== other.get(table))
}

/** Makes the file with the present schema and not one row, not even those that a new archive begins with. */
export function makeEmptyArchive(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec('pragma synchronous = off')
  database.exec('pragma journal_mode = memory')
  migrateSqlite(database, migrations)
  database.exec('pragma foreign_keys = off')
  for (const table of tableOrder) database.exec(`delete from "${table}"`)
  return database
}

/**
 * Writes a file under a name of its own by `write`, which is given an empty one that only who runs this may read, and
 * gives the number of rows that must be in it; checks it, puts it on the disk and only then gives it its name. Throws `BadArchive` when something has that name already, or when
 * what was written is not sound.
 */
export async function writeChecked(
  target: string,
  write: (unfinished: string) => Promise<Counts>,
): Promise<void> {
  await refuseExisting(target)
  const unfinished = `${target}.unfinished-${process.pid}`
  await rm(unfinished, { force: true })
  try {
    await makeOwnFile(unfinished)
    const counts = await write(unfinished)
    const copy = new DatabaseSync(unfinished)
    try {
      copy.exec('pragma journal_mode = delete')
      const damage = checkSqlite(copy).find((line) => !line.ok)
      if (damage) {
        throw new DamagedCopy(
          `The copy is damaged, and so may be the archive: ${damage.what}: ${damage.detail}`,
        )
      }
      const table = differentCount(counts, countRows(copy))
      if (table) throw new BadArchive(`The copy does not have every row of ${table}.`)
    } finally {
      copy.close()
    }
    await settle(unfinished)
    await giveName(unfinished, target)
    await settle(dirname(target))
  } finally {
    for (const rest of ['', '-journal', '-wal', '-shm']) {
      await rm(unfinished + rest, { force: true })
    }
  }
}

async function refuseExisting(target: string): Promise<void> {
  const there = await access(target).then(
    () => true,
    () => false,
  )
  if (there) throw new BadArchive(`${target} is there already, and a backup overwrites nothing.`)
}

/** A hard link fails when the name is taken, which renaming does not. Not every file system has them. */
async function giveName(unfinished: string, target: string): Promise<void> {
  try {
    await link(unfinished, target)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new BadArchive(`${target} is there already, and a backup overwrites nothing.`)
    }
    await rename(unfinished, target)
  }
}

async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
