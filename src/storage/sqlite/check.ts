import type { DatabaseSync } from 'node:sqlite'
import type { CheckLine } from '#storage/db.ts'

/** What SQLite can tell of its own file: pages, indexes and references. Throws nothing for damage. */
export function checkSqlite(database: DatabaseSync): CheckLine[] {
  return [checkPages(database), checkReferences(database)]
}

function checkPages(database: DatabaseSync): CheckLine {
  const what = 'pages and indexes'
  try {
    const lines = database
      .prepare('pragma integrity_check(20)')
      .all()
      .map((row) => String(row['integrity_check']).replace(/\s+/g, ' '))
    const ok = lines.length === 1 && lines[0] === 'ok'
    return { what, ok, detail: ok ? 'every page is sound' : lines.join('; ') }
  } catch (error) {
    return { what, ok: false, detail: sayError(error) }
  }
}

/** Whether every reference leads to a row. */
export function checkReferences(database: DatabaseSync): CheckLine {
  const what = 'references between tables'
  try {
    const broken = new Map<string, number>()
    for (const row of database.prepare('pragma foreign_key_check').iterate()) {
      const table = String(row['table'])
      broken.set(table, (broken.get(table) ?? 0) + 1)
    }
    if (broken.size === 0) return { what, ok: true, detail: 'every reference leads to a row' }
    const list = [...broken].map(([table, count]) => `${count} in ${table}`).join(', ')
    return { what, ok: false, detail: `these lead nowhere: ${list}` }
  } catch (error) {
    return { what, ok: false, detail: sayError(error) }
  }
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The statements that the schema is made of, without what SQLite adds of its own (statistics, sequences). */
export function dumpSqliteSchema(database: DatabaseSync): string {
  const rows = database
    .prepare(
      `select sql from sqlite_schema
       where sql is not null and name not like 'sqlite\\_%' escape '\\' order by type desc, name`,
    )
    .all()
  return rows.map((row) => `${String(row['sql']).replace(/\n\s+/g, '\n  ')};`).join('\n\n') + '\n'
}
