import { type Clock, instant } from '#shared/clock.ts'
import { type AccountId, newId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from './db.ts'

/** What staff did, on what, in a few words. Only the archivist reads it. */
export type Audited = {
  account: AccountId | null
  act: string
  /** The kind of thing and its id: `comment 0123…`, or a name. */
  subject: string
  detail?: string
}

/** Puts on record what staff did, in the transaction that does it. */
export async function recordAudit(
  tx: Tx,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { account, act, subject, detail }: Audited,
): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      id: newId(random),
      at: instant(clock()),
      account_id: account,
      act,
      subject: subject.slice(0, 200),
      detail: (detail ?? '').slice(0, 1000),
    })
    .execute()
}
