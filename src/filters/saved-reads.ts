import type { AccountId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { type SavedFilter, savedLimits } from './saved.ts'

/** An account's own filters, the oldest first. One query. */
export async function listSaved(db: Db, account: AccountId): Promise<SavedFilter[]> {
  const rows = await db
    .selectFrom('saved_filter')
    .select(['id', 'name', 'query', 'always_on'])
    .where('account_id', '=', account)
    .orderBy('created_at')
    .orderBy('id')
    .limit(savedLimits.filters)
    .execute()
  return rows.map(({ id, name, query, always_on }) => ({
    id,
    name,
    query,
    alwaysOn: always_on === 1,
  }))
}

/** Those that are always on, at most ten. One query. */
export async function listAlwaysOn(
  db: Db,
  account: AccountId,
): Promise<{ name: string; query: string }[]> {
  return db
    .selectFrom('saved_filter')
    .select(['name', 'query'])
    .where('account_id', '=', account)
    .where('always_on', '=', 1)
    .orderBy('created_at')
    .orderBy('id')
    .limit(savedLimits.alwaysOn)
    .execute()
}
