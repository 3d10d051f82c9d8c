import type { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { type TableName, tableOrder } from '#storage/schema/order.ts'
import { type Counts, makeEmptyArchive, writeChecked } from '#storage/sqlite/archive-file.ts'
import { carried, listColumns, readColumns, sizeOf, type Value } from './columns.ts'

/** What one round trip should bring, in bytes, and the most rows it may. A row of a file can have megabytes. */
const wantedBytes = 4 * 1024 * 1024
const mostRows = 500
const mostFiles = 4

/**
 * Writes the database as one SQLite file of the same schema. All rows are read in one snapshot, batch by batch, so memory
 * stays bounded and others go on writing.
 */
export async function backupPostgres(
  url: string,
  target: string,
  progress?: (share: number) => void,
): Promise<void> {
  await writeChecked(target, async (unfinished) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const database = makeEmptyArchive(unfinished)
    try {
      await client.query('begin isolation level repeatable read, read only')
      const counts = await countRowsOf(client)
      database.exec('begin')
      await copyAll(client, database, counts, progress)
      await client.query('commit')
      database.exec('commit')
      progress?.(0.9)
      return counts
    } finally {
      database.close()
      await client.end()
    }
  })
  progress?.(1)
}

async function countRowsOf(client: pg.Client): Promise<Counts> {
  const counts = new Map<TableName, number>()
  for (const table of tableOrder) {
    const { rows } = await client.query<{ rows: string }>(
      `select count(*)::text as rows from "${table}"`,
    )
    counts.set(table, Number(rows[0]?.rows))
  }
  return counts
}

async function copyAll(
  client: pg.Client,
  database: DatabaseSync,
  counts: Counts,
  progress?: (share: number) => void,
): Promise<void> {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  let done = 0
  for (const table of tableOrder) {
    await copyTable(client, database, table, (rows) => {
      done += rows
      progress?.((0.9 * done) / Math.max(all, 1))
    })
  }
}

async function copyTable(
  client: pg.Client,
  database: DatabaseSync,
  table: TableName,
  copied: (rows: number) => void,
): Promise<void> {
  const columns = await readColumns(client, table)
  const marks = columns.map(() => '?').join(', ')
  const insert = database.prepare(
    `insert into "${table}" (${listColumns(columns)}) values (${marks})`,
  )
  const most = columns.some(({ type }) => type === 'bytea') ? mostFiles : mostRows
  let atOnce = Math.min(most, 16)
  await client.query(
    `declare copied no scroll cursor for select ${listColumns(columns)} from "${table}"`,
  )
  for (;;) {
    const { rows } = await client.query<Value[]>({
      text: `fetch ${atOnce} from copied`,
      rowMode: 'array',
    })
    if (rows.length === 0) break
    let bytes = 0
    for (const row of rows) {
      for (const value of row) bytes += sizeOf(value)
      insert.run(...columns.map((column, at) => carried(column, row[at] ?? null)))
    }
    copied(rows.length)
    // As many as fit, but never at once many more than were just seen to fit.
    const fitting = Math.ceil((wantedBytes * rows.length) / Math.max(bytes, 1))
    atOnce = Math.max(1, Math.min(most, fitting, atOnce * 2))
  }
  await client.query('close copied')
}
