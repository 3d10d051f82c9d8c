import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Db, Storage, Tx, Write } from '#storage/db.ts'
import { insideTransaction, useTxInside } from '#storage/guard.ts'
import { migrations } from '#storage/migrations/all.ts'
import type { Tables } from '#storage/schema/tables.ts'
import { backupPostgres } from './backup.ts'
import { checkPostgres, dumpPostgresSchema } from './check.ts'
import { migratePostgres } from './migrate.ts'
import { restorePostgres } from './restore.ts'
import { openPostgresTexts } from './texts.ts'

const mostTries = 12
/** serialization_failure, deadlock_detected: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const tryAgain = new Set(['40001', '40P01'])

// count() and sequences are bigint, which the driver gives as text: all of ours fit a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Opens a PostgreSQL database (18 or later is tested) and brings it to the present schema. */
export async function openPostgres(url: string): Promise<Storage> {
  const writing = new pg.Pool({ connectionString: url, max: 8 })
  const reading = new pg.Pool({
    connectionString: url,
    max: 8,
    options: '-c default_transaction_read_only=on',
  })
  // A server that goes away must not take the process with it: the next query tells.
  writing.on('error', () => {})
  reading.on('error', () => {})
  try {
    await migratePostgres(writing, migrations)
  } catch (error) {
    await Promise.all([writing.end(), reading.end()])
    throw error
  }
  const writer = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: writing }) })
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: reading }),
    plugins: [useTxInside],
  }) as Db

  let closing: Promise<unknown> | null = null

  const write: Write = async (act) => {
    for (let tries = 1; ; tries++) {
      try {
        return await writer
          .transaction()
          .setIsolationLevel('serializable')
          .execute((tx) => insideTransaction(() => act(tx as unknown as Tx)))
      } catch (error) {
        if (tries >= mostTries || !tryAgain.has(codeOf(error))) throw error
        await new Promise((later) => setTimeout(later, 2 ** Math.min(tries, 6) + tries))
      }
    }
  }

  async function endAll(): Promise<void> {
    await Promise.all([db.destroy(), writer.destroy()])
    // Kysely ends only the pools that it used; the other would keep the process until its connections are idle for long.
    await Promise.all([writing, reading].filter(({ ended }) => !ended).map((pool) => pool.end()))
  }

  return {
    engine: 'postgres',
    db,
    write,
    backup: (file, progress) => backupPostgres(url, file, progress),
    restore: (file, keepIn, progress) => restorePostgres(url, file, keepIn, progress),
    check: () => checkPostgres(reading),
    dumpSchema: () => dumpPostgresSchema(reading),
    texts: () => openPostgresTexts(writing, url),
    async tend() {
      await sql`select 1`.execute(db)
    },
    async close() {
      closing ??= endAll()
      await closing
    },
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
