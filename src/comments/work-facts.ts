import type { ChapterId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { prepare } from '#storage/prepare.ts'
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

const factsOf = prepare<{ work: WorkId }>()((db, value) =>
  db.selectFrom('work').select(columns).where('id', '=', value('work')),
)

/** The work's row as far as talking needs it; in a transaction or out of it. One query. */
export async function readWorkFacts(db: Db, work: WorkId): Promise<TalkedWork | null> {
  const [row] = await factsOf(db, { work })
  return row ?? null
}

const publishedChapter = prepare<{ work: WorkId; chapter: ChapterId }>()((db, value) =>
  db
    .selectFrom('chapter')
    .select('id')
    .where('id', '=', value('chapter'))
    .where('work_id', '=', value('work'))
    .where('published_at', 'is not', null)
    .where('deleted_at', 'is', null),
)

/** Whether it is a chapter of the work that readers see. One query. */
export async function isPublishedChapter(
  db: Db,
  work: WorkId,
  chapter: ChapterId,
): Promise<boolean> {
  const found = await publishedChapter(db, { work, chapter })
  return found.length > 0
}

const inByline = prepare<{ work: WorkId; penName: PenNameId }>()((db, value) =>
  db
    .selectFrom('work_byline')
    .select('work_id')
    .where('work_id', '=', value('work'))
    .where('pen_name_id', '=', value('penName')),
)

/** Whether a pen name is in the byline. Another one of the same account is not the author; a guest never is. */
export async function isByline(db: Db, work: WorkId, penName: PenNameId | null): Promise<boolean> {
  if (penName === null) return false
  const found = await inByline(db, { work, penName })
  return found.length > 0
}
