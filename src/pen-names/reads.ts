import { asStoredProse } from '#prose/prose.ts'
import type { AccountId, PenNameId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { prepare } from '#storage/prepare.ts'
import { type PenName, penNameKey } from './pen-name.ts'

/** More than anybody made so far; the page of one's own pen names shows no more. */
const mostOwn = 500

/** What strangers may know of a pen name; null when there is none. One query. */
export async function readPenName(db: Db, id: string): Promise<PenName | null> {
  const row = await db
    .selectFrom('pen_name')
    .select(['id', 'name', 'about'])
    .where('id', '=', id as PenNameId)
    .executeTakeFirst()
  return row ? { id: row.id, name: row.name, about: asStoredProse(row.about) } : null
}

const penNamesOf = prepare<{ account: AccountId }>()((db, value) =>
  db
    .selectFrom('pen_name')
    .select(['id', 'name'])
    .where('account_id', '=', value('account'))
    .orderBy('created_at')
    .orderBy('id')
    .limit(mostOwn),
)

/** The account's own pen names, oldest first: for its owner's eyes alone. One query. */
export async function listOwnPenNames(
  db: Db,
  account: AccountId,
): Promise<{ id: PenNameId; name: string }[]> {
  return penNamesOf(db, { account })
}

/** One of the account's own pen names; null when it is another's or nobody's: the two look the same. One query. */
export async function readOwnPenName(
  db: Db,
  account: AccountId,
  id: string,
): Promise<PenName | null> {
  const row = await db
    .selectFrom('pen_name')
    .select(['id', 'name', 'about'])
    .where('id', '=', id as PenNameId)
    .where('account_id', '=', account)
    .executeTakeFirst()
  return row ? { id: row.id, name: row.name, about: asStoredProse(row.about) } : null
}

/** The pen name that this account may use: null when it is not its own. One query; asked again in transactions. */
export async function findOwnPenName(
  db: Db,
  account: AccountId,
  id: string,
): Promise<{ id: PenNameId; name: string } | null> {
  const row = await db
    .selectFrom('pen_name')
    .select(['id', 'name'])
    .where('id', '=', id as PenNameId)
    .where('account_id', '=', account)
    .executeTakeFirst()
  return row ?? null
}

/** Whether a name would be taken for a pen name that is there: guests may not speak under it. One query. */
export async function isNameOfPenName(db: Db, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('pen_name')
    .select('id')
    .where('name_key', '=', penNameKey(name))
    .executeTakeFirst()
  return row !== undefined
}
