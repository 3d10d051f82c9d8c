import { sql } from 'kysely'
import type { Db } from '#storage/db.ts'
import { tableOrder } from '#storage/schema/order.ts'

/**
 * Every row of every table as text, so that two archives can be compared whichever engines they are on. Without that a
 * restore took place, and without which transaction wrote a row.
 */
export async function allRows(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const table of tableOrder) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      db,
    )
    all[table] = rows
      .filter((row) => row['kind'] !== 'archive-restored')
      .map(asText)
      .toSorted()
  }
  return all
}

function asText(row: Record<string, unknown>): string {
  const fields = Object.entries(row)
    .filter(([name]) => name !== 'transaction_id')
    .map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ])
  return JSON.stringify(fields.toSorted())
}
