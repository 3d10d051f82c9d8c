import type { Actor } from '#policy/actor.ts'
import { after, type Clock, instant, oneDay } from '#shared/clock.ts'
import type { AccountId } from '#shared/ids.ts'
import { hashSecret } from '#shared/keys.ts'
import type { Db } from '#storage/db.ts'
import { prepare } from '#storage/prepare.ts'
import { type Account, emailKey } from './account.ts'

/** Notices are counted up to this. */
const mostCounted = 99

type Found = {
  account: NonNullable<Actor['account']>
  reading: string
  /** The session was last noted as seen more than a day ago. */
  isStale: boolean
}

const sessionOf = prepare<{ sessionHash: string; now: string }>()((db, value) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .leftJoin('pen_name', (join) =>
      join
        .onRef('pen_name.id', '=', 'account.acting_pen_name_id')
        .onRef('pen_name.account_id', '=', 'account.id'),
    )
    .select([
      'account.id',
      'account.role',
      'account.reading',
      'session.seen_at',
      'pen_name.id as pen_name_id',
      'pen_name.name as pen_name',
    ])
    .where('session.token_hash', '=', value('sessionHash'))
    .where('session.expires_at', '>', value('now'))
    .where('account.closed_at', 'is', null),
)

/** Who a session's token belongs to; null when it is unknown or expired, or its account closed. Two queries. */
export async function findAccountBySession(
  db: Db,
  clock: Clock,
  token: string,
): Promise<Found | null> {
  const sessionHash = hashSecret(token)
  const now = clock()
  const [row] = await sessionOf(db, { sessionHash, now: instant(now) })
  if (!row) return null
  return {
    account: {
      id: row.id,
      role: row.role,
      sessionHash,
      actingPenName:
        row.pen_name_id === null || row.pen_name === null
          ? null
          : { id: row.pen_name_id, name: row.pen_name },
      unseenNotices: await countUnseenNotices(db, row.id),
    },
    reading: row.reading,
    isStale: row.seen_at < instant(after(now, -oneDay)),
  }
}

const unseenOf = prepare<{ account: AccountId }>()((db, value) =>
  db
    .selectFrom('notice')
    .innerJoin('pen_name', 'pen_name.id', 'notice.pen_name_id')
    .select('notice.id')
    .where('pen_name.account_id', '=', value('account'))
    .where('notice.seen_at', 'is', null)
    .limit(mostCounted),
)

/** How many notices wait, under any pen name; at most 99. One query. */
async function countUnseenNotices(db: Db, account: AccountId): Promise<number> {
  const rows = await unseenOf(db, { account })
  return rows.length
}

/** What signing in looks at; null when no open account has the address. One query. */
export async function findAccountByEmail(
  db: Db,
  email: string,
): Promise<{ id: AccountId; email: string; passwordHash: string } | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'email', 'password_hash'])
    .where('email_key', '=', emailKey(email))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, email: row.email, passwordHash: row.password_hash } : null
}

/** The account as its owner sees it. One query. */
export async function readAccount(db: Db, id: AccountId): Promise<Account | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'email', 'role', 'mail_wanted'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row
    ? { id: row.id, email: row.email, role: row.role, mailWanted: row.mail_wanted === 1 }
    : null
}

/** For checking the present password again; '' when the account is gone. One query. */
export async function readPasswordHash(db: Db, id: AccountId): Promise<string> {
  const row = await db
    .selectFrom('account')
    .select('password_hash')
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.password_hash ?? ''
}

/** Whether the archive has somebody who runs it. One query. */
export async function hasArchivist(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'archivist')
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
