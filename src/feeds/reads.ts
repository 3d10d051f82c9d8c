import { sql } from 'kysely'
import { type Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import { visibleChapter, visibleWork } from '#policy/visible.ts'
import type { ChapterId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { hydrateWorks } from '#works/reads.ts'
import type { FrontMatter } from '#works/work.ts'

export const mostEntries = 50

/** Feeds are the same for everybody: what they hold is what a stranger may read, whoever asks. */
export const stranger: Actor = { account: null, reading: defaultReading }

/** A chapter that came after its work: its number counts from 1 through what is published. */
export type NewChapter = {
  id: ChapterId
  workId: WorkId
  number: number
  title: string
  words: number
  publishedAt: string
}

export type Newest = { works: FrontMatter[]; chapters: NewChapter[] }

/**
 * The works of the archive, or of one pen name, where something was published last, and their newest later chapters; at
 * most `mostEntries` of each. Among them are the newest `mostEntries` of both together. Seven queries at most.
 */
export async function readNewest(db: Db, penName: PenNameId | null): Promise<Newest> {
  const ids = penName === null ? await newestWorks(db) : await newestWorksBy(db, penName)
  if (ids.length === 0) return { works: [], chapters: [] }
  return { works: await hydrateWorks(db, ids), chapters: await laterChapters(db, ids) }
}

async function newestWorks(db: Db): Promise<WorkId[]> {
  const rows = await db
    .selectFrom('work')
    .select('work.id')
    .where(visibleWork(stranger))
    .orderBy('work.updated_at', 'desc')
    .orderBy('work.id', 'desc')
    .limit(mostEntries)
    .execute()
  return rows.map(({ id }) => id)
}

async function newestWorksBy(db: Db, penName: PenNameId): Promise<WorkId[]> {
  const rows = await db
    .selectFrom('work_byline')
    .innerJoin('work', 'work.id', 'work_byline.work_id')
    .select('work.id')
    .where('work_byline.pen_name_id', '=', penName)
    .where(visibleWork(stranger))
    .orderBy('work.updated_at', 'desc')
    .orderBy('work.id', 'desc')
    .limit(mostEntries)
    .execute()
  return rows.map(({ id }) => id)
}

/** Chapters that were published after their work was, the newest first. One query. */
async function laterChapters(db: Db, works: readonly WorkId[]): Promise<NewChapter[]> {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('chapter')
        .select([
          'chapter.id',
          'chapter.work_id',
          'chapter.title',
          'chapter.words',
          'chapter.published_at',
          sql<number>`row_number() over (partition by chapter.work_id order by chapter.position)`.as(
            'number',
          ),
        ])
        .where('chapter.work_id', 'in', works)
        .where(visibleChapter)
        .as('shown'),
    )
    .innerJoin('work', 'work.id', 'shown.work_id')
    .select(['shown.id', 'shown.work_id', 'shown.title', 'shown.words', 'shown.number'])
    .select('shown.published_at')
    .whereRef('shown.published_at', '>', 'work.published_at')
    .orderBy('shown.published_at', 'desc')
    .orderBy('shown.id', 'desc')
    .limit(mostEntries)
    .execute()
  return rows.flatMap(({ id, work_id, number, title, words, published_at }) =>
    published_at === null
      ? []
      : { id, workId: work_id, number: Number(number), title, words, publishedAt: published_at },
  )
}
