import type { TagId, WorkId } from '#shared/ids.ts'
import { readChangesAfter } from '#storage/changes.ts'
import type { Db } from '#storage/db.ts'
import type { Answer, Query, TagEntry } from './catalogue.ts'
import { startCompaction } from './compact-aside.ts'
import { type Catalogue, CatalogueBuilder } from './engine.ts'
import {
  listFindable,
  listSpellings,
  listTags,
  readAtOnce,
  readEntries,
  readTags,
} from './read-entries.ts'

/** PostgreSQL shows entries of the log out of order, by fewer than this: so many are looked at again. */
const lookedAgain = 300

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
  #catalogue: Catalogue | null = null
  #position = 0
  #seen = new Set<number>()
  #working: Promise<void> = Promise.resolve()
  #compacting: { done: Promise<void>; stop(): Promise<unknown> } | null = null

  constructor(db: Db) {
    this.#db = db
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
    if (!this.#catalogue) return this.#build()
    for (;;) {
      const changes = await readChangesAfter(
        this.#db,
        this.#position - lookedAgain,
        lookedAgain * 4,
      )
      const newest = changes.at(-1)?.sequence ?? 0
      // Fewer than there were: this is another archive than before.
      if (
        newest < this.#position ||
        changes.some(
          ({ kind, sequence }) => kind === 'archive-restored' && !this.#seen.has(sequence),
        )
      )
        return this.#build()
      const fresh = changes.filter(({ sequence }) => !this.#seen.has(sequence))
      if (fresh.length === 0) return
      await this.#apply(fresh)
      for (const { sequence } of fresh) this.#seen.add(sequence)
      this.#position = newest
      if (this.#seen.size > lookedAgain * 8) {
        this.#seen = new Set([...this.#seen].filter((one) => one > newest - lookedAgain * 2))
      }
    }
  }

  async #apply(
    changes: readonly { work_id: WorkId | null; tag_id: TagId | null }[],
  ): Promise<void> {
    const works = [...new Set(changes.flatMap(({ work_id }) => work_id ?? []))]
    const wrangled = [...new Set(changes.flatMap(({ tag_id }) => tag_id ?? []))]
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
    const { base, stop } = startCompaction(catalogue.beginCompaction())
    const done = base.then((made) => {
      if (made && this.#catalogue === catalogue) catalogue.replaceBase(made)
      this.#compacting = null
    })
    this.#compacting = { done, stop }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.#working
    await this.#compacting?.stop()
    await this.#compacting?.done
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
    const newest = await readChangesAfter(this.#db, null, lookedAgain)
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
    this.#position = newest.at(-1)?.sequence ?? 0
    this.#seen = new Set(newest.map(({ sequence }) => sequence))
  }
}
