import type { StatementSync } from 'node:sqlite'
import { packedLength } from '#shared/packed-ids.ts'

const atOnce = 20_000

/**
 * The packed ids of rows by row number, kept in memory: rows get numbers that are never used again, so what was read
 * once stays true. `later` gives rows after a number, in order. 10 bytes a row.
 */
export class RowIds {
  #bytes = new Uint8Array(1024 * packedLength)
  #newest = 0
  readonly #later: StatementSync

  constructor(later: StatementSync) {
    this.#later = later
  }

  /** The ids of these rows, one after the other. Called in the read transaction that found them. */
  of(rows: readonly number[]): Uint8Array {
    let newest = 0
    for (const row of rows) if (row > newest) newest = row
    while (this.#newest < newest && this.#read() > 0);
    const ids = new Uint8Array(rows.length * packedLength)
    for (let at = 0; at < rows.length; at++) {
      const from = (rows[at] ?? 0) * packedLength
      for (let byte = 0; byte < packedLength; byte++) {
        ids[at * packedLength + byte] = this.#bytes[from + byte] ?? 0
      }
    }
    return ids
  }

  #read(): number {
    const rows = this.#later.all(this.#newest, atOnce)
    for (const { row, id } of rows) {
      const number = Number(row)
      this.#keep(number, id as Uint8Array)
      this.#newest = number
    }
    return rows.length
  }

  #keep(row: number, id: Uint8Array): void {
    const at = row * packedLength
    if (at + packedLength > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(at + packedLength, this.#bytes.length * 2))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(id, at)
  }
}
