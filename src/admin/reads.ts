import { sql } from 'kysely'
import { after, type Clock, instant, oneDay } from '#shared/clock.ts'
import type { AccountId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { MailRow } from '#storage/schema/operating-tables.ts'
import type { Role } from '#storage/schema/tables.ts'
import { type Listed, onPage, paged, type Place } from './paging.ts'

export type MailLine = {
  id: string
  to: string
  subject: string
  state: MailRow['state']
  attempts: number
  createdAt: string
  error: string | null
}

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

const accounts = (db: Db) =>
  db.selectFrom('account').select(['id', 'email', 'email_key', 'role', 'created_at as createdAt'])

/** Accounts in the order of their e-mail keys, from the key `from` on; `after` is the next page's. One query. */
export async function listAccounts(db: Db, from: string): Promise<Listed<AccountLine>> {
  const rows = await accounts(db)
    .where('email_key', '>=', from)
    .orderBy('email_key')
    .limit(onPage + 1)
    .execute()
  return { rows: rows.slice(0, onPage), after: rows[onPage]?.email_key ?? null }
}

/** An account, without its pen names: which of them belong together is their owner's secret. One query. */
export async function readAccountLine(db: Db, id: string): Promise<AccountLine | null> {
  const row = await accounts(db)
    .where('id', '=', id as AccountId)
    .executeTakeFirst()
  return row ?? null
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

/** What waits for staff, each counted up to 100. `folder`: mails that lie in the outbox folder since a few days. */
export type Waiting = { reports: number; mails: number; folder: number }

/** How long a mail in the folder is told of: nothing says whether it was handed on. */
const folderTold = 3 * oneDay

/** Counts what waits; at most 100 of each. Three queries. */
export async function countWaiting(db: Db, clock: Clock): Promise<Waiting> {
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
  const written = await db
    .selectFrom('mail')
    .select('id')
    .where('state', '=', 'sent')
    // What left through a mail server has no text any more.
    .where('body', '<>', '')
    .where('created_at', '>=', instant(after(clock(), -folderTold)))
    .limit(most)
    .execute()
  return { reports: open.length, mails: waiting.length, folder: written.length }
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
