import type { ChapterId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { WorkRow } from '#storage/schema/tables.ts'

const columns = [
  'id',
  'title',
  'published_at',
  'hidden_at',
  'deleted_at',
  'accounts_only',
  'comments_from',
  'comments_held',
] as const

/** A work as far as talking needs it. */
export type TalkedWork = Pick<WorkRow, (typeof columns)[number]>

/** The work's row as far as talking needs it; in a transaction or out of it. One query. */
export async function readWorkFacts(db: Db, work: WorkId): Promise<TalkedWork | null> {
  const row = await db.selectFrom('work').select(columns).where('id', '=', work).executeTakeFirst()
  return row ?? null
}

/** Whether it is a chapter of the work that readers see. One query. */
export async function isPublishedChapter(
  db: Db,
  work: WorkId,
  chapter: ChapterId,
): Promise<boolean> {
  const row = await db
    .selectFrom('chapter')
    .select('id')
    .where('id', '=', chapter)
    .where('work_id', '=', work)
    .where('published_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a pen name is in the byline. Another one of the same account is not the author; a guest never is. */
export async function isByline(db: Db, work: WorkId, penName: PenNameId | null): Promise<boolean> {
  if (penName === null) return false
  const row = await db
    .selectFrom('work_byline')
    .select('work_id')
    .where('work_id', '=', work)
    .where('pen_name_id', '=', penName)
    .executeTakeFirst()
  return row !== undefined
}
