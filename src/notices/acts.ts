import { type Clock, instant } from '#shared/clock.ts'
import type { AccountId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'

/** Notes that the account has seen these notices. Those of others, and those seen before, stay as they are. */
export async function markSeen(
  tx: Tx,
  { clock }: { clock: Clock },
  account: AccountId,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await ofAccount(tx, clock, account).where('notice.id', 'in', ids).execute()
}

/** Notes that the account has seen everything up to the notice `newest`: what came later stays new. */
export async function markAllSeen(
  tx: Tx,
  { clock }: { clock: Clock },
  account: AccountId,
  newest: string,
): Promise<void> {
  const last = await tx
    .selectFrom('notice')
    .innerJoin('pen_name', 'pen_name.id', 'notice.pen_name_id')
    .select('notice.created_at')
    .where('notice.id', '=', newest)
    .where('pen_name.account_id', '=', account)
    .executeTakeFirst()
  if (!last) return
  await ofAccount(tx, clock, account).where('notice.created_at', '<=', last.created_at).execute()
}

function ofAccount(tx: Tx, clock: Clock, account: AccountId) {
  return tx
    .updateTable('notice')
    .set({ seen_at: instant(clock()) })
    .where('notice.seen_at', 'is', null)
    .where('notice.pen_name_id', 'in', (eb) =>
      eb.selectFrom('pen_name').select('pen_name.id').where('pen_name.account_id', '=', account),
    )
}
