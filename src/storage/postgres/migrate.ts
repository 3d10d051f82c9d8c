import type { Pool } from 'pg'
import type { Migration, Tools } from '#storage/migrations/migration.ts'

const tools: Tools = {
  text: 'text collate "C"',
  bytes: 'bytea',
  serial: 'bigint generated always as identity primary key',
  transaction: 'transaction_id bigint not null default (pg_current_xact_id()::text::bigint)',
  strict: '',
}
const lock = 8_939_330

/** Brings the database to the present schema, under one lock, so that two processes may start at once. */
export async function migratePostgres(pool: Pool, migrations: readonly Migration[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(
      `create table if not exists migration (name text collate "C" primary key, at text not null)`,
    )
    const { rows } = await client.query<{ name: string }>('select name from migration')
    const done = new Set(rows.map(({ name }) => name))
    const known = new Set(migrations.map(({ name }) => name))
    for (const name of done) {
      if (!known.has(name)) {
        throw new Error(
          `this archive was opened by a newer Tweed (${name}); this one can't read it`,
        )
      }
    }
    for (const { name, up } of migrations) {
      if (done.has(name)) continue
      await client.query('begin')
      try {
        for (const statement of up(tools)) await client.query(statement)
        await client.query(
          `insert into migration (name, at) values ($1, to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
          [name],
        )
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => {})
    client.release()
  }
}
