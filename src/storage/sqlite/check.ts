import type { DatabaseSync } from 'node:sqlite'

/** What SQLite can tell of its own file: pages, indexes and references. */
export function checkSqlite(
  database: DatabaseSync,
): { what: string; ok: boolean; detail: string }[] {
  const integrity = database.prepare('pragma integrity_check(20)').all()
  const first = String(integrity[0]?.['integrity_check'])
  const references = database.prepare('pragma foreign_key_check').all()
  const broken = new Set(references.map((row) => String(row['table'])))
  return [
    {
      what: 'pages and indexes',
      ok: first === 'ok',
      detail: integrity.map((row) => String(row['integrity_check'])).join('; '),
    },
    {
      what: 'references between tables',
      ok: references.length === 0,
      detail:
        references.length === 0
          ? 'every reference leads to a row'
          : `${references.length} lead nowhere, in ${[...broken].join(', ')}`,
    },
  ]
}
