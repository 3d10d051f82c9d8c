import { removeComment } from '#comments/care.ts'
import type { Actor } from '#policy/actor.ts'
import { mayModerate, mayRunArchive } from '#policy/may.ts'
import { instant } from '#shared/clock.ts'
import type { AccountId } from '#shared/ids.ts'
import { recordAudit } from '#storage/audit-log.ts'
import type { Tx } from '#storage/db.ts'
import type { Role } from '#storage/schema/tables.ts'
import type { House } from '#web/house.ts'
import { readReport } from './reads.ts'

export type Needs = Pick<House, 'clock' | 'random' | 'keys' | 'config'>

/** Gives an account another role. The last archivist stays one. */
export async function changeRole(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  input: { id: string; role: Role },
): Promise<{ kind: 'done' | 'not-there' | 'last-archivist' }> {
  if (!mayRunArchive(actor)) return { kind: 'not-there' }
  const id = input.id as AccountId
  const account = await tx
    .selectFrom('account')
    .select('role')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!account) return { kind: 'not-there' }
  if (account.role === input.role) return { kind: 'done' }
  if (account.role === 'archivist') {
    const other = await tx
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'archivist')
      .where('id', '<>', id)
      .limit(1)
      .executeTakeFirst()
    if (!other) return { kind: 'last-archivist' }
  }
  await tx.updateTable('account').set({ role: input.role }).where('id', '=', id).execute()
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'role changed',
    subject: `account ${id}`,
    detail: `${account.role} → ${input.role}`,
  })
  return { kind: 'done' }
}

/** Closes a report, and every other open one about the same comment: the comment goes, or stays. */
export async function closeReport(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  input: { id: string; with: 'removed' | 'dismissed' },
): Promise<{ kind: 'done' | 'not-there' }> {
  if (!mayModerate(actor)) return { kind: 'not-there' }
  const report = await readReport(tx, input.id)
  if (!report) return { kind: 'not-there' }
  if (input.with === 'removed') await removeComment(tx, needs, actor, report.commentId)
  await tx
    .updateTable('report')
    .set({ closed_at: instant(needs.clock()), closed_with: input.with })
    .where('comment_id', '=', report.commentId)
    .where('closed_at', 'is', null)
    .execute()
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: input.with === 'removed' ? 'reported comment removed' : 'report dismissed',
    subject: `comment ${report.commentId}`,
    detail: report.reason,
  })
  return { kind: 'done' }
}
