import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Kysely } from 'kysely'
import type { Db, Storage } from '#storage/db.ts'
import { useTxInside } from '#storage/guard.ts'
import { migrations } from '#storage/migrations/all.ts'
import { closeToOthers, makeOwnFile } from '#storage/own-files.ts'
import type { Tables } from '#storage/schema/tables.ts'
import { backupSqlite } from './backup.ts'
import { checkSqlite, dumpSqliteSchema } from './check.ts'
import { SqliteConnection } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { openLogFile } from './log-file.ts'
import { migrateSqlite } from './migrate.ts'
import { restoreSqlite } from './restore.ts'
import { openSqliteTexts } from './texts.ts'
import { sqliteWriter } from './write.ts'

/**
 * Opens (and makes, when it is not there) the archive's one file and brings it to the present schema. Who runs this is the
 * only one who may read it, or what stands beside it.
 */
export async function openSqlite(file: string): Promise<Storage> {
  await makeOwnFile(file)
  await closeToOthers(file, `${file}-wal`, `${file}-shm`, `${file}-journal`)
  const writing = new SqliteConnection(file, false)
  try {
    migrateSqlite(writing.database, migrations)
  } catch (error) {
    writing.close()
    throw error
  }
  const reading = new SqliteConnection(file, true)
  const log = openLogFile(file)
  // From here on the log is synced beside the event loop.
  writing.database.exec('pragma synchronous = normal')
  const { write, settled } = sqliteWriter(writing, log)
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(reading),
    plugins: [useTxInside],
  }) as Db
  let tending: Promise<void> | null = null
  let closing: Promise<void> | null = null

  return {
    engine: 'sqlite',
    db,
    write,
    backup: (target, progress) => backupSqlite(file, target, progress),
    restore: (given, keepIn, progress) => restoreSqlite(file, given, keepIn, progress),
    check: async () => checkSqlite(reading.database),
    dumpSchema: async () => dumpSqliteSchema(reading.database),
    texts: () => openSqliteTexts(join(dirname(file), 'texts.db')),
    async tend() {
      tending ??= checkpoint(file).finally(() => {
        tending = null
      })
      await tending
    },
    close() {
      closing ??= settled()
        .then(() => tending)
        .then(() => log.close())
        .then(() => {
          reading.close()
          writing.close()
        })
      return closing
    },
  }
}

/** Moves the write-ahead log into the file, in a thread of its own, waiting for nobody. */
function checkpoint(file: string): Promise<void> {
  const worker = new Worker(new URL('./checkpoint.ts', import.meta.url), { workerData: file })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
}
