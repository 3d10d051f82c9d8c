import { takeCommentOff } from '#comments/care.ts'
import type { Actor } from '#policy/actor.ts'
import { mayModerate, mayRunArchive } from '#policy/may.ts'
import { instant } from '#shared/clock.ts'
import type { AccountId, WorkId } from '#shared/ids.ts'
import { recordAudit } from '#storage/audit-log.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import type { Role } from '#storage/schema/tables.ts'
import { changeSiteSettings, readSiteSettings, type SiteSettings } from '#storage/site-settings.ts'
import type { House } from '#web/house.ts'
import { type ClosedWith, readReport } from './report-reads.ts'
import { type Kind, type Replaced, replaceScale, replaceWarningKinds, type Step } from './scale.ts'

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

/**
 * Closes a report, and every other open one about the same comment: the comment goes, the whole work is hidden, or
 * nothing happens. One that another of the staff closed first stays as they closed it.
 */
export async function closeReport(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  input: { id: string; with: ClosedWith },
): Promise<{ kind: 'done' | 'not-there' | 'closed-before' }> {
  if (!mayModerate(actor)) return { kind: 'not-there' }
  const report = await readReport(tx, input.id)
  if (!report) return { kind: 'not-there' }
  if (report.closedWith !== null) return { kind: 'closed-before' }
  if (input.with === 'removed') await takeCommentOff(tx, needs, actor, report.commentId)
  if (input.with === 'work-hidden') await setHidden(tx, needs, report.work.id, true)
  await tx
    .updateTable('report')
    .set({ closed_at: instant(needs.clock()), closed_with: input.with })
    .where('comment_id', '=', report.commentId)
    .where('closed_at', 'is', null)
    .execute()
  const hides = input.with === 'work-hidden'
  const acts = {
    removed: 'reported comment removed',
    'work-hidden': 'work hidden after a report',
    dismissed: 'report dismissed',
  }
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: acts[input.with],
    subject: hides ? `work ${report.work.id}` : `comment ${report.commentId}`,
    detail: report.reason,
  })
  return { kind: 'done' }
}

/** Shows the work again that was hidden after this report. */
export async function showWorkAgain(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: string,
): Promise<{ kind: 'done' | 'not-there' }> {
  if (!mayModerate(actor)) return { kind: 'not-there' }
  const report = await readReport(tx, id)
  if (report?.closedWith !== 'work-hidden') return { kind: 'not-there' }
  if (!(await setHidden(tx, needs, report.work.id, false))) return { kind: 'done' }
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'work shown again',
    subject: `work ${report.work.id}`,
  })
  return { kind: 'done' }
}

/** Hides a work, or shows it again; whether that changed anything. What the public sees is told to the change log. */
async function setHidden(tx: Tx, needs: Needs, id: WorkId, hidden: boolean): Promise<boolean> {
  const work = await tx
    .updateTable('work')
    .set({ hidden_at: hidden ? instant(needs.clock()) : null })
    .where('id', '=', id)
    .where('hidden_at', hidden ? 'is' : 'is not', null)
    .returning(['published_at', 'deleted_at'])
    .executeTakeFirst()
  if (work?.published_at != null && work.deleted_at === null) {
    await recordChange(tx, needs.clock, {
      kind: hidden ? 'work-hidden' : 'work-restored',
      work: id,
    })
  }
  return work !== undefined
}

/** Puts other settings into force. What is the same as before changes nothing and is on no record. */
export async function changeSettings(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  settings: SiteSettings,
): Promise<{ kind: 'done' | 'not-there' }> {
  if (!mayRunArchive(actor)) return { kind: 'not-there' }
  const before: Record<string, unknown> = await readSiteSettings(tx)
  const changed = Object.entries(settings).filter(([name, value]) => before[name] !== value)
  if (changed.length === 0) return { kind: 'done' }
  await changeSiteSettings(tx, needs.clock, settings)
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'settings changed',
    subject: changed.map(([name]) => name).join(', '),
    detail: changed
      .filter(([name]) => name !== 'about')
      .map(([name, value]) => `${name}: ${String(before[name])} → ${String(value)}`)
      .join('; '),
  })
  return { kind: 'done' }
}

/** Replaces the scale of ratings, on record with the codes that stand in it now. */
export async function changeScale(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  steps: readonly Step[],
): Promise<Replaced | { kind: 'not-there' }> {
  if (!mayRunArchive(actor)) return { kind: 'not-there' }
  const result = await replaceScale(tx, needs.clock, steps)
  if (result.kind === 'replaced') {
    await recordAudit(tx, needs, {
      account: actor.account?.id ?? null,
      act: 'ratings changed',
      subject: 'ratings',
      detail: steps.map(({ code }) => code).join(', '),
    })
  }
  return result
}

/** Replaces the list of warnings, on record with the codes that stand in it now. */
export async function changeWarningKinds(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  kinds: readonly Kind[],
): Promise<Replaced | { kind: 'not-there' }> {
  if (!mayRunArchive(actor)) return { kind: 'not-there' }
  const result = await replaceWarningKinds(tx, needs.clock, kinds)
  if (result.kind === 'replaced') {
    await recordAudit(tx, needs, {
      account: actor.account?.id ?? null,
      act: 'warnings changed',
      subject: 'warnings',
      detail: kinds.map(({ code }) => code).join(', '),
    })
  }
  return result
}

/** Puts on record that the archivist read a mail: it may hold a link that is somebody's key. */
export async function recordMailRead(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: string,
): Promise<void> {
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'mail read',
    subject: `mail ${id}`,
  })
}
