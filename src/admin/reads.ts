import { sql } from 'kysely'
import { asStoredProse, type Prose } from '#prose/prose.ts'
import type { AccountId, CommentId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { CommentState, MailRow, Role } from '#storage/schema/tables.ts'
import { onPage, paged, type Place } from './paging.ts'

export type MailLine = {
  id: string
  to: string
  subject: string
  state: MailRow['state']
  attempts: number
  createdAt: string
  error: string | null
}

type Listed<Row> = { rows: readonly Row[]; after: string | null }

/** Mails, newest first. One query. */
export async function listMails(db: Db, after: Place | null): Promise<Listed<MailLine>> {
  let query = db
    .selectFrom('mail')
    .select([
      'id',
      'to_address as to',
      'subject',
      'state',
      'attempts',
      'created_at as createdAt',
      'error',
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(onPage + 1)
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '<', tuple(after.at, after.id)),
    )
  return paged(await query.execute(), (row) => ({ at: row.createdAt, id: row.id }))
}

/** A mail with its text ('' once it left through a mail server). One query. */
export async function readMail(db: Db, id: string): Promise<(MailLine & { text: string }) | null> {
  const row = await db
    .selectFrom('mail')
    .select([
      'id',
      'to_address as to',
      'subject',
      'state',
      'attempts',
      'created_at as createdAt',
      'error',
      'body as text',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export type AccountLine = { id: AccountId; email: string; role: Role; createdAt: string }

/** Accounts by e-mail, from `from` on. One query. */
export async function listAccounts(db: Db, from: string): Promise<AccountLine[]> {
  return db
    .selectFrom('account')
    .select(['id', 'email', 'role', 'created_at as createdAt'])
    .where('email_key', '>=', from)
    .orderBy('email_key')
    .limit(onPage + 1)
    .execute()
}

export type AccountDetail = AccountLine & { penNames: { id: PenNameId; name: string }[] }

/** An account with its pen names: for the archivist alone, who is put on record for looking. Two queries. */
export async function readAccountDetail(db: Db, id: string): Promise<AccountDetail | null> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'email', 'role', 'created_at as createdAt'])
    .where('id', '=', id as AccountId)
    .executeTakeFirst()
  if (!account) return null
  const penNames = await db
    .selectFrom('pen_name')
    .select(['id', 'name'])
    .where('account_id', '=', account.id)
    .orderBy('created_at')
    .limit(500)
    .execute()
  return { ...account, penNames }
}

export type ReportLine = {
  id: string
  commentId: CommentId
  reason: string
  createdAt: string
  work: { id: WorkId; title: string }
  speaker: string
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
      'work.id as work_id',
      'work.title',
      'pen_name.name',
      'comment.guest_name',
      'comment.is_private',
      'comment.body',
      'comment.state',
    ])
    .where('report.closed_at', 'is', null)

type ReportFound = Awaited<ReturnType<ReturnType<typeof reports>['execute']>>[number]

function toReport(row: ReportFound): ReportLine {
  return {
    id: row.id,
    commentId: row.comment_id,
    reason: row.reason,
    createdAt: row.created_at,
    work: { id: row.work_id, title: row.title },
    speaker: row.name ?? row.guest_name ?? '',
    isPrivate: row.is_private === 1,
    body: asStoredProse(row.body),
    state: row.state,
  }
}

/** Open reports, oldest first: they are worked through in order. One query. */
export async function listReports(db: Db, after: Place | null): Promise<Listed<ReportLine>> {
  let query = reports(db)
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

/** An open report with the comment that it is about. One query. */
export async function readReport(db: Db, id: string): Promise<ReportLine | null> {
  const row = await reports(db).where('report.id', '=', id).executeTakeFirst()
  return row ? toReport(row) : null
}

export type AuditLine = {
  id: string
  at: string
  who: string
  act: string
  subject: string
  detail: string
}

/** What staff did, newest first. One query. */
export async function listAudit(db: Db, after: Place | null): Promise<Listed<AuditLine>> {
  let query = db
    .selectFrom('audit_log')
    .leftJoin('account', 'account.id', 'audit_log.account_id')
    .select([
      'audit_log.id',
      'audit_log.at',
      'account.email',
      'audit_log.act',
      'audit_log.subject',
      'audit_log.detail',
    ])
    .orderBy('audit_log.at', 'desc')
    .orderBy('audit_log.id', 'desc')
    .limit(onPage + 1)
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('audit_log.at', 'audit_log.id'), '<', tuple(after.at, after.id)),
    )
  const rows = (await query.execute()).map(({ email, ...row }) => ({ ...row, who: email ?? '' }))
  return paged(rows, ({ at, id }) => ({ at, id }))
}

/** How many open reports and waiting mails there are; at most 100 of each. Two queries. */
export async function countWaiting(db: Db): Promise<{ reports: number; mails: number }> {
  const most = 100
  const open = await db
    .selectFrom('report')
    .select('id')
    .where('closed_at', 'is', null)
    .limit(most)
    .execute()
  const waiting = await db
    .selectFrom('mail')
    .select('id')
    .where('state', '=', 'waiting')
    .limit(most)
    .execute()
  return { reports: open.length, mails: waiting.length }
}

/** The size of the database in bytes, as its engine tells it. One query. */
export async function readSize(db: Db, engine: 'sqlite' | 'postgres'): Promise<number> {
  const query =
    engine === 'sqlite'
      ? sql<{
          size: number
        }>`select page_count * page_size as size from pragma_page_count(), pragma_page_size()`
      : sql<{ size: number }>`select pg_database_size(current_database()) as size`
  const { rows } = await query.execute(db)
  return Number(rows[0]?.size ?? 0)
}
