import { bytes, Column, integers, words } from './arrays.ts'
import type { Entry } from './catalogue.ts'
import { addId, type IdTable, makeIdTable } from './id-table.ts'
import type { Terms } from './terms.ts'

/** In place of a count that is not shown. */
export const noCount = 0xffffffff
export const accountsOnlyFlag = 1
export const oneShotFlag = 2

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const longestTitle = 1000

/** Works in the order in which they came, column by column: what a base is built from. Rows of terms are numbers of `Terms`. */
export type Rows = {
  ids: IdTable
  tagStart: Uint32Array
  /** The author's own tags. */
  tags: Uint32Array
  otherStart: Uint32Array
  others: Uint32Array
  words: Uint32Array
  kudos: Uint32Array
  comments: Uint32Array
  readers: Uint32Array
  updated: Int32Array
  published: Int32Array
  flags: Uint8Array
  titleStart: Uint32Array
  titles: Uint8Array
}

/** One work with its terms as numbers: what is added to rows, and what a delta holds. */
export type Row = {
  id: string
  tags: readonly number[]
  others: readonly number[]
  words: number
  kudos: number
  comments: number
  readers: number
  updated: number
  published: number
  flags: number
  title: string
}

const count = (value: number | null) =>
  value === null ? noCount : Math.min(noCount - 1, Math.max(0, Math.trunc(value)))

/** An entry with its terms as numbers; terms that are new get one. */
export function rowOf(terms: Terms, entry: Entry): Row {
  return {
    id: entry.id,
    tags: [...new Set(entry.tags.map((id) => terms.tag(id)))],
    others: [...new Set(entry.terms.map((term) => terms.other(term)))],
    words: count(entry.words),
    kudos: count(entry.kudos),
    comments: count(entry.comments),
    readers: count(entry.readers),
    updated: entry.updated,
    published: entry.published,
    flags: (entry.accountsOnly ? accountsOnlyFlag : 0) | (entry.oneShot ? oneShotFlag : 0),
    title: entry.title.slice(0, longestTitle).toWellFormed(),
  }
}

/** Takes rows one by one. An id that comes twice must not. */
export class RowsBuilder {
  readonly #ids = makeIdTable()
  readonly #tagStart = new Column(words)
  readonly #tags = new Column(words)
  readonly #otherStart = new Column(words)
  readonly #others = new Column(words)
  readonly #words = new Column(words)
  readonly #kudos = new Column(words)
  readonly #comments = new Column(words)
  readonly #readers = new Column(words)
  readonly #updated = new Column(integers)
  readonly #published = new Column(integers)
  readonly #flags = new Column(bytes)
  readonly #titleStart = new Column(words)
  readonly #titles = new Column(bytes)

  add(row: Row): void {
    this.#tagStart.push(this.#tags.length)
    for (const term of row.tags) this.#tags.push(term)
    this.#otherStart.push(this.#others.length)
    for (const term of row.others) this.#others.push(term)
    addId(this.#ids, row.id)
    this.#words.push(row.words)
    this.#kudos.push(row.kudos)
    this.#comments.push(row.comments)
    this.#readers.push(row.readers)
    this.#updated.push(row.updated)
    this.#published.push(row.published)
    this.#flags.push(row.flags)
    this.#titleStart.push(this.#titles.length)
    this.#titles.reserve(row.title.length * 3)
    const { written } = encoder.encodeInto(
      row.title,
      this.#titles.array.subarray(this.#titles.length),
    )
    this.#titles.length += written
  }

  done(): Rows {
    this.#tagStart.push(this.#tags.length)
    this.#otherStart.push(this.#others.length)
    this.#titleStart.push(this.#titles.length)
    return {
      ids: this.#ids,
      tagStart: this.#tagStart.array,
      tags: this.#tags.array,
      otherStart: this.#otherStart.array,
      others: this.#others.array,
      words: this.#words.array,
      kudos: this.#kudos.array,
      comments: this.#comments.array,
      readers: this.#readers.array,
      updated: this.#updated.array,
      published: this.#published.array,
      flags: this.#flags.array,
      titleStart: this.#titleStart.array,
      titles: this.#titles.array,
    }
  }
}

/** The title key of a work among rows or a base. */
export function titleAt(of: Pick<Rows, 'titleStart' | 'titles'>, work: number): string {
  // Decoders take no shared memory.
  return decoder.decode(of.titles.slice(of.titleStart[work] ?? 0, of.titleStart[work + 1] ?? 0))
}
