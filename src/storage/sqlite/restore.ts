import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { instant, systemClock } from '#shared/clock.ts'
import { BadArchive } from '#storage/bad-archive.ts'
import { keptName } from '#storage/kept-name.ts'
import { makeOwnFolder } from '#storage/own-files.ts'
import { tableOrder } from '#storage/schema/order.ts'
import { stageArchive } from './staged.ts'
import { backupSqlite } from './backup.ts'
import { checkReferences } from './check.ts'

/** How long a restore waits for a writer to finish, in milliseconds. */
const patience = 60_000
const pause = 20

/**
 * Puts a backup in the place of the rows of `file`, in one transaction, while others read. What was there is kept as a
 * backup in `keepIn`: it is copied when the lock is held, so no commit is missing from it.
 */
export async function restoreSqlite(
  file: string,
  given: string,
  keepIn: string,
  progress?: (share: number) => void,
): Promise<{ kept: string }> {
  if ((await realpath(given).catch(() => given)) === (await realpath(file))) {
    throw new BadArchive(`${given} is the archive itself.`)
  }
  await makeOwnFolder(keepIn)
  const staged = await stageArchive(given, keepIn)
  progress?.(0.2)
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('pragma synchronous = full')
    // Rows go in table by table; all references are looked at before the commit.
    database.exec('pragma foreign_keys = off')
    database.prepare('attach ? as given').run(staged.file)
    await takeLock(database)
    const kept = join(keepIn, keptName())
    await backupSqlite(file, kept, (share) => progress?.(0.2 + 0.3 * share))
    replaceRows(database, (share) => progress?.(0.5 + 0.4 * share))
    const references = checkReferences(database)
    if (!references.ok) throw new BadArchive(`${given} can't be put back: ${references.detail}.`)
    database.exec('commit')
    database.exec('pragma wal_checkpoint(passive)')
    progress?.(1)
    return { kept }
  } catch (error) {
    throw isCorrupt(error) ? tooDamaged(file) : error
  } finally {
    if (database.isTransaction) database.exec('rollback')
    database.close()
    await staged.discard()
  }
}

/** SQLITE_CORRUPT */
function isCorrupt(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 11
}

function tooDamaged(file: string): BadArchive {
  return new BadArchive(
    `The archive in ${file} is too damaged to be kept and replaced; stop the server, move the file away and restore again.`,
  )
}

/** Waits without holding up the event loop: the writer may be in this very process. */
async function takeLock(database: DatabaseSync): Promise<void> {
  for (let waited = 0; ; waited += pause) {
    try {
      database.exec('begin immediate')
      return
    } catch (error) {
      const busy = error instanceof Error && 'errcode' in error && Number(error.errcode) === 5
      if (!busy || waited >= patience) throw error
      await new Promise((later) => setTimeout(later, pause))
    }
  }
}

function replaceRows(database: DatabaseSync, progress: (share: number) => void): void {
  // Backwards and forwards, so that this would work with references in force too.
  for (const table of tableOrder.toReversed()) database.exec(`delete from main."${table}"`)
  for (const [done, table] of tableOrder.entries()) {
    const columns = columnsOf(database, table)
    database.exec(
      `insert into main."${table}" (${columns}) select ${columns} from given."${table}"`,
    )
    progress((done + 1) / tableOrder.length)
  }
  // Deleting leaves sqlite_sequence as it was, so the change log goes on above both its pasts.
  database
    .prepare(`insert into main.change_log (at, kind) values (?, 'archive-restored')`)
    .run(instant(systemClock()))
}

function columnsOf(database: DatabaseSync, table: string): string {
  const rows = database.prepare(`select name from pragma_table_info(?, 'main')`).all(table)
  return rows.map((row) => `"${String(row['name'])}"`).join(', ')
}
