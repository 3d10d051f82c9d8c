import { Kysely } from 'kysely'
import type { Tables } from '#storage/schema/tables.ts'
import type { Tx, Write } from '#storage/db.ts'
import { insideTransaction } from '#storage/guard.ts'
import type { SqliteConnection } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import type { LogFile } from './log-file.ts'

type Waiting = {
  act: (tx: Tx) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const mostInOneCommit = 128

/**
 * One writer. Acts that are asked for in the same turn of the event loop, or while the commit before them is on its way
 * to the disk, share one commit, each behind a savepoint of its own, so that one that throws takes back nothing but
 * itself. Nobody is answered before their commit is on the disk, and no page waits for the disk: SQLite writes the log
 * without syncing it (`synchronous=NORMAL`), and `log` is synced beside the event loop. Once that fails, nobody knows
 * what the disk holds: every later act is refused until the archive is opened anew.
 */
export function sqliteWriter(
  connection: SqliteConnection,
  log: Pick<LogFile, 'sync'>,
): {
  write: Write
  settled: () => Promise<void>
} {
  const tx = new Kysely<Tables>({ dialect: sqliteDialect(connection) }) as Tx
  const { database } = connection
  let queue: Waiting[] = []
  let running: Promise<void> | null = null
  let broken: unknown = null

  async function commitGroup(group: Waiting[]): Promise<void> {
    const answers: (() => void)[] = []
    try {
      if (broken !== null) throw broken
      database.exec('begin immediate')
      for (const { act, resolve, reject } of group) {
        database.exec('savepoint act')
        try {
          const result = await insideTransaction(() => act(tx))
          database.exec('release act')
          answers.push(() => resolve(result))
        } catch (error) {
          database.exec('rollback to act')
          database.exec('release act')
          answers.push(() => reject(error))
        }
      }
      database.exec('commit')
      await log.sync().catch((error: unknown) => {
        broken = error
        throw error
      })
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      for (const { reject } of group) reject(error)
      return
    }
    for (const answer of answers) answer()
  }

  async function run(): Promise<void> {
    await new Promise<void>((turn) => setImmediate(turn))
    while (queue.length > 0) {
      const group = queue.slice(0, mostInOneCommit)
      queue = queue.slice(mostInOneCommit)
      await commitGroup(group)
      if (queue.length > 0) await new Promise<void>((turn) => setImmediate(turn))
    }
    running = null
  }

  return {
    write(act) {
      return new Promise((resolve, reject) => {
        queue.push({ act, resolve: resolve as (value: unknown) => void, reject })
        running ??= run()
      })
    },
    async settled() {
      while (running) await running
    },
  }
}
