import type { TagId, WorkId } from '#shared/ids.ts'
import { turn } from '#shared/turn.ts'
import type { Db } from '#storage/db.ts'
import { endOfLog, type LogPlace, readLog } from '#storage/follow-log.ts'
import { listSpellings, listTags, readAtOnce } from './read-entries.ts'
import {
  type Asked,
  makeSuggestions,
  type SuggestEntry,
  type Suggestion,
  type Suggestions,
} from './suggest-index.ts'
import { SuggestRows, type TagFacts } from './suggest-rows.ts'
import { listFamilies, listTagsOf, readTagFacts } from './suggest-source.ts'

/** A tag that more works have keeps its rank when one is published: it is not counted again. */
const many = 50
/** Past so many tags that changed the index is built anew. */
const mostYoung = 30_000
const entriesAtOnce = 500

/** Works whose tags may be suggested, or not any more. */
const ofWorks: ReadonlySet<string> = new Set([
  'work-published',
  'work-edited',
  'work-deleted',
  'work-restored',
  'work-hidden',
])

/** Names of tags to be completed, kept like the database. Uses may be those of a while ago; which tags there are is exact. */
export class SuggestFollower {
  readonly #db: Db
  #rows: SuggestRows | null = null
  #suggestions: Suggestions | null = null
  #place: LogPlace | null = null
  #working: Promise<void> = Promise.resolve()
  /** Tags that changed, as they were read last. */
  readonly #facts = new Map<string, TagFacts>()

  constructor(db: Db) {
    this.#db = db
  }

  get isReady(): boolean {
    return this.#suggestions !== null
  }

  async find(asked: Asked): Promise<Suggestion[]> {
    await this.catchUp()
    return this.#suggestions?.find(asked) ?? []
  }

  /** Takes over what the log tells since the last time; builds the index where there is none. */
  catchUp(): Promise<void> {
    const step = this.#working.then(() => this.#step())
    this.#working = step.catch(() => {})
    return step
  }

  async #step(): Promise<void> {
    if (!this.#suggestions || !this.#place) return this.#build()
    for (;;) {
      const read = await readLog(this.#db, this.#place, entriesAtOnce)
      const isRestored = read.entries.some(({ kind }) => kind === 'archive-restored')
      if (read.isAnother || isRestored) return this.#build()
      const works = read.entries.flatMap(({ kind, work }) =>
        work !== null && ofWorks.has(kind) ? [work] : [],
      )
      await this.#follow(
        [...new Set(works)],
        read.entries.flatMap(({ tag }) => tag ?? []),
      )
      this.#place = read.place
      if (!read.more) break
    }
    if ((this.#suggestions?.size ?? 0) > mostYoung) await this.#build()
  }

  async #follow(works: readonly WorkId[], wrangled: readonly TagId[]): Promise<void> {
    const named = await listTagsOf(this.#db, works)
    const counted = named.filter((id) => (this.#ownOf(id)?.own ?? 0) < many)
    const families = await listFamilies(this.#db, [
      ...counted,
      ...(await listSpellings(this.#db, wrangled)),
    ])
    if (families.length === 0) return
    const facts: TagFacts[] = []
    for (let from = 0; from < families.length; from += readAtOnce) {
      const some = families.slice(from, from + readAtOnce)
      facts.push(...(await readTagFacts(this.#db, some, { bounded: true })))
    }
    const sums = new Map<string, { uses: number; usesForStrangers: number }>()
    for (const one of facts) {
      const known = this.#ownOf(one.id)
      // What was counted whole stays: reading a tag alone stops early.
      const own = known && known.own > many ? { ...one, ...known } : one
      this.#facts.set(one.id, own)
      const sum = sums.get(one.root) ?? { uses: 0, usesForStrangers: 0 }
      sums.set(one.root, {
        uses: sum.uses + own.own,
        usesForStrangers: sum.usesForStrangers + own.ownForStrangers,
      })
    }
    const none = { uses: 0, usesForStrangers: 0 }
    const changed = facts.map(({ id, kind, name, root, fandoms }): SuggestEntry => ({
      id,
      kind,
      name,
      root,
      fandoms,
      ...(sums.get(root) ?? none),
    }))
    const there = new Set(facts.map(({ id }) => id))
    this.#suggestions?.apply(
      changed,
      families.filter((id) => !there.has(id)),
    )
  }

  #ownOf(id: string): { own: number; ownForStrangers: number } | undefined {
    return this.#facts.get(id) ?? this.#rows?.ownOf(id)
  }

  async #build(): Promise<void> {
    const place = await endOfLog(this.#db)
    const rows = new SuggestRows()
    for (let after: string | undefined = ''; after !== undefined;) {
      const ids: TagId[] = await listTags(this.#db, after)
      for (const facts of await readTagFacts(this.#db, ids, { bounded: false })) rows.add(facts)
      after = ids.length < readAtOnce ? undefined : ids.at(-1)
      await turn()
    }
    this.#suggestions = makeSuggestions(rows.entries())
    this.#rows = rows
    this.#facts.clear()
    this.#place = place
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.#working
  }
}
