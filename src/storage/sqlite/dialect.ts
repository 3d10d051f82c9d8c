import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SqliteConnection } from './connection.ts'

/** Kysely over one connection that is always there. Transactions are begun and ended by `write` alone. */
export function sqliteDialect(connection: SqliteConnection): Dialect {
  const driver: Driver = {
    async init() {},
    async acquireConnection(): Promise<DatabaseConnection> {
      return connection
    },
    async beginTransaction() {
      throw new Error('use write()')
    },
    async commitTransaction() {},
    async rollbackTransaction() {},
    async releaseConnection() {},
    async destroy() {},
  }
  return {
    createDriver: () => driver,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}
