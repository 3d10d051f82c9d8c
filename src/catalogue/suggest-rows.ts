import { bytes, Column, words } from './arrays.ts'
import { addId, findId, type IdTable, idAt, makeIdTable } from './id-table.ts'
import type { SuggestEntry, SuggestKind } from './suggest-index.ts'

const kinds: readonly SuggestKind[] = ['fandom', 'relationship', 'character', 'additional']

/** A tag as it was read: what works have it alone is counted, not its family. */
export type TagFacts = {
  readonly id: string
  readonly kind: SuggestKind
  readonly name: string
  /** The tag that it is found under. */
  readonly root: string
  readonly own: number
  readonly ownForStrangers: number
  /** Ids of the fandoms that it belongs to. */
  readonly fandoms: readonly string[]
}

/** Tags one after the other, about 50 bytes and the name each: what an index is built from without holding objects. */
export class SuggestRows {
  readonly #ids: IdTable = makeIdTable()
  readonly #kind = new Column(bytes)
  readonly #root = new Column(words)
  readonly #own = new Column(words)
  readonly #ownForStrangers = new Column(words)
  readonly #nameStart = new Column(words)
  readonly #names = new Column(bytes)
  readonly #fandomStart = new Column(words)
  readonly #fandoms = new Column(words)
  #described = 0
  readonly #encoder = new TextEncoder()
  readonly #decoder = new TextDecoder()

  /** Adds a tag that was not added before. */
  add({ id, kind, name, root, own, ownForStrangers, fandoms }: TagFacts): void {
    const place = this.#placeOf(id)
    this.#kind.array[place] = kinds.indexOf(kind)
    this.#root.array[place] = this.#placeOf(root)
    this.#own.array[place] = own
    this.#ownForStrangers.array[place] = ownForStrangers
    // Names and fandoms stand in the order in which tags come, which is not that of their places.
    this.#nameStart.push(place)
    this.#nameStart.push(this.#names.length)
    for (const byte of this.#encoder.encode(name)) this.#names.push(byte)
    this.#fandomStart.push(this.#fandoms.length)
    for (const fandom of fandoms) this.#fandoms.push(this.#placeOf(fandom))
    this.#described++
  }

  /** How many works have this spelling: as it was when it was read. Undefined for a tag that was not there. */
  ownOf(id: string): { own: number; ownForStrangers: number } | undefined {
    const place = findId(this.#ids, id)
    if (place < 0) return undefined
    return {
      own: this.#own.array[place] ?? 0,
      ownForStrangers: this.#ownForStrangers.array[place] ?? 0,
    }
  }

  get size(): number {
    return this.#described
  }

  /** Every tag with the works of its whole family. */
  *entries(): Generator<SuggestEntry> {
    const count = this.#ids.count
    const uses = new Float64Array(count)
    const usesForStrangers = new Float64Array(count)
    for (let place = 0; place < count; place++) {
      const root = this.#root.array[place] ?? place
      uses[root] = (uses[root] ?? 0) + (this.#own.array[place] ?? 0)
      usesForStrangers[root] =
        (usesForStrangers[root] ?? 0) + (this.#ownForStrangers.array[place] ?? 0)
    }
    for (let at = 0; at < this.#described; at++) {
      const place = this.#nameStart.array[at * 2] ?? 0
      const from = this.#nameStart.array[at * 2 + 1] ?? 0
      const isLast = at + 1 === this.#described
      const to = isLast ? this.#names.length : (this.#nameStart.array[at * 2 + 3] ?? 0)
      const root = this.#root.array[place] ?? place
      const first = this.#fandomStart.array[at] ?? 0
      const end = isLast ? this.#fandoms.length : (this.#fandomStart.array[at + 1] ?? 0)
      const fandoms = Array.from(this.#fandoms.array.subarray(first, end), (one) =>
        idAt(this.#ids, one),
      )
      yield {
        id: idAt(this.#ids, place),
        kind: kinds[this.#kind.array[place] ?? 0] ?? 'additional',
        // A shared buffer can't be decoded where it is.
        name: this.#decoder.decode(this.#names.array.slice(from, to)),
        root: idAt(this.#ids, root),
        uses: uses[root] ?? 0,
        usesForStrangers: usesForStrangers[root] ?? 0,
        fandoms,
      }
    }
  }

  #placeOf(id: string): number {
    const place = addId(this.#ids, id)
    if (place === this.#kind.length) {
      this.#kind.push(0)
      this.#root.push(place)
      this.#own.push(0)
      this.#ownForStrangers.push(0)
    }
    return place
  }
}
