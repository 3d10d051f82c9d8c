import type { TagId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { endOfLog, type LogPlace, readLog } from '#storage/follow-log.ts'
import type { Answer, Query, TagEntry } from './catalogue.ts'
import { startCompaction } from './compact-aside.ts'
import { Catalogue, CatalogueBuilder } from './engine.ts'
import {
  listFindable,
  listSpellings,
  listTags,
  readAtOnce,
  readEntries,
  readTags,
} from './read-entries.ts'
import { readSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts'
import { Terms } from './terms.ts'

/** Entries of the log that are taken over at a time. */
const entriesAtOnce = 1000
/** A snapshot that is further behind than so many entries, or an eighth of its works, is not worth following. */
const mostBehind = 20_000
/** A new snapshot is written at most so often, in milliseconds. */
const betweenSnapshots = 10 * 60 * 1000

const pieces = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / readAtOnce) }, (_, at) =>
    items.slice(at * readAtOnce, (at + 1) * readAtOnce),
  )

/** When so much stands beside the base, a new one is built. */
const mostPending = (works: number) => Math.max(4096, works / 64)
const mostOverlaid = 48

/** A catalogue that is kept like the database: built from it, then following its log of changes. */
export class Follower {
  readonly #db: Db
  readonly #file: string | null
  #catalogue: Catalogue | null = null
  #place: LogPlace | null = null
  #writing: Promise<void> = Promise.resolve()
  #writtenAt = -Infinity
  /** Whether what there is was read from the database, or from a snapshot and the log since. */
  began: 'not yet' | 'anew' | 'snapshot' = 'not yet'
  #working: Promise<void> = Promise.resolve()
  #compacting: { done: Promise<void>; stop(): Promise<unknown> } | null = null

  /** `file` is where a snapshot is kept, for a start that need not read everything. */
  constructor(db: Db, file: string | null = null) {
    this.#db = db
    this.#file = file
  }

  get isReady(): boolean {
    return this.#catalogue !== null
  }

  /** Answers as of now: what was committed before the question is in the answer. Builds the catalogue where there is none. */
  async find(query: Query): Promise<Answer> {
    await this.catchUp()
    if (!this.#catalogue) throw new Error('the catalogue is not built')
    return this.#catalogue.find(query)
  }

  /** Takes over what the log tells since the last time. One small query where nothing happened. */
  catchUp(): Promise<void> {
    const step = this.#working.then(() => this.#step())
    this.#working = step.catch(() => {})
    return step
  }

  async #step(): Promise<void> {
    if (!this.#catalogue && !(await this.#open())) return this.#build()
    for (;;) {
      if (!this.#place) return this.#build()
      const read = await readLog(this.#db, this.#place, entriesAtOnce)
      const isRestored = read.entries.some(({ kind }) => kind === 'archive-restored')
      // Another archive stands in the place of the one that was read.
      if (read.isAnother || isRestored) return this.#build()
      if (read.entries.length > 0) await this.#apply(read.entries)
      this.#place = read.place
      if (!read.more) return
    }
  }

  async #apply(changes: readonly { work: WorkId | null; tag: TagId | null }[]): Promise<void> {
    const works = [...new Set(changes.flatMap(({ work }) => work ?? []))]
    const wrangled = [...new Set(changes.flatMap(({ tag }) => tag ?? []))]
    for (const some of pieces(works)) {
      const entries = await readEntries(this.#db, some)
      const named = [...new Set(entries.flatMap(({ tags }) => tags))] as TagId[]
      const tags = await this.#describe(named)
      const there = new Set(entries.map(({ id }) => id))
      const gone = some.filter((id) => !there.has(id))
      this.#catalogue?.apply({ works: entries, gone, tags })
    }
    for (const some of pieces(wrangled)) {
      this.#catalogue?.apply({ works: [], gone: [], tags: await this.#describe(some) })
    }
    this.#compactWhenDue()
  }

  /** Builds a new base in another thread, while this one goes on answering. */
  #compactWhenDue(): void {
    const catalogue = this.#catalogue
    if (!catalogue || this.#compacting) return
    const { pending, works } = catalogue
    if (pending.works <= mostPending(works) && pending.terms <= mostOverlaid) return
    const terms = this.#isDue() ? catalogue.terms.copy() : null
    const place = this.#place
    const { base, stop } = startCompaction(catalogue.beginCompaction())
    const done = base.then((made) => {
      if (made && this.#catalogue === catalogue) {
        catalogue.replaceBase(made)
        if (terms && place) this.#keep({ base: made, terms, place })
      }
      this.#compacting = null
    })
    this.#compacting = { done, stop }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.#working
    await this.#compacting?.stop()
    await this.#compacting?.done
    await this.#writing
  }

  #isDue(): boolean {
    return this.#file !== null && performance.now() - this.#writtenAt > betweenSnapshots
  }

  /** Writes a snapshot while questions are answered. One that can't be written is only missed at the next start. */
  #keep(snapshot: Snapshot): void {
    const file = this.#file
    if (file === null || snapshot.place.seen === 0) return
    this.#writtenAt = performance.now()
    this.#writing = this.#writing.then(() => writeSnapshot(file, snapshot)).catch(() => {})
  }

  /** Begins with the snapshot, if there is one of this archive that is not too far behind. */
  async #open(): Promise<boolean> {
    if (this.#file === null) return false
    const snapshot = await readSnapshot(this.#file)
    if (!snapshot) return false
    const { base, terms, place } = snapshot
    const { seen } = await endOfLog(this.#db)
    const { isAnother } = await readLog(this.#db, place, 1)
    if (isAnother || seen - place.seen > Math.max(mostBehind, base.works / 8)) return false
    this.#catalogue = new Catalogue(new Terms(terms), base)
    this.#place = place
    this.#writtenAt = performance.now()
    this.began = 'snapshot'
    return true
  }

  async #describe(tags: readonly TagId[]): Promise<TagEntry[]> {
    const all: TagEntry[] = []
    for (const some of pieces(tags)) {
      for (const spellings of pieces(await listSpellings(this.#db, some))) {
        all.push(...(await readTags(this.#db, spellings)))
      }
    }
    return all
  }

  /** Reads everything. What is changed meanwhile is looked at again, because the place in the log is noted before. */
  async #build(): Promise<void> {
    const place = await endOfLog(this.#db)
    const builder = new CatalogueBuilder()
    for (let after: string | undefined = ''; after !== undefined;) {
      const ids: TagId[] = await listTags(this.#db, after)
      for (const tag of await readTags(this.#db, ids)) builder.describe(tag)
      after = ids.length < readAtOnce ? undefined : ids.at(-1)
    }
    for (let after: string | undefined = ''; after !== undefined;) {
      const ids: WorkId[] = await listFindable(this.#db, after)
      for (const entry of await readEntries(this.#db, ids)) builder.add(entry)
      after = ids.length < readAtOnce ? undefined : ids.at(-1)
    }
    this.#catalogue = builder.done()
    this.#place = place
    this.began = 'anew'
    const { base, terms } = this.#catalogue
    if (this.#file !== null) this.#keep({ base, terms: terms.copy(), place })
  }
}
