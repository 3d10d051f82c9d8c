import type { ChapterId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { CallAnswer } from './call.ts'

/** The newest published chapter of a work; null when it has none. One query. */
export async function newestChapter(db: Db, work: WorkId): Promise<ChapterId | null> {
  const row = await db
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work)
    .where('published_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many readers called after this chapter. One query. */
export async function countCalls(db: Db, work: WorkId, chapter: ChapterId): Promise<number> {
  const row = await db
    .selectFrom('call')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('work_id', '=', work)
    .where('chapter_id', '=', chapter)
    .where('state', '=', 'counted')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const answersListed = 100

/** The author's answers to those who called, the newest first. One query. */
export async function listCallAnswers(db: Db, work: WorkId): Promise<CallAnswer[]> {
  const rows = await db
    .selectFrom('call_answer')
    .select(['id', 'kind', 'body', 'created_at'])
    .where('work_id', '=', work)
    .orderBy('created_at', 'desc')
    .limit(answersListed)
    .execute()
  return rows.map(({ id, kind, body, created_at }) => ({ id, kind, body, createdAt: created_at }))
}

/** What reached the callers behind these private links. One query. */
export async function listCallAnswersForLinks(
  db: Db,
  links: readonly PrivateLinkId[],
): Promise<(CallAnswer & { linkId: PrivateLinkId; workId: WorkId })[]> {
  if (links.length === 0) return []
  const rows = await db
    .selectFrom('call_answer_reader')
    .innerJoin('call_answer', 'call_answer.id', 'call_answer_reader.call_answer_id')
    .select([
      'call_answer.id',
      'call_answer.kind',
      'call_answer.body',
      'call_answer.created_at',
      'call_answer.work_id',
      'call_answer_reader.private_link_id',
    ])
    .where('call_answer_reader.private_link_id', 'in', links)
    .orderBy('call_answer.created_at', 'desc')
    .limit(answersListed)
    .execute()
  return rows.flatMap((row) =>
    row.private_link_id === null
      ? []
      : {
          id: row.id,
          kind: row.kind,
          body: row.body,
          createdAt: row.created_at,
          workId: row.work_id,
          linkId: row.private_link_id,
        },
  )
}

/** An answer to callers, for the notice of a pen name that called. One query. */
export async function readCallAnswer(db: Db, id: string): Promise<CallAnswer | null> {
  const row = await db
    .selectFrom('call_answer')
    .select(['id', 'kind', 'body', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { id: row.id, kind: row.kind, body: row.body, createdAt: row.created_at } : null
}
