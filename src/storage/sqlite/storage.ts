import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { Kysely } from 'kysely'
import type { Db, Storage } from '#storage/db.ts'
import { useTxInside } from '#storage/guard.ts'
import { migrations } from '#storage/migrations/all.ts'
import type { Tables } from '#storage/schema/tables.ts'
import { checkSqlite } from './check.ts'
import { SqliteConnection } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { migrateSqlite } from './migrate.ts'
import { sqliteWriter } from './write.ts'

/** Opens (and makes, when it is not there) the archive's one file and brings it to the present schema. */
export async function openSqlite(file: string): Promise<Storage> {
  const writing = new SqliteConnection(file, false)
  try {
    migrateSqlite(writing.database, migrations)
  } catch (error) {
    writing.close()
    throw error
  }
  const reading = new SqliteConnection(file, true)
  const { write, settled } = sqliteWriter(writing)
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(reading),
    plugins: [useTxInside],
  }) as Db
  let tending: Promise<void> | null = null

  return {
    engine: 'sqlite',
    db,
    write,
    async backup(target, progress) {
      if (existsSync(target)) throw new Error(`${target} is there already`)
      const unfinished = `${target}.unfinished`
      await rm(unfinished, { force: true })
      // Through the writing connection: its own commits are taken over into the copy instead of starting it anew.
      await backup(writing.database, unfinished, {
        rate: 2000,
        progress: ({ totalPages, remainingPages }) => progress?.(1 - remainingPages / totalPages),
      })
      const copy = new DatabaseSync(unfinished)
      copy.exec('pragma journal_mode = delete')
      const lines = checkSqlite(copy)
      copy.close()
      const damage = lines.find((line) => !line.ok)
      if (damage) throw new Error(`the copy is damaged: ${damage.what}: ${damage.detail}`)
      const handle = await open(unfinished, 'r')
      await handle.sync()
      await handle.close()
      await rename(unfinished, target)
      progress?.(1)
    },
    async check() {
      return checkSqlite(reading.database)
    },
    async dumpSchema() {
      const rows = reading.database
        .prepare(`select sql from sqlite_schema where sql is not null order by type desc, name`)
        .all()
      return rows.map((row) => `${String(row['sql']).replace(/\n\s+/g, '\n  ')};`).join('\n\n') + '\n'
    },
    async tend() {
      tending ??= checkpoint(file).finally(() => {
        tending = null
      })
      await tending
    },
    async close() {
      await settled()
      await tending
      reading.close()
      writing.close()
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
