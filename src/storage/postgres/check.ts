import type { Pool } from 'pg'
import type { CheckLine } from '#storage/db.ts'

/** What the server can tell of the database: reachable, indexes valid, constraints validated. */
export async function checkPostgres(pool: Pool): Promise<CheckLine[]> {
  const version = await pool.query<{ version: string }>('show server_version')
  const indexes = await pool.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index where not indisvalid`,
  )
  const constraints = await pool.query<{ name: string }>(
    `select conname as name from pg_constraint where not convalidated and connamespace = current_schema()::regnamespace`,
  )
  const checksums = await pool.query<{ failures: number | null }>(
    `select checksum_failures as failures from pg_stat_database where datname = current_database()`,
  )
  const failures = checksums.rows[0]?.failures ?? 0
  return [
    { what: 'server', ok: true, detail: `PostgreSQL ${version.rows[0]?.version ?? ''}` },
    { what: 'indexes', ok: indexes.rows.length === 0, detail: list(indexes.rows, 'are valid') },
    {
      what: 'references between tables',
      ok: constraints.rows.length === 0,
      detail: list(constraints.rows, 'are validated'),
    },
    {
      what: 'page checksums',
      ok: failures === 0,
      detail: failures === 0 ? 'no failure was counted' : `${failures} pages failed`,
    },
  ]
}

function list(rows: { name: string }[], good: string): string {
  return rows.length === 0 ? `all ${good}` : `not so: ${rows.map(({ name }) => name).join(', ')}`
}

/** Tables with their columns, indexes and constraints, one line each, in a fixed order. */
export async function dumpPostgresSchema(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(`
    select line from (
    select 'table ' || c.table_name || ' column ' || c.column_name || ' ' || c.data_type
      || case when c.is_nullable = 'NO' then ' not null' else '' end
      || coalesce(' collate ' || c.collation_name, '') || coalesce(' default ' || c.column_default, '') as line
    from information_schema.columns c where c.table_schema = current_schema()
    union all
    select 'index ' || indexdef from pg_indexes where schemaname = current_schema()
    union all
    select 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
    ) as lines order by line collate "C"`)
  return rows.map(({ line }) => line).join('\n') + '\n'
}
