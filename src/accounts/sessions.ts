import { after, type Clock, instant, oneDay } from '#shared/clock.ts'
import { type AccountId, newSecret } from '#shared/ids.ts'
import { hashSecret } from '#shared/keys.ts'
import type { Random } from '#shared/random.ts'
import type { Db, Tx } from '#storage/db.ts'
import type { Session } from './account.ts'

export type Needs = { readonly clock: Clock; readonly random: Random }

/** A session ends when it was not used for this long. */
export const sessionKept = 90 * oneDay
/** More sessions than this end the oldest. */
const mostSessions = 100

/** Opens a session for a browser. The token goes into its cookie; only its hash is stored. */
export async function openSession(
  tx: Tx,
  { clock, random }: Needs,
  account: AccountId,
  label: string,
): Promise<{ token: string }> {
  const token = newSecret(random)
  const now = clock()
  await tx
    .insertInto('session')
    .values({
      token_hash: hashSecret(token),
      account_id: account,
      label,
      created_at: instant(now),
      seen_at: instant(now),
      expires_at: instant(after(now, sessionKept)),
    })
    .execute()
  const tooMany = await tx
    .selectFrom('session')
    .select('token_hash')
    .where('account_id', '=', account)
    .orderBy('created_at', 'desc')
    .offset(mostSessions)
    .limit(mostSessions)
    .execute()
  for (const { token_hash } of tooMany) await closeSession(tx, account, token_hash)
  return { token }
}

/** Ends one session of the account; one that is not its own stays, and looks the same. */
export async function closeSession(tx: Tx, account: AccountId, id: string): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('token_hash', '=', id)
    .where('account_id', '=', account)
    .execute()
}

/** Ends every session of the account but the one that is kept, if any. */
export async function closeSessions(
  tx: Tx,
  account: AccountId,
  kept: string | null,
): Promise<void> {
  let statement = tx.deleteFrom('session').where('account_id', '=', account)
  if (kept !== null) statement = statement.where('token_hash', '<>', kept)
  await statement.execute()
}

/** Notes that a session is in use, and gives it its whole time again. */
export async function noteSessionSeen(tx: Tx, clock: Clock, id: string): Promise<void> {
  const now = clock()
  await tx
    .updateTable('session')
    .set({ seen_at: instant(now), expires_at: instant(after(now, sessionKept)) })
    .where('token_hash', '=', id)
    .where('seen_at', '<', instant(after(now, -oneDay / 2)))
    .execute()
}

/** The browsers that are signed in, last used first. One query. */
export async function listSessions(
  db: Db,
  clock: Clock,
  account: AccountId,
  present: string,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .select(['token_hash', 'label', 'created_at', 'seen_at'])
    .where('account_id', '=', account)
    .where('expires_at', '>', instant(clock()))
    .orderBy('seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .limit(mostSessions)
    .execute()
  return rows.map((row) => ({
    id: row.token_hash,
    label: row.label,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    isThis: row.token_hash === present,
  }))
}
