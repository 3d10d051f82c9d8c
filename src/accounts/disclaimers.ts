import { asStoredProse, type Prose } from '#prose/prose.ts'
import { type Clock, instant } from '#shared/clock.ts'
import type { AccountId, PenNameId } from '#shared/ids.ts'
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

/**
 * The disclaimer that goes into a new work under this pen name by itself; null when there is none. What an account keeps is
 * for all its pen names, but its words could tell that two are one: where there are several, only one that has used
 * these very words before gets them unasked. Three queries at most.
 */
export async function findDefaultDisclaimer(
  db: Db,
  { account, penName, fandom }: { account: AccountId; penName: PenNameId; fandom: string },
): Promise<Prose | null> {
  const kept = await db
    .selectFrom('default_disclaimer')
    .select('body')
    .where('account_id', '=', account)
    .where('fandom_key', '=', fandomKey(fandom))
    .executeTakeFirst()
  if (!kept) return null
  const names = await db
    .selectFrom('pen_name')
    .select('id')
    .where('account_id', '=', account)
    .limit(2)
    .execute()
  if (names.length < 2) return asStoredProse(kept.body)
  const used = await db
    .selectFrom('work_byline')
    .innerJoin('work', 'work.id', 'work_byline.work_id')
    .select('work.id')
    .where('work_byline.pen_name_id', '=', penName)
    .where('work.disclaimer', '=', kept.body)
    .limit(1)
    .executeTakeFirst()
  return used ? asStoredProse(kept.body) : null
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
