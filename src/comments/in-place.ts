import type { ExpressionBuilder } from 'kysely'
import type { CommentId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { Tables } from '#storage/schema/tables.ts'
import { type Url, urls } from '#urls.ts'
import { listChapters } from '#works/reads.ts'
import { type Comment, threadsOnPage } from './comment.ts'
import { shownBelow } from './reads.ts'

/**
 * Where each of these comments on a readable work stands below its chapter: on the page of threads that holds it, at the
 * comment itself, or, for what only some may read, at the thread that it belongs to. What has no thread in public is
 * left out. Two queries.
 */
export async function placesInThreads(
  db: Db,
  work: WorkId,
  comments: readonly Comment[],
): Promise<ReadonlyMap<CommentId, Url>> {
  if (comments.length === 0) return new Map()
  const threads = await readThreadPages(db, [...new Set(comments.map(({ threadId }) => threadId))])
  const chapters = await listChapters(db, work)
  const numbers = new Map(chapters.map(({ id, number }) => [id, number]))
  return new Map(
    comments.flatMap(({ id, threadId, chapterId, state, isPrivate }) => {
      const thread = threads.get(threadId)
      const number = chapterId && numbers.get(chapterId)
      if (!thread || !number) return []
      const anchor = state === 'shown' && !isPrivate ? id : threadId
      return [[id, urls.commentInPlace(work, number, anchor, thread.after)] as const]
    }),
  )
}

/** Of these threads, those that strangers see, each with the key of its page: none for the first. One query. */
async function readThreadPages(
  db: Db,
  threads: readonly CommentId[],
): Promise<Map<CommentId, { after: CommentId | undefined }>> {
  const rows = await db
    .selectFrom('comment')
    .select((eb) => [
      'comment.id',
      newerThreads(eb).limit(1).as('next'),
      newerThreads(eb)
        .limit(1)
        .offset(threadsOnPage - 1)
        .as('fullPage'),
    ])
    .where('comment.id', 'in', threads)
    .where('comment.parent_id', 'is', null)
    .where('comment.is_private', '=', 0)
    .where('comment.state', '<>', 'held')
    .where((eb) => eb.or([eb('comment.state', '=', 'shown'), eb.exists(shownBelow(eb))]))
    .execute()
  return new Map(
    rows.map(({ id, next, fullPage }) => [id, { after: (fullPage && next) ?? undefined }]),
  )
}

/** The threads of the same chapter that strangers see above this one, the nearest first. */
function newerThreads(outer: ExpressionBuilder<Tables, 'comment'>) {
  return outer
    .selectFrom('comment as newer')
    .select('newer.id')
    .whereRef('newer.chapter_id', '=', 'comment.chapter_id')
    .where('newer.parent_id', 'is', null)
    .where('newer.is_private', '=', 0)
    .where('newer.state', '<>', 'held')
    .where((eb) =>
      eb(
        eb.refTuple('newer.created_at', 'newer.id'),
        '>',
        eb.refTuple('comment.created_at', 'comment.id'),
      ),
    )
    .where((eb) =>
      eb.or([
        eb('newer.state', '=', 'shown'),
        eb.exists(
          eb
            .selectFrom('comment as below')
            .select('below.id')
            .whereRef('below.thread_id', '=', 'newer.thread_id')
            .where('below.state', '=', 'shown')
            .where('below.is_private', '=', 0),
        ),
      ]),
    )
    .orderBy('newer.created_at')
    .orderBy('newer.id')
}
