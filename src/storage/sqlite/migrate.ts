import type { DatabaseSync } from 'node:sqlite'
import type { Migration, Tools } from '#storage/migrations/migration.ts'

const tools: Tools = {
  text: 'text',
  bytes: 'blob',
  serial: 'integer primary key autoincrement',
  transaction: 'transaction_id integer not null default 0',
  strict: 'strict',
}

/** Brings the file to the present schema. Two processes that start at once wait for each other. */
export function migrateSqlite(database: DatabaseSync, migrations: readonly Migration[]): void {
  database.exec(
    `create table if not exists migration (name text primary key, at text not null) strict`,
  )
  const done = doneMigrations(database)
  const newest = migrations.at(-1)
  if (newest && done.has(newest.name)) return refuseNewer(done, migrations)
  for (const { name, up } of migrations) {
    database.exec('begin immediate')
    try {
      if (!doneMigrations(database).has(name)) {
        for (const statement of up(tools)) database.exec(statement)
        database
          .prepare(`insert into migration (name, at) values (?, strftime('%Y-%m-%dT%H:%M:%fZ'))`)
          .run(name)
      }
      database.exec('commit')
    } catch (error) {
      database.exec('rollback')
      throw error
    }
  }
}

function doneMigrations(database: DatabaseSync): Set<string> {
  const rows = database.prepare(`select name from migration`).all()
  return new Set(rows.map((row) => String(row['name'])))
}

function refuseNewer(done: Set<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  for (const name of done) {
    if (!known.has(name)) {
      throw new Error(`this archive was opened by a newer Tweed (${name}); this one can't read it`)
    }
  }
}
