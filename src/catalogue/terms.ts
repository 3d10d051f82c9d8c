import { bytes, Column, integers, words } from './arrays.ts'
import { type TagEntry, type Term, type TermKind, termKinds } from './catalogue.ts'
import { addId, copyIds, findId, type IdTable, idAt, makeIdTable, trimIds } from './id-table.ts'
import { Lists } from './lists.ts'

const tagKinds = 4
const penName = termKinds.indexOf('pen-name')
/** A tag that works name and nobody described. */
const nobodyKnows = 255
const mostBroader = 200

/** Everything that works can be filtered by, each under a number; and the families of tags. Plain data inside `TermData`. */
export class Terms {
  readonly #tags: IdTable
  readonly #penNames: IdTable
  /** So many of the first terms are tags, each of the same number among tags: nothing more is kept of those. */
  #first: number
  /** Of the others. */
  readonly #termOfTag: Column<Uint32Array>
  readonly #termOfPenName: Column<Uint32Array>
  readonly #codes: Map<string, number>
  readonly #codeOf: Map<number, string>
  readonly #kind: Column<Uint8Array>
  /** Its number among tags or pen names; of those after the first. */
  readonly #local: Column<Uint32Array>
  readonly #root: Column<Int32Array>
  readonly #unwrangled: Column<Uint8Array>
  readonly #broader: Map<number, number[]>
  readonly #synonyms = new Lists()
  readonly #narrower = new Lists()
  readonly #closures = new Map<number, readonly number[]>()

  constructor(data?: TermData) {
    this.#tags = data?.tags ?? makeIdTable()
    this.#penNames = data?.penNames ?? makeIdTable()
    this.#first = data?.first ?? 0
    this.#termOfTag = new Column(words, data?.termOfTag)
    this.#termOfPenName = new Column(words, data?.termOfPenName)
    this.#kind = new Column(bytes, data?.kind)
    this.#local = new Column(words, data?.local)
    this.#root = new Column(integers, data?.root)
    this.#unwrangled = new Column(bytes, data?.unwrangled)
    this.#codes = new Map(data?.codes)
    this.#codeOf = new Map([...this.#codes].map(([code, term]) => [term, code]))
    this.#broader = new Map(data?.broader)
    this.settle()
  }

  /** Lets go of the room that building took. To be called when much was described. */
  settle(): void {
    const pairs: [number, number][] = []
    for (const [term, above] of this.#broader) for (const one of above) pairs.push([one, term])
    this.#narrower.settle(pairs)
    const synonyms: [number, number][] = []
    for (let term = 0; term < this.count; term++) {
      const root = this.#root.array[term] ?? term
      if (root !== term) synonyms.push([root, term])
    }
    this.#synonyms.settle(synonyms)
    this.#closures.clear()
    for (const column of [this.#termOfTag, this.#termOfPenName, this.#local]) column.trim()
    for (const column of [this.#kind, this.#unwrangled]) column.trim()
    this.#root.trim()
    trimIds(this.#tags)
    trimIds(this.#penNames)
  }

  get count(): number {
    return this.#kind.length
  }

  data(): TermData {
    return {
      tags: this.#tags,
      penNames: this.#penNames,
      first: this.#first,
      termOfTag: this.#termOfTag.done(),
      termOfPenName: this.#termOfPenName.done(),
      kind: this.#kind.done(),
      local: this.#local.done(),
      root: this.#root.done(),
      unwrangled: this.#unwrangled.done(),
      codes: [...this.#codes],
      broader: [...this.#broader],
    }
  }

  /** `data` that later changes leave as it is. */
  copy(): TermData {
    const data = this.data()
    return { ...data, tags: copyIds(data.tags), penNames: copyIds(data.penNames) }
  }

  #add(kind: number, local: number): number {
    this.#kind.push(kind)
    if (this.#first < this.#kind.length) this.#local.push(local)
    this.#root.push(this.#root.length)
    this.#unwrangled.push(0)
    return this.count - 1
  }

  /** The number of a tag by its id; a new one is of no kind until it is described. */
  tag(id: string): number {
    const local = addId(this.#tags, id)
    if (local === this.#first + this.#termOfTag.length) {
      if (local === this.count) this.#first++
      const term = this.#add(nobodyKnows, local)
      if (term >= this.#first) this.#termOfTag.push(term)
    }
    return this.#termOf(local)
  }

  #termOf(local: number): number {
    return local < this.#first ? local : (this.#termOfTag.array[local - this.#first] ?? 0)
  }

  /** The number of anything that is no tag. */
  other({ kind, key }: Term): number {
    if (kind === 'pen-name') {
      const local = addId(this.#penNames, key)
      if (local === this.#termOfPenName.length) this.#termOfPenName.push(this.#add(penName, local))
      return this.#termOfPenName.array[local] ?? 0
    }
    const code = `${kind} ${key}`
    let term = this.#codes.get(code)
    if (term === undefined) {
      term = this.#add(termKinds.indexOf(kind), 0)
      this.#codes.set(code, term)
      this.#codeOf.set(term, code)
    }
    return term
  }

  /** The number that a term is found under, or -1 when nothing has it. */
  find({ kind, key }: Term): number {
    const at = termKinds.indexOf(kind)
    if (at < tagKinds) {
      const local = findId(this.#tags, key)
      return local < 0 ? -1 : this.rootOf(this.#termOf(local))
    }
    if (at === penName) {
      const local = findId(this.#penNames, key)
      return local < 0 ? -1 : (this.#termOfPenName.array[local] ?? -1)
    }
    return this.#codes.get(`${kind} ${key}`) ?? -1
  }

  keyOf(term: number): string {
    const code = this.#codeOf.get(term)
    if (code !== undefined) return code.slice(code.indexOf(' ') + 1)
    const table = this.#kind.array[term] === penName ? this.#penNames : this.#tags
    const local = term < this.#first ? term : (this.#local.array[term - this.#first] ?? 0)
    return idAt(table, local)
  }

  /** The place of its kind in `termKinds`; more for a tag that nobody described. */
  kindAt(term: number): number {
    return this.#kind.array[term] ?? nobodyKnows
  }

  isTag(term: number): boolean {
    const kind = this.kindAt(term)
    return kind < tagKinds || kind === nobodyKnows
  }

  isUnwrangled(term: number): boolean {
    return this.#unwrangled.array[term] === 1
  }

  rootOf(term: number): number {
    let at = term
    for (let steps = 0; steps < 16; steps++) {
      const root = this.#root.array[at] ?? at
      if (root === at) return at
      at = root
    }
    return at
  }

  /** What a work with this tag is found under: its root, and all that is broader. Never changed in place. */
  closureOf(term: number): readonly number[] {
    const root = this.rootOf(term)
    if (!this.#broader.has(root)) return [root]
    return kept(this.#closures, root, () => {
      const found = new Set([root])
      for (const one of found) {
        if (found.size > mostBroader) break
        for (const above of this.#broader.get(one) ?? []) found.add(this.rootOf(above))
      }
      return [...found]
    })
  }

  /** Everything whose closure may have this term in it: itself, its synonyms, what is narrower, all the way down. */
  below(term: number): Set<number> {
    const found = new Set([term])
    for (const one of found) {
      for (const synonym of this.#synonyms.get(one)) found.add(synonym)
      for (const narrower of this.#narrower.get(one)) found.add(narrower)
    }
    return found
  }

  /** Takes over what is said of a tag. Gives whether kind, root or family are other ones now. */
  describe(entry: TagEntry): boolean {
    const term = this.tag(entry.id)
    const kind = termKinds.indexOf(entry.kind satisfies TermKind)
    const root = this.tag(entry.root)
    const broader = entry.broader.map((id) => this.tag(id)).filter((one) => one !== term)
    this.#unwrangled.array[term] = entry.unwrangled ? 1 : 0
    const before = this.#broader.get(term) ?? []
    const was = this.#root.array[term] ?? term
    const isSame =
      this.#kind.array[term] === kind &&
      was === root &&
      before.length === broader.length &&
      before.every((one, at) => one === broader[at])
    if (isSame) return false
    this.#kind.array[term] = kind
    if (was !== term) this.#synonyms.drop(was, term)
    this.#root.array[term] = root
    if (root !== term) this.#synonyms.put(root, term)
    for (const one of before) this.#narrower.drop(one, term)
    if (broader.length > 0) this.#broader.set(term, broader)
    else this.#broader.delete(term)
    for (const one of broader) this.#narrower.put(one, term)
    return true
  }

  /** To be called after tags were described, before anybody asks for a closure. */
  forgetClosures(): void {
    this.#closures.clear()
  }
}

export type TermData = {
  tags: IdTable
  penNames: IdTable
  first: number
  termOfTag: Uint32Array
  termOfPenName: Uint32Array
  kind: Uint8Array
  local: Uint32Array
  root: Int32Array
  unwrangled: Uint8Array
  codes: [string, number][]
  broader: [number, number[]][]
}

function kept(
  closures: Map<number, readonly number[]>,
  root: number,
  make: () => readonly number[],
): readonly number[] {
  let found = closures.get(root)
  if (!found) closures.set(root, (found = make()))
  return found
}
