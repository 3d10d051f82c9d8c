import type { ChapterId, CommentId, PenNameId, WorkId } from '#shared/ids.ts'
import { type Clock, instant } from '#shared/clock.ts'
import type { Db, Tx } from './db.ts'

/** What can happen to what the public sees. */
export type ChangeKind =
  | 'work-published'
  | 'work-edited'
  | 'work-deleted'
  | 'work-restored'
  | 'work-hidden'
  | 'chapter-published'
  | 'chapter-edited'
  | 'chapter-deleted'
  | 'chapters-reordered'
  | 'comment-shown'
  | 'comment-edited'
  | 'comment-gone'
  | 'counts-changed'
  | 'pen-name-edited'
  | 'settings-changed'
  | 'archive-restored'

export type Change = {
  kind: ChangeKind
  work?: WorkId
  chapter?: ChapterId
  comment?: CommentId
  penName?: PenNameId
}

/** Writes a change to the log, in the transaction that makes it. Never names an account. */
export async function recordChange(tx: Tx, clock: Clock, change: Change): Promise<void> {
  await tx
    .insertInto('change_log')
    .values({
      at: instant(clock()),
      kind: change.kind,
      work_id: change.work ?? null,
      chapter_id: change.chapter ?? null,
      comment_id: change.comment ?? null,
      pen_name_id: change.penName ?? null,
    })
    .execute()
}

/** How many of the newest entries make a version: entries may become visible out of order on PostgreSQL, by fewer. */
const looked = 8

/** The version of all that the public sees of a work: changes with every change to it. One query. */
export async function versionOfWork(db: Db, work: WorkId): Promise<string> {
  const rows = await db
    .selectFrom('change_log')
    .select('sequence')
    .where('work_id', '=', work)
    .orderBy('sequence', 'desc')
    .limit(looked)
    .execute()
  return rows.map(({ sequence }) => sequence.toString(36)).join('.')
}

/** The version of all that the public sees in the archive. One query. */
export async function versionOfArchive(db: Db): Promise<string> {
  const rows = await db
    .selectFrom('change_log')
    .select('sequence')
    .orderBy('sequence', 'desc')
    .limit(looked)
    .execute()
  return rows.map(({ sequence }) => sequence.toString(36)).join('.')
}
