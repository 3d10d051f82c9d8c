import type { ClientBase } from 'pg'
import type { TableName } from '#storage/schema/order.ts'

/** A column in the order of the table; `type` is what an array of it is cast to. */
export type Column = { name: string; type: 'text' | 'integer' | 'bigint' | 'bytea' }

export async function readColumns(client: ClientBase, table: TableName): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [table],
  )
  return rows
}

/** The columns as a list for a statement. */
export function listColumns(columns: readonly Column[]): string {
  return columns.map(({ name }) => `"${name}"`).join(', ')
}

export type Value = string | number | null | Uint8Array

/** Which transaction wrote a row says nothing in another database: what is carried over was there from the start. */
export function carried(column: Column, value: Value): Value {
  return column.name === 'transaction_id' ? 0 : value
}

/** About how many bytes the value takes. */
export function sizeOf(value: Value | undefined): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
}
