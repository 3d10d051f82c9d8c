import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables.ts'

declare const reads: unique symbol
declare const writes: unique symbol

/** Reads only: the engine itself refuses a write through it. */
export type Db = Kysely<Tables> & { readonly [reads]: true }

/** A transaction in progress: handed out by `write` alone. It can read too, and sees its own writes. */
export type Tx = Kysely<Tables> & { readonly [reads]: true; readonly [writes]: true }

/** Runs `act` in one transaction. It is repeated when the engine asks for it, so it touches nothing but `tx`. */
export type Write = <Result>(act: (tx: Tx) => Promise<Result>) => Promise<Result>

/** What the two engines do differently. Nothing outside `storage` asks which engine it is on. */
export interface Storage {
  readonly engine: 'sqlite' | 'postgres'
  readonly db: Db
  readonly write: Write
  /** Writes a whole, checked copy to a file that does not exist yet; `progress` gets a share from 0 to 1. */
  backup(file: string, progress?: (share: number) => void): Promise<void>
  /** Looks for damage. Gives a line for each thing checked. Throws nothing for damage: `ok` is false. */
  check(): Promise<{ what: string; ok: boolean; detail: string }[]>
  /** The statements that this schema is made of, as the engine tells them, in a fixed order. */
  dumpSchema(): Promise<string>
  /** Work off the request path: checkpoint, statistics. */
  tend(): Promise<void>
  close(): Promise<void>
}
