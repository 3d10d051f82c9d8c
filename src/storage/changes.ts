import type { ChapterId, CommentId, PenNameId, WorkId } from '#shared/ids.ts'
import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
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
const looked = sql.lit(8)

type Versions = Record<'ofWork' | 'ofArchive' | 'ofLists', CompiledQuery<{ sequence: number }>>

/** Asked on every request for a kept page: compiled once for each engine. */
const compiled = new WeakMap<Db, Versions>()

function versionsFor(db: Db): Versions {
  const kept = compiled.get(db)
  if (kept) return kept
  const compile = (query: RawBuilder<{ sequence: number }>) => query.compile(db)
  const made: Versions = {
    ofWork: compile(sql`select sequence from (
      select sequence from change_log where work_id = ${''} order by sequence desc limit ${looked}) as own
      union all select sequence from (
      select sequence from change_log where work_id is null order by sequence desc limit ${looked}) as everywhere`),
    ofArchive: compile(sql`select sequence from change_log order by sequence desc limit ${looked}`),
    ofLists: compile(sql`select sequence from change_log
      where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed')
      order by sequence desc limit ${looked}`),
  }
  compiled.set(db, made)
  return made
}

/**
 * The version of all that the public sees of a work: changes with every change to it, and with every change that
 * concerns all works (pen names, scale, settings). One query.
 */
export async function versionOfWork(db: Db, work: WorkId): Promise<string> {
  const query = versionsFor(db).ofWork
  return read(db, { ...query, parameters: [work] })
}

/** The version of all that the public sees in the archive. One query. */
export async function versionOfArchive(db: Db): Promise<string> {
  return read(db, versionsFor(db).ofArchive)
}

/** The version of what lists and feeds of works show: what is said about works does not change it. One query. */
export async function versionOfLists(db: Db): Promise<string> {
  return read(db, versionsFor(db).ofLists)
}

async function read(db: Db, query: CompiledQuery<{ sequence: number }>): Promise<string> {
  const { rows } = await db.executeQuery(query)
  return rows.map(({ sequence }) => sequence.toString(36)).join('.')
}
