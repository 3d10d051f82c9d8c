import { after, instant, minute, oneDay } from '#shared/clock.ts'
import { type AccountId, newSecret } from '#shared/ids.ts'
import { hashSecret } from '#shared/keys.ts'
import type { Db, Tx } from '#storage/db.ts'
import type { Needs } from './sessions.ts'

/** How long a link to choose a new password works: longer where a person hands it on. */
export function recoverKept(byHand: boolean): number {
  return byHand ? 3 * oneDay : 60 * minute
}
/** The first archivist's link works until the next start, and no longer than this. */
const firstArchivistKept = 30 * oneDay

/**
 * Makes a token for choosing a new password. For an address without an account a row that leads nowhere is written, so
 * that both take the same work.
 */
export async function makeRecoverToken(
  tx: Tx,
  { clock, random }: Needs,
  { account, byHand }: { account: AccountId | null; byHand: boolean },
): Promise<string> {
  const token = newSecret(random)
  const now = clock()
  await tx
    .insertInto('account_token')
    .values({
      token_hash: hashSecret(token),
      purpose: 'recover',
      account_id: account,
      created_at: instant(now),
      expires_at: instant(after(now, recoverKept(byHand))),
    })
    .execute()
  return token
}

/** Whose password a token may change; null when it is used, old or none. One query. */
export async function findRecoverable(
  db: Db,
  { clock }: Pick<Needs, 'clock'>,
  token: string,
): Promise<{ id: AccountId; email: string } | null> {
  const row = await db
    .selectFrom('account_token')
    .innerJoin('account', 'account.id', 'account_token.account_id')
    .select(['account.id', 'account.email'])
    .where('token_hash', '=', hashSecret(token))
    .where('purpose', '=', 'recover')
    .where('expires_at', '>', instant(clock()))
    .where('account.closed_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Ends every token of the account. */
export async function endRecoverTokens(tx: Tx, account: AccountId): Promise<void> {
  await tx
    .deleteFrom('account_token')
    .where('account_id', '=', account)
    .where('purpose', '=', 'recover')
    .execute()
}

/** Makes the one token that makes the first archivist; older ones end. */
export async function makeFirstArchivistToken(tx: Tx, { clock, random }: Needs): Promise<string> {
  const token = newSecret(random)
  const now = clock()
  await endFirstArchivistTokens(tx)
  await tx
    .insertInto('account_token')
    .values({
      token_hash: hashSecret(token),
      purpose: 'first-archivist',
      account_id: null,
      created_at: instant(now),
      expires_at: instant(after(now, firstArchivistKept)),
    })
    .execute()
  return token
}

export async function isFirstArchivistToken(
  db: Db,
  { clock }: Pick<Needs, 'clock'>,
  token: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('account_token')
    .select('token_hash')
    .where('token_hash', '=', hashSecret(token))
    .where('purpose', '=', 'first-archivist')
    .where('expires_at', '>', instant(clock()))
    .executeTakeFirst()
  return row !== undefined
}

export async function endFirstArchivistTokens(tx: Tx): Promise<void> {
  await tx.deleteFrom('account_token').where('purpose', '=', 'first-archivist').execute()
}
