import { asStoredProse, type Prose } from '#prose/prose.ts'
import type { CommentId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { CommentState } from '#storage/schema/tables.ts'
import { type Listed, onPage, paged, type Place } from './paging.ts'

/** What came of a report: the comment was taken away, the work was hidden, or nothing. */
export type ClosedWith = 'removed' | 'work-hidden' | 'dismissed'

/** A report as staff see it. Who reported is not in it, nor whose account is behind a name. */
export type Report = {
  id: string
  commentId: CommentId
  reason: string
  createdAt: string
  closedWith: ClosedWith | null
  work: { id: WorkId; title: string; language: string; isHidden: boolean }
  speaker: { penName: { id: PenNameId; name: string } | null; guestName: string }
  isPrivate: boolean
  body: Prose
  state: CommentState
}

const reports = (db: Db) =>
  db
    .selectFrom('report')
    .innerJoin('comment', 'comment.id', 'report.comment_id')
    .innerJoin('work', 'work.id', 'comment.work_id')
    .leftJoin('pen_name', 'pen_name.id', 'comment.pen_name_id')
    .select([
      'report.id',
      'report.comment_id',
      'report.reason',
      'report.created_at',
      'report.closed_with',
      'work.id as work_id',
      'work.title',
      'work.language',
      'work.hidden_at',
      'comment.pen_name_id',
      'pen_name.name',
      'comment.guest_name',
      'comment.is_private',
      'comment.body',
      'comment.state',
    ])

type ReportFound = Awaited<ReturnType<ReturnType<typeof reports>['execute']>>[number]

function toReport(row: ReportFound): Report {
  return {
    id: row.id,
    commentId: row.comment_id,
    reason: row.reason,
    createdAt: row.created_at,
    closedWith: row.closed_with as ClosedWith | null,
    work: {
      id: row.work_id,
      title: row.title,
      language: row.language,
      isHidden: row.hidden_at !== null,
    },
    speaker: {
      penName: row.pen_name_id === null ? null : { id: row.pen_name_id, name: row.name ?? '' },
      guestName: row.guest_name ?? '',
    },
    isPrivate: row.is_private === 1,
    body: asStoredProse(row.body),
    state: row.state,
  }
}

/** Open reports, oldest first: they are worked through in order. One query. */
export async function listReports(db: Db, after: Place | null): Promise<Listed<Report>> {
  let query = reports(db)
    .where('report.closed_at', 'is', null)
    .orderBy('report.created_at')
    .orderBy('report.id')
    .limit(onPage + 1)
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('report.created_at', 'report.id'), '>', tuple(after.at, after.id)),
    )
  const rows = await query.execute()
  return paged(rows.map(toReport), (row) => ({ at: row.createdAt, id: row.id }))
}

/** The last reports that hid a work which is hidden still, so that it can be shown again. One query. */
export async function listReportsThatHide(db: Db): Promise<Report[]> {
  const rows = await reports(db)
    .where('report.closed_with', '=', 'work-hidden')
    .where('work.hidden_at', 'is not', null)
    .orderBy('report.closed_at', 'desc')
    .orderBy('report.id')
    .limit(onPage)
    .execute()
  return rows.map(toReport)
}

/** A report, open or closed, with the comment that it is about. One query. */
export async function readReport(db: Db, id: string): Promise<Report | null> {
  const row = await reports(db).where('report.id', '=', id).executeTakeFirst()
  return row ? toReport(row) : null
}
