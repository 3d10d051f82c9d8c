import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'

const mostStatements = 400

/** One connection of `node:sqlite` behind Kysely's interface, with its prepared statements kept. */
export class SqliteConnection implements DatabaseConnection {
  readonly database: DatabaseSync
  readonly #statements = new Map<string, { statement: StatementSync; returnsRows: boolean }>()

  constructor(file: string, readOnly: boolean) {
    this.database = new DatabaseSync(file, { readOnly, timeout: 10_000 })
    this.database.exec('pragma foreign_keys = on')
    this.database.exec('pragma cache_size = -8000')
    this.database.exec('pragma temp_store = memory')
    this.database.exec('pragma mmap_size = 0')
    if (readOnly) {
      this.database.exec('pragma query_only = on')
    } else {
      this.database.exec('pragma journal_mode = wal')
      this.database.exec('pragma synchronous = full')
      this.database.exec('pragma wal_autocheckpoint = 0')
      this.database.exec('pragma journal_size_limit = 67108864')
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, returnsRows } = this.#prepare(query.sql)
    const values = query.parameters as SQLInputValue[]
    if (returnsRows) return { rows: statement.all(...values) as Row[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const { statement } = this.#prepare(query.sql)
    for (const row of statement.iterate(...(query.parameters as SQLInputValue[]))) {
      yield { rows: [row as Row] }
    }
  }

  #prepare(sql: string): { statement: StatementSync; returnsRows: boolean } {
    const kept = this.#statements.get(sql)
    if (kept) return kept
    const statement = this.database.prepare(sql)
    const prepared = { statement, returnsRows: statement.columns().length > 0 }
    if (this.#statements.size >= mostStatements) {
      const oldest = this.#statements.keys().next().value
      if (oldest !== undefined) this.#statements.delete(oldest)
    }
    this.#statements.set(sql, prepared)
    return prepared
  }

  close(): void {
    this.#statements.clear()
    this.database.close()
  }
}
