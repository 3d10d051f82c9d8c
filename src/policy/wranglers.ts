import type { Db } from '#storage/db.ts'
import type { Actor } from './actor.ts'
import { mayRunArchive } from './may.ts'

/** Whether the actor wrangles any tags: the archivist all, others what they were given. At most one query. */
export async function wranglesSome(db: Db, actor: Actor): Promise<boolean> {
  if (!actor.account) return false
  if (mayRunArchive(actor)) return true
  const row = await db
    .selectFrom('wrangler')
    .select('account_id')
    .where('account_id', '=', actor.account.id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
