import type { Actor } from '#policy/actor.ts'
import { mayReadWork, visibleChapter } from '#policy/visible.ts'
import type { AccountId, ChapterId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { type Notice, noticesOnPage } from './notice.ts'
import { toNotice } from './told.ts'

export type NoticeList = {
  notices: Notice[]
  /** The key of the next page; null when there is none. */
  older: string | null
}

/**
 * What reached the pen names of the actor's account, the newest first, from after the notice `after`; from the newest
 * where that one is not theirs. Five queries at most, whatever their number.
 */
export async function listNotices(
  db: Db,
  actor: Actor & { account: NonNullable<Actor['account']> },
  after: string | null,
): Promise<NoticeList> {
  const account = actor.account.id
  const found = await findIds(db, account, after)
  const ids = found.slice(0, noticesOnPage)
  if (ids.length === 0) return { notices: [], older: null }
  const rows = await readRows(db, ids)
  const own = await ownWorks(
    db,
    account,
    rows.map(({ work_id }) => work_id),
  )
  const next = await nextChapters(
    db,
    rows.flatMap(({ called_after }) => called_after ?? []),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const notices = ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { called_after: before } = row
    return toNotice(row, {
      readable: mayReadWork(actor, row),
      own: row.deleted_at === null && own.has(row.work_id),
      toThem: row.reader_account_id === account,
      next: before ? (next.get(before) ?? null) : null,
    })
  })
  const older = found.length > noticesOnPage ? (ids.at(-1) ?? null) : null
  return { notices, older }
}

/** One more id than a page holds, so that it is known whether there are older ones. One or two queries. */
async function findIds(db: Db, account: AccountId, after: string | null): Promise<string[]> {
  const own = db
    .selectFrom('notice')
    .innerJoin('pen_name', 'pen_name.id', 'notice.pen_name_id')
    .select(['notice.id', 'notice.created_at'])
    .where('pen_name.account_id', '=', account)
  const last =
    after === null ? undefined : await own.where('notice.id', '=', after).executeTakeFirst()
  const from = last
    ? own.where((eb) =>
        eb(eb.refTuple('notice.created_at', 'notice.id'), '<', eb.tuple(last.created_at, last.id)),
      )
    : own
  const rows = await from
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(noticesOnPage + 1)
    .execute()
  return rows.map(({ id }) => id)
}

export type NoticeRow = Awaited<ReturnType<typeof readRows>>[number]

/** Notices with what they are about. The words of comments are not among it. One query. */
function readRows(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('notice')
    .innerJoin('pen_name as own', 'own.id', 'notice.pen_name_id')
    .innerJoin('work', 'work.id', 'notice.work_id')
    .leftJoin('comment', 'comment.id', 'notice.comment_id')
    .leftJoin('pen_name as speaker', 'speaker.id', 'comment.pen_name_id')
    .leftJoin('pen_name as reader', 'reader.id', 'comment.reader_pen_name_id')
    .leftJoin('call_answer', 'call_answer.id', 'notice.call_answer_id')
    .select(['notice.id', 'notice.kind', 'notice.created_at', 'notice.seen_at', 'notice.work_id'])
    .select(['own.id as own_id', 'own.name as own_name'])
    .select(['work.title', 'work.published_at', 'work.hidden_at', 'work.deleted_at'])
    .select(['work.accounts_only', 'work.chapters'])
    .select(['comment.id as comment_id', 'comment.state', 'comment.is_private'])
    .select(['comment.by_author', 'comment.guest_name'])
    .select(['speaker.id as speaker_id', 'speaker.name as speaker_name'])
    .select(['reader.account_id as reader_account_id'])
    .select(['call_answer.body as words', 'call_answer.chapter_id as called_after'])
    .where('notice.id', 'in', ids)
    .execute()
}

/** Which of these works have a pen name of the account in their byline. One query. */
async function ownWorks(
  db: Db,
  account: AccountId,
  works: readonly WorkId[],
): Promise<Set<WorkId>> {
  const rows = await db
    .selectFrom('work_byline')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select('work_byline.work_id')
    .where('pen_name.account_id', '=', account)
    .where('work_byline.work_id', 'in', works)
    .execute()
  return new Set(rows.map(({ work_id }) => work_id))
}

/** The number of the first chapter after each of these, as readers count them. One query. */
async function nextChapters(
  db: Db,
  chapters: readonly ChapterId[],
): Promise<Map<ChapterId, number>> {
  if (chapters.length === 0) return new Map()
  const rows = await db
    .selectFrom('chapter as before')
    .innerJoin('chapter', (join) =>
      join
        .onRef('chapter.work_id', '=', 'before.work_id')
        .onRef('chapter.position', '<=', 'before.position'),
    )
    .select((eb) => ['before.id', eb.fn.countAll<number>().as('count')])
    .where('before.id', 'in', chapters)
    .where(visibleChapter)
    .groupBy('before.id')
    .execute()
  return new Map(rows.map(({ id, count }) => [id, Number(count) + 1]))
}
