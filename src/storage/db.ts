import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables.ts'
import type { TextStore } from './text-store.ts'

declare const reads: unique symbol
declare const writes: unique symbol

/** Reads only: the engine itself refuses a write through it. */
export type Db = Kysely<Tables> & { readonly [reads]: true }

/** A transaction in progress: handed out by `write` alone. It can read too, and sees its own writes. */
export type Tx = Kysely<Tables> & { readonly [reads]: true; readonly [writes]: true }

/** Runs `act` in one transaction. It is repeated when the engine asks for it, so it touches nothing but `tx`. */
export type Write = <Result>(act: (tx: Tx) => Promise<Result>) => Promise<Result>

/** One thing that was checked, in words; `detail` says what was found. */
export type CheckLine = { what: string; ok: boolean; detail: string }

/** What the two engines do differently. Nothing outside `storage` asks which engine it is on. */
export interface Storage {
  readonly engine: 'sqlite' | 'postgres'
  readonly db: Db
  readonly write: Write
  /**
   * Writes a whole, checked copy of one moment to a file that does not exist yet: one SQLite file on both engines, so an
   * archive can move between them. `progress` gets a share from 0 to 1. Throws `BadArchive`.
   */
  backup(file: string, progress?: (share: number) => void): Promise<void>
  /**
   * Puts a backup in the place of every row, in one transaction, beside a running server. The file is checked first and
   * only read; what was there is kept as a backup in the folder `keepIn`. Throws `BadArchive`, and then nothing changed.
   */
  restore(
    file: string,
    keepIn: string,
    progress?: (share: number) => void,
  ): Promise<{ kept: string }>
  /** Looks for damage. Gives a line for each thing checked. Throws nothing for damage: `ok` is false. */
  check(): Promise<CheckLine[]>
  /** The statements that this schema is made of, as the engine tells them, in a fixed order. */
  dumpSchema(): Promise<string>
  /** Opens the index of texts beside the archive, and makes it where there is none. Whoever opens it closes it. */
  texts(): Promise<TextStore>
  /** Work off the request path: checkpoint, statistics. */
  tend(): Promise<void>
  close(): Promise<void>
}
