import type { ExpressionBuilder } from 'kysely'
import { asStoredProse, emptyProse } from '#prose/prose.ts'
import type { ChapterId, CommentId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { Tables } from '#storage/schema/tables.ts'
import {
  answersOnPage,
  type Comment,
  type CommentFacts,
  inReadingOrder,
  threadsOnPage,
} from './comment.ts'

const columns = [
  'comment.id',
  'comment.work_id',
  'comment.chapter_id',
  'comment.thread_id',
  'comment.parent_id',
  'comment.depth',
  'comment.pen_name_id',
  'comment.guest_name',
  'comment.by_author',
  'comment.is_private',
  'comment.body',
  'comment.state',
  'comment.created_at',
  'comment.edited_at',
  'pen_name.name as pen_name',
] as const

function commentsWithNames(db: Db) {
  return db
    .selectFrom('comment')
    .leftJoin('pen_name', 'pen_name.id', 'comment.pen_name_id')
    .select(columns)
}

type Row = Awaited<ReturnType<ReturnType<typeof commentsWithNames>['execute']>>[number]

function toComment(row: Row): Comment {
  const gone = row.state === 'withdrawn' || row.state === 'removed'
  return {
    id: row.id,
    workId: row.work_id,
    chapterId: row.chapter_id,
    threadId: row.thread_id,
    parentId: row.parent_id,
    depth: row.depth,
    speaker: gone
      ? null
      : row.pen_name_id !== null
        ? { kind: 'pen-name', id: row.pen_name_id, name: row.pen_name ?? '' }
        : { kind: 'guest', name: row.guest_name ?? '' },
    byAuthor: !gone && row.by_author === 1,
    isPrivate: row.is_private === 1,
    body: gone ? emptyProse : asStoredProse(row.body),
    state: row.state,
    createdAt: row.created_at,
    editedAt: row.edited_at,
  }
}

export type Threads = {
  /** In reading order: each answer below what it answers. */
  comments: Comment[]
  /** The key of the next page; null when there is none. */
  older: CommentId | null
}

/** What strangers see in the thread of a comment. */
export const shownBelow = (eb: ExpressionBuilder<Tables, 'comment'>) =>
  eb
    .selectFrom('comment as below')
    .select('below.id')
    .whereRef('below.thread_id', '=', 'comment.thread_id')
    .where('below.state', '=', 'shown')
    .where('below.is_private', '=', 0)

/**
 * The public threads of a chapter, the newest first, `threadsOnPage` at a time, from after the thread `after`.
 * Private answers and what waits for approval are in no row that this reads. Two queries, three with `after`.
 */
export async function readThreads(
  db: Db,
  chapter: ChapterId,
  after: string | null = null,
): Promise<Threads> {
  let roots = db
    .selectFrom('comment')
    .select(['comment.id', 'comment.created_at'])
    .where('comment.chapter_id', '=', chapter)
    .where('comment.parent_id', 'is', null)
    .where('comment.is_private', '=', 0)
    .where('comment.state', '<>', 'held')
    // What is gone keeps its place only while something stands below it: removed spam must not fill the page.
    .where((eb) => eb.or([eb('comment.state', '=', 'shown'), eb.exists(shownBelow(eb))]))
  if (after !== null) {
    const last = await db
      .selectFrom('comment')
      .select(['id', 'created_at'])
      .where('id', '=', after as CommentId)
      .where('chapter_id', '=', chapter)
      // What nobody may see is no place to go on from either.
      .where('parent_id', 'is', null)
      .where('is_private', '=', 0)
      .where('state', '<>', 'held')
      .executeTakeFirst()
    if (!last) return { comments: [], older: null }
    roots = roots.where((eb) =>
      eb(eb.refTuple('comment.created_at', 'comment.id'), '<', eb.tuple(last.created_at, last.id)),
    )
  }
  const found = await roots
    .orderBy('comment.created_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(threadsOnPage + 1)
    .execute()
  const shown = found.slice(0, threadsOnPage)
  if (shown.length === 0) return { comments: [], older: null }
  const rows = await commentsWithNames(db)
    .where(
      'comment.thread_id',
      'in',
      shown.map(({ id }) => id),
    )
    .where('comment.is_private', '=', 0)
    .where('comment.state', '<>', 'held')
    .orderBy('comment.created_at')
    .orderBy('comment.id')
    .limit(answersOnPage)
    .execute()
  const newestFirst = new Map(shown.map(({ id }, at) => [id, at]))
  const comments = inReadingOrder(rows.map(toComment)).toSorted(
    (a, b) => (newestFirst.get(a.threadId) ?? 0) - (newestFirst.get(b.threadId) ?? 0),
  )
  const last = shown.at(-1)
  return { comments, older: found.length > threadsOnPage && last ? last.id : null }
}

/** How many comments strangers see on a work. One query. */
export async function countComments(db: Db, work: WorkId): Promise<number> {
  const row = await db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('work_id', '=', work)
    .where('state', '=', 'shown')
    .where('is_private', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** What the rules need of a comment; `db` may be a transaction. One query. */
export async function readCommentFacts(db: Db, id: string): Promise<CommentFacts | null> {
  const row = await db
    .selectFrom('comment')
    .selectAll()
    .where('id', '=', id as CommentId)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    workId: row.work_id,
    chapterId: row.chapter_id,
    threadId: row.thread_id,
    depth: row.depth,
    penNameId: row.pen_name_id,
    linkId: row.private_link_id,
    isPrivate: row.is_private === 1,
    readerPenNameId: row.reader_pen_name_id,
    readerLinkId: row.reader_link_id,
    state: row.state,
    answeredAt: row.answered_at,
    body: asStoredProse(row.body),
  }
}

/** One comment with its speaker, whoever may see it: the rules were asked before. One query. */
export async function readComment(db: Db, id: CommentId): Promise<Comment | null> {
  const row = await commentsWithNames(db).where('comment.id', '=', id).executeTakeFirst()
  return row ? toComment(row) : null
}

/** Everything said on a work, private conversations and what waits included: for its author alone, newest first. */
export async function listForAuthor(
  db: Db,
  work: WorkId,
  { after, heldOnly }: { after: string | null; heldOnly: boolean },
): Promise<{ comments: Comment[]; older: CommentId | null }> {
  let query = commentsWithNames(db).where('comment.work_id', '=', work)
  if (heldOnly) query = query.where('comment.state', '=', 'held')
  return pageOf(await beginAfter(db, query, after))
}

type Joined = ReturnType<typeof commentsWithNames>

async function beginAfter(db: Db, query: Joined, after: string | null): Promise<Joined> {
  if (after === null) return query
  const last = await db
    .selectFrom('comment')
    .select(['id', 'created_at'])
    .where('id', '=', after as CommentId)
    .executeTakeFirst()
  if (!last) return query
  return query.where((eb) =>
    eb(eb.refTuple('comment.created_at', 'comment.id'), '<', eb.tuple(last.created_at, last.id)),
  )
}

const listed = 50

async function pageOf(query: Joined): Promise<{ comments: Comment[]; older: CommentId | null }> {
  const rows = await query
    .orderBy('comment.created_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(listed + 1)
    .execute()
  const comments = rows.slice(0, listed).map(toComment)
  return { comments, older: rows.length > listed ? (comments.at(-1)?.id ?? null) : null }
}

/** What a guest finds behind their links: their own words, the public answers to them, and what was said to them alone. */
export type GuestComment = Comment & {
  linkId: PrivateLinkId
  own: boolean
  answeredAt: string | null
  shownAt: string | null
}

const mostBehindLinks = 300

/** Everything behind these links, the oldest first, at most the newest `mostBehindLinks` own ones. Two queries. */
export async function listBehindLinks(
  db: Db,
  links: readonly PrivateLinkId[],
): Promise<GuestComment[]> {
  if (links.length === 0) return []
  const own = await commentsWithNames(db)
    .select(['comment.private_link_id', 'comment.answered_at', 'comment.shown_at'])
    .where('comment.private_link_id', 'in', links)
    .orderBy('comment.created_at', 'desc')
    .limit(mostBehindLinks)
    .execute()
  if (own.length === 0) return []
  const linkOf = new Map(own.map((row) => [row.id, row.private_link_id]))
  const answers = await commentsWithNames(db)
    .select(['comment.private_link_id', 'comment.answered_at', 'comment.shown_at'])
    .where('comment.parent_id', 'in', [...linkOf.keys()])
    .where('comment.state', '=', 'shown')
    .where((eb) =>
      eb.or([eb('comment.is_private', '=', 0), eb('comment.reader_link_id', 'in', links)]),
    )
    .orderBy('comment.created_at')
    .limit(mostBehindLinks * 2)
    .execute()
  const all = new Map<CommentId, GuestComment>()
  for (const row of [...answers, ...own]) {
    const isOwn = linkOf.has(row.id)
    const link = isOwn ? row.private_link_id : row.parent_id && linkOf.get(row.parent_id)
    if (!link) continue
    all.set(row.id, {
      ...toComment(row),
      linkId: link,
      own: isOwn,
      answeredAt: row.answered_at,
      shownAt: row.shown_at,
    })
  }
  // An answer of the same instant stands below what it answers.
  return [...all.values()].toSorted(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.depth - b.depth,
  )
}

/** The public part of one thread in reading order. One query. */
export async function readThread(db: Db, thread: CommentId): Promise<Comment[]> {
  const rows = await commentsWithNames(db)
    .where('comment.thread_id', '=', thread)
    .where('comment.is_private', '=', 0)
    .where('comment.state', '<>', 'held')
    .orderBy('comment.created_at')
    .orderBy('comment.id')
    .limit(answersOnPage)
    .execute()
  return inReadingOrder(rows.map(toComment))
}

/** A private conversation from its first answer on, for the two who talk. One query. */
export async function readConversation(db: Db, about: CommentFacts): Promise<Comment[]> {
  let query = commentsWithNames(db)
    .where('comment.thread_id', '=', about.threadId)
    .where('comment.is_private', '=', 1)
  query = about.readerPenNameId
    ? query.where('comment.reader_pen_name_id', '=', about.readerPenNameId)
    : query.where('comment.reader_link_id', '=', about.readerLinkId)
  const rows = await query.orderBy('comment.created_at').limit(answersOnPage).execute()
  return inReadingOrder(rows.map(toComment))
}
