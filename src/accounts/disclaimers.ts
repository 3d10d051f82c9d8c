import { asStoredProse, type Prose } from '#prose/prose.ts'
import { type Clock, instant } from '#shared/clock.ts'
import type { AccountId } from '#shared/ids.ts'
import type { Db, Tx } from '#storage/db.ts'

/** What an account keeps as the disclaimer of its works in a fandom. */
export type DefaultDisclaimer = { fandomKey: string; fandom: string; body: Prose }

export const disclaimerLimits = { fandom: 150, body: 5000, most: 200 } as const

/** Fandoms that differ in case or spaces only are one. */
export function fandomKey(fandom: string): string {
  return fandom.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** All of an account's default disclaimers, by fandom. One query. */
export async function readDefaultDisclaimers(
  db: Db,
  account: AccountId,
): Promise<DefaultDisclaimer[]> {
  const rows = await db
    .selectFrom('default_disclaimer')
    .select(['fandom_key', 'fandom', 'body'])
    .where('account_id', '=', account)
    .orderBy('fandom_key')
    .limit(disclaimerLimits.most)
    .execute()
  return rows.map((row) => ({
    fandomKey: row.fandom_key,
    fandom: row.fandom,
    body: asStoredProse(row.body),
  }))
}

/** Keeps the disclaimer of a fandom in place of the one that was there. */
export async function keepDefaultDisclaimer(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  kept: { account: AccountId; fandom: string; body: Prose },
): Promise<{ kind: 'kept' } | { kind: 'full' }> {
  const key = fandomKey(kept.fandom)
  const others = await tx
    .selectFrom('default_disclaimer')
    .select('fandom_key')
    .where('account_id', '=', kept.account)
    .where('fandom_key', '<>', key)
    .limit(disclaimerLimits.most)
    .execute()
  if (others.length >= disclaimerLimits.most) return { kind: 'full' }
  const changed = { fandom: kept.fandom, body: kept.body, updated_at: instant(clock()) }
  await tx
    .insertInto('default_disclaimer')
    .values({ account_id: kept.account, fandom_key: key, ...changed })
    .onConflict((conflict) => conflict.columns(['account_id', 'fandom_key']).doUpdateSet(changed))
    .execute()
  return { kind: 'kept' }
}

export async function removeDefaultDisclaimer(
  tx: Tx,
  account: AccountId,
  key: string,
): Promise<void> {
  await tx
    .deleteFrom('default_disclaimer')
    .where('account_id', '=', account)
    .where('fandom_key', '=', key)
    .execute()
}
