import { threadsPart } from '#comments/parts.ts'
import { readThreads } from '#comments/reads.ts'
import type { Html } from '#html.ts'
import type { Actor } from '#policy/actor.ts'
import { mayReadWork, type WorkFacts } from '#policy/visible.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { versionOfWork, versionOfWorkItself } from '#storage/changes.ts'
import type { Db } from '#storage/db.ts'
import { urls } from '#urls.ts'
import { hydrateWorks, listChapters, readChapter, readWorkFacts } from '#works/reads.ts'
import { frontMatterCard } from '#works/parts.ts'
import type { Chapter, ChapterLine, FrontMatter } from '#works/work.ts'

/** A work as its pages show it, the same for all who may read it. What is read once is kept until the work changes. */
export type ShelvedWork = {
  readonly front: FrontMatter
  readonly chapters: readonly ChapterLine[]
  numberOf(chapter: ChapterId): number | null
  /** The whole front matter. */
  readonly card: Html
  chapter(number: number): Promise<Chapter | null>
  /** The public threads of a chapter as they are now, from after that thread on. */
  threads(chapter: ChapterLine, after: string | null): Promise<Html>
}

type Kept = {
  readonly version: string
  readonly facts: WorkFacts
  readonly work: ShelvedWork
  weight: number
}

/**
 * Works that were read lately, as they are in the database, with the version that they had, and the threads below them
 * with theirs: pages that are made for one reader alone, or because somebody said something, are rendered from them and
 * not read again. Holds at most about `mostBytes`; the least recently read go first.
 */
export class Shelf {
  readonly #db: Db
  readonly #mostBytes: number
  readonly #kept = new Map<WorkId, Kept>()
  #bytes = 0

  constructor(db: Db, mostBytes: number) {
    this.#db = db
    this.#mostBytes = mostBytes
  }

  /** How much is kept, in bytes, roughly. */
  get bytes(): number {
    return this.#bytes
  }

  /** The work, as it is now, if the actor may read it. One query when it is kept, seven otherwise; one or three more for
   * its threads. */
  async find(actor: Actor, id: WorkId): Promise<ShelvedWork | null> {
    // Asked before anything is read: what is read later may be newer than its version, never older.
    const version = await versionOfWorkItself(this.#db, id)
    const kept = this.#kept.get(id)
    if (kept?.version === version) {
      this.#kept.delete(id)
      this.#kept.set(id, kept)
      return mayReadWork(actor, kept.facts) ? kept.work : null
    }
    if (kept) this.#drop(id, kept)
    const facts = await readWorkFacts(this.#db, id)
    if (!facts || !mayReadWork(actor, facts)) return null
    const [front] = await hydrateWorks(this.#db, [id])
    return front ? this.#keep(version, facts, front) : null
  }

  async #keep(version: string, facts: WorkFacts, front: FrontMatter): Promise<ShelvedWork> {
    const chapters = await listChapters(this.#db, front.id)
    const numbers = new Map(chapters.map(({ id, number }) => [id, number]))
    const texts = new Map<number, Chapter | null>()
    const threads = new Map<string, { version: string; made: Html }>()
    const numberOf = (chapter: ChapterId) => numbers.get(chapter) ?? null
    const work: ShelvedWork = {
      front,
      chapters,
      numberOf,
      card: frontMatterCard(front, numberOf),
      chapter: async (number) => {
        const found = texts.get(number)
        if (found !== undefined) return found
        const read = await readChapter(this.#db, front.id, number)
        // Numbers that lead nowhere are endless.
        if (read) this.#add(kept, weighText(read), () => texts.set(number, read))
        return read
      },
      threads: async (chapter, after) => {
        const name = `${chapter.id} ${after ?? ''}`
        const now = await versionOfWork(this.#db, front.id)
        const found = threads.get(name)
        if (found?.version === now) return found.made
        const { comments, older } = await readThreads(this.#db, chapter.id, after)
        const address = older && urls.chapter(front.id, chapter.number, older)
        const made = threadsPart(comments, address)
        // Keys that lead nowhere are endless too.
        if (after === null || comments.length > 0)
          this.#add(kept, weigh(made) - (found ? weigh(found.made) : 0), () =>
            threads.set(name, { version: now, made }),
          )
        return made
      },
    }
    const kept: Kept = { version, facts, work, weight: 0 }
    const before = this.#kept.get(front.id)
    if (before) this.#drop(front.id, before)
    this.#kept.set(front.id, kept)
    this.#add(kept, weigh(work.card) + weighFront(front, chapters), () => {})
    return work
  }

  /** Keeps a part with a work that is still kept, and makes room for it. */
  #add(kept: Kept, weight: number, keep: () => void): void {
    if (this.#kept.get(kept.work.front.id) !== kept || weight > this.#mostBytes / 8) return
    keep()
    kept.weight += weight
    this.#bytes += weight
    for (const [id, oldest] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break
      this.#drop(id, oldest)
    }
  }

  #drop(id: WorkId, kept: Kept): void {
    this.#kept.delete(id)
    this.#bytes -= kept.weight
  }
}

const overhead = 400

function weighFront(front: FrontMatter, chapters: readonly ChapterLine[]): number {
  const { summary, noteBefore, noteAfter, disclaimer, tags, warnings } = front
  const texts = [summary, noteBefore, noteAfter, disclaimer].join('').length
  const small = tags.length + warnings.length + chapters.length
  return overhead * (4 + small) + texts * 2
}

function weighText({ body, noteBefore, noteAfter }: Chapter): number {
  return overhead + (body.length + noteBefore.length + noteAfter.length) * 2
}

function weigh({ markup }: Html): number {
  return overhead + markup.length * 2
}
