import type { ChapterId, CommentId, PenNameId, TagId, WorkId } from '#shared/ids.ts'
import { sql } from 'kysely'
import { type Clock, instant } from '#shared/clock.ts'
import type { Db, Tx } from './db.ts'
import { prepare } from './prepare.ts'

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
  /** Seen by the catalogue alone: no page shows how many readers a work has. */
  | 'readers-counted'
  | 'pen-name-edited'
  | 'settings-changed'
  | 'tag-wrangled'
  | 'archive-restored'

export type Change = {
  kind: ChangeKind
  work?: WorkId
  chapter?: ChapterId
  comment?: CommentId
  penName?: PenNameId
  tag?: TagId
}

type Entry = {
  at: string
  kind: ChangeKind
  work: WorkId | null
  chapter: ChapterId | null
  comment: CommentId | null
  penName: PenNameId | null
  tag: TagId | null
}

const putChange = prepare<Entry>()((db, value) =>
  db.insertInto('change_log').values({
    at: value('at'),
    kind: value('kind'),
    work_id: value('work'),
    chapter_id: value('chapter'),
    comment_id: value('comment'),
    pen_name_id: value('penName'),
    tag_id: value('tag'),
  }),
)

/** Writes a change to the log, in the transaction that makes it. Never names an account. */
export async function recordChange(tx: Tx, clock: Clock, change: Change): Promise<void> {
  await putChange(tx, {
    at: instant(clock()),
    kind: change.kind,
    work: change.work ?? null,
    chapter: change.chapter ?? null,
    comment: change.comment ?? null,
    penName: change.penName ?? null,
    tag: change.tag ?? null,
  })
}

/** How many of the newest entries make a version: entries may become visible out of order on PostgreSQL, by fewer. */
const looked = sql.lit(8)

type Sequence = { sequence: number }

/** Asked on every request for a kept page. */
const ofWork = prepare<{ work: WorkId }>()((db, value) => ({
  compile: () =>
    sql<Sequence>`select sequence from (
      select sequence from change_log where work_id = ${value('work')} and kind <> 'readers-counted'
        order by sequence desc limit ${looked}) as own
      union all select sequence from (
      select sequence from change_log where work_id is null and kind <> 'tag-wrangled'
        order by sequence desc limit ${looked}) as everywhere`.compile(db),
}))

const ofWorkItself = prepare<{ work: WorkId }>()((db, value) => ({
  compile: () =>
    sql<Sequence>`select sequence from (
      select sequence from change_log where work_id = ${value('work')}
        and kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed') and kind <> 'readers-counted'
        order by sequence desc limit ${looked}) as own
      union all select sequence from (
      select sequence from change_log where work_id is null and kind <> 'tag-wrangled'
        order by sequence desc limit ${looked}) as everywhere`.compile(db),
}))

const ofArchive = prepare<Record<string, never>>()((db) => ({
  compile: () =>
    sql<Sequence>`select sequence from change_log order by sequence desc limit ${looked}`.compile(
      db,
    ),
}))

const ofLists = prepare<Record<string, never>>()((db) => ({
  compile: () =>
    sql<Sequence>`select sequence from change_log
      where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed', 'readers-counted')
      order by sequence desc limit ${looked}`.compile(db),
}))

/**
 * The version of all that the public sees of a work: changes with every change to it, and with every change that
 * concerns all works (pen names, scale, settings; not families of tags: a work shows its author's words). One query.
 */
export async function versionOfWork(db: Db, work: WorkId): Promise<string> {
  return versionFrom(await ofWork(db, { work }))
}

/**
 * The version of a work and its chapters, without what is said below them: changes with every change to it but comments
 * and counts, and with every change that concerns all works. One query.
 */
export async function versionOfWorkItself(db: Db, work: WorkId): Promise<string> {
  return versionFrom(await ofWorkItself(db, { work }))
}

/** The version of all that the public sees in the archive, and of all that it can be put in order by. One query. */
export async function versionOfArchive(db: Db): Promise<string> {
  return versionFrom(await ofArchive(db, {}))
}

/** The version of what lists and feeds of works show: what is said about works does not change it. One query. */
export async function versionOfLists(db: Db): Promise<string> {
  return versionFrom(await ofLists(db, {}))
}

function versionFrom(newest: readonly Sequence[]): string {
  return newest.map(({ sequence }) => sequence.toString(36)).join('.')
}
