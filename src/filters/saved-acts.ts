import { type Clock, instant } from '#shared/clock.ts'
import { type AccountId, newId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from '#storage/db.ts'
import { savedLimits } from './saved.ts'

/**
 * Keeps a filter under a name. Where the account has another filter of that name nothing is done unless `replace`: then
 * that one leads to what this one says, and stays always on if it was.
 */
export async function saveFilter(
  tx: Tx,
  { clock, random }: { clock: Clock; random: Random },
  account: AccountId,
  { name, query, replace = false }: { name: string; query: string; replace?: boolean },
): Promise<
  { kind: 'saved' } | { kind: 'replaced' } | { kind: 'same-name' } | { kind: 'too-many' }
> {
  const same = await tx
    .selectFrom('saved_filter')
    .select(['id', 'query'])
    .where('account_id', '=', account)
    .where('name', '=', name)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (same?.query === query) return { kind: 'saved' }
  if (same && !replace) return { kind: 'same-name' }
  if (same) {
    await tx.updateTable('saved_filter').set({ query }).where('id', '=', same.id).execute()
    return { kind: 'replaced' }
  }
  if ((await countSaved(tx, account)) >= savedLimits.filters) return { kind: 'too-many' }
  await tx
    .insertInto('saved_filter')
    .values({
      id: newId(random),
      account_id: account,
      name,
      query,
      always_on: 0,
      created_at: instant(clock()),
    })
    .execute()
  return { kind: 'saved' }
}

/** Gives one of the account's own filters another name, or makes it hold everywhere, or no more. */
export async function changeSaved(
  tx: Tx,
  account: AccountId,
  id: string,
  { name, alwaysOn }: { name: string; alwaysOn: boolean },
): Promise<{ kind: 'changed' } | { kind: 'not-there' } | { kind: 'too-many' }> {
  if (alwaysOn && (await countAlwaysOn(tx, account, id)) >= savedLimits.alwaysOn)
    return { kind: 'too-many' }
  const changed = await tx
    .updateTable('saved_filter')
    .set({ name, always_on: alwaysOn ? 1 : 0 })
    .where('id', '=', id)
    .where('account_id', '=', account)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n ? { kind: 'changed' } : { kind: 'not-there' }
}

/** Takes one of the account's own filters away. */
export async function dropSaved(
  tx: Tx,
  account: AccountId,
  id: string,
): Promise<{ kind: 'gone' } | { kind: 'not-there' }> {
  const gone = await tx
    .deleteFrom('saved_filter')
    .where('id', '=', id)
    .where('account_id', '=', account)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n ? { kind: 'gone' } : { kind: 'not-there' }
}

async function countSaved(tx: Tx, account: AccountId): Promise<number> {
  const row = await tx
    .selectFrom('saved_filter')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

async function countAlwaysOn(tx: Tx, account: AccountId, except: string): Promise<number> {
  const row = await tx
    .selectFrom('saved_filter')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', account)
    .where('always_on', '=', 1)
    .where('id', '<>', except)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
