/** What differs between the engines in the words of a schema. Migrations know nothing else. */
export type Tools = {
  /** Text that is compared byte by byte, so that both engines sort and compare alike. */
  text: string
  bytes: string
  /** The type and default of an ever-growing integer key. */
  serial: string
  /** A column that tells which transaction wrote the row (0 where commits are in order anyway). */
  transaction: string
  /** What ends a `create table`. */
  strict: string
}

/** One step forward, in one transaction. Never edited after a release. */
export type Migration = { name: string; up: (tools: Tools) => string[] }
