import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { instant, systemClock } from '#shared/clock.ts'
import { BadArchive } from '#storage/bad-archive.ts'
import { keptName } from '#storage/kept-name.ts'
import { makeOwnFolder } from '#storage/own-files.ts'
import { ownReferences, type TableName, tableOrder } from '#storage/schema/order.ts'
import { type Counts, countRows } from '#storage/sqlite/archive-file.ts'
import { stageArchive } from '#storage/sqlite/staged.ts'
import { backupPostgres } from './backup.ts'
import { carried, type Column, listColumns, readColumns, sizeOf, type Value } from './columns.ts'

const mostRows = 500
const mostBytes = 4 * 1024 * 1024

/**
 * Puts a backup in the place of all rows, in one transaction. Readers go on reading what was there; writers wait. What
 * was there is kept as a backup in `keepIn`, copied while nobody else can write.
 */
export async function restorePostgres(
  url: string,
  given: string,
  keepIn: string,
  progress?: (share: number) => void,
): Promise<{ kept: string }> {
  await makeOwnFolder(keepIn)
  const staged = await stageArchive(given, keepIn)
  const source = new DatabaseSync(staged.file)
  const client = new pg.Client({ connectionString: url })
  try {
    progress?.(0.2)
    indexOwnReferences(source)
    await client.connect()
    // Serializable, so that what others decided on rows that are gone is decided anew. The lock comes before the
    // first query, which is when the snapshot is taken.
    await client.query('begin isolation level serializable')
    const all = tableOrder.map((table) => `"${table}"`).join(', ')
    await client.query(`lock table ${all} in exclusive mode`)
    const kept = join(keepIn, keptName())
    await backupPostgres(url, kept, (share) => progress?.(0.2 + 0.3 * share))
    for (const table of tableOrder.toReversed()) await client.query(`delete from "${table}"`)
    await insertAll(client, source, (share) => progress?.(0.5 + 0.4 * share))
    await goOnCounting(client)
    await client.query(`insert into change_log (at, kind) values ($1, 'archive-restored')`, [
      instant(systemClock()),
    ])
    await client.query('commit')
    progress?.(1)
    return { kept }
  } finally {
    // Ending the connection takes back what was not committed.
    await client.end()
    source.close()
    await staged.discard()
  }
}

async function insertAll(
  client: pg.Client,
  source: DatabaseSync,
  progress: (share: number) => void,
): Promise<void> {
  const counts: Counts = countRows(source)
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  let done = 0
  for (const table of tableOrder) {
    let inserted = 0
    for (const batch of batches(source, table, await readColumns(client, table))) {
      await insertBatch(client, table, batch)
      inserted += batch.rows
      progress((done + inserted) / Math.max(all, 1))
    }
    done += inserted
    if (inserted !== counts.get(table)) {
      throw new BadArchive(`The rows of ${table} refer to each other in a circle.`)
    }
  }
}

/** Some rows of a table, column by column. */
type Batch = { columns: readonly Column[]; values: Value[][]; rows: number }

function* batches(
  source: DatabaseSync,
  table: TableName,
  columns: readonly Column[],
): Generator<Batch> {
  const fresh = (): Batch => ({ columns, values: columns.map(() => []), rows: 0 })
  let batch = fresh()
  let bytes = 0
  const statement = source.prepare(selectInOrder(table, columns))
  statement.setReturnArrays(true)
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<Value[]>) {
    for (const [at, column] of columns.entries()) {
      const value = row[at] ?? null
      bytes += sizeOf(value)
      batch.values[at]?.push(
        carried(column, value instanceof Uint8Array ? Buffer.from(value) : value),
      )
    }
    batch.rows++
    if (batch.rows < mostRows && bytes < mostBytes) continue
    yield batch
    batch = fresh()
    bytes = 0
  }
  if (batch.rows > 0) yield batch
}

/** All rows; those that refer to a row of the same table come after it. */
function selectInOrder(table: TableName, columns: readonly Column[]): string {
  const reference = ownReferences[table]
  if (!reference) return `select ${listColumns(columns)} from "${table}"`
  return `with recursive ordered (row, id, level) as (
      select rowid, id, 0 from "${table}" where ${reference} is null
      union all
      select other.rowid, other.id, level + 1 from ordered
      cross join "${table}" other on other.${reference} = ordered.id
    )
    select ${listColumns(columns).replace(/"(\w+)"/g, 'one."$1"')}
    from ordered cross join "${table}" one on one.rowid = ordered.row order by level`
}

/** In the staged copy, which is thrown away: without an index, following references would take the square of the time. */
function indexOwnReferences(source: DatabaseSync): void {
  for (const [table, column] of Object.entries(ownReferences)) {
    source.exec(`create index "staged_${table}" on "${table}" (${column})`)
  }
}

async function insertBatch(client: pg.Client, table: TableName, batch: Batch): Promise<void> {
  const arrays = batch.columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ')
  try {
    await client.query(
      `insert into "${table}" (${listColumns(batch.columns)}) overriding system value
       select * from unnest(${arrays})`,
      batch.values,
    )
  } catch (error) {
    // Text with U+0000 is one thing that SQLite keeps and PostgreSQL does not.
    if (error instanceof Error && 'code' in error && error.code === '22021') {
      throw new BadArchive(`A row of ${table} holds a sign that PostgreSQL can't keep.`, {
        cause: error,
      })
    }
    throw error
  }
}

/** The next number of the change log is above all that were ever given here and all that came with the backup. */
async function goOnCounting(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select pg_get_serial_sequence('change_log', 'sequence') as name`,
  )
  const name = rows[0]?.name
  if (!name) throw new Error('change_log.sequence has no sequence')
  await client.query(
    `select setval($1::regclass, greatest((select last_value from ${name}), (select coalesce(max(sequence), 1) from change_log)))`,
    [name],
  )
}
