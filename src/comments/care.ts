import type { Actor } from '#policy/actor.ts'
import { mayModerate, mayWriteWork } from '#policy/may.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import { toPlainText } from '#prose/plain-text.ts'
import { emptyProse, type Prose } from '#prose/prose.ts'
import { instant } from '#shared/clock.ts'
import type { AccountId, CommentId, PenNameId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import { recordAudit } from '#storage/audit-log.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import { readOwners } from '#works/reads.ts'
import { becomeVisible } from './acts.ts'
import { canBeEdited, type CommentFacts } from './comment.ts'
import { noticePenName, tellAnswered, tellOfWaiting } from './notify.ts'
import { readCommentFacts } from './reads.ts'
import { keepPrint, reasonToHold } from './screening.ts'
import { printOf } from './spam.ts'
import type { Needs } from './voice.ts'
import { isByline, readWorkFacts } from './work-facts.ts'

/** What can be done to a comment that is there: edited, withdrawn, approved, removed, reported. */
export type Done =
  | { kind: 'done'; comment: CommentFacts }
  | { kind: 'not-there' }
  | { kind: 'too-late' }

/** Who claims to have written it: the account behind a pen name, or the links that a browser holds. */
export type Writer = { account: AccountId | null; links: readonly PrivateLink[] }

async function isWriter(tx: Tx, comment: CommentFacts, writer: Writer): Promise<boolean> {
  if (comment.linkId !== null && writer.links.some(({ id }) => id === comment.linkId)) return true
  if (comment.penNameId === null || writer.account === null) return false
  return (await ownerOf(tx, comment.penNameId)) === writer.account
}

async function ownerOf(tx: Tx, penName: PenNameId): Promise<AccountId | null> {
  const row = await tx
    .selectFrom('pen_name')
    .select('account_id')
    .where('id', '=', penName)
    .executeTakeFirst()
  return row?.account_id ?? null
}

/**
 * The writer changes their words, until somebody answered. They are screened again: a guest's new link (`hold`), what is
 * said elsewhere too, and everything where the author lets comments wait. Gives the comment as it stands afterwards.
 */
export async function editComment(
  tx: Tx,
  needs: Needs,
  writer: Writer,
  input: { id: string; body: Prose; hold: boolean },
): Promise<Done> {
  const comment = await readCommentFacts(tx, input.id)
  if (!comment || !(await isWriter(tx, comment, writer))) return { kind: 'not-there' }
  if (!canBeEdited(comment)) return { kind: 'too-late' }
  const print = printOf(toPlainText(input.body))
  const reason = comment.state === 'held' ? null : await whyAgain(tx, needs, comment, input, print)
  const held = comment.state === 'held' || reason !== null
  await tx
    .updateTable('comment')
    .set({
      body: input.body,
      edited_at: instant(needs.clock()),
      state: held ? 'held' : 'shown',
      ...(reason === null ? {} : { held_because: reason }),
    })
    .where('id', '=', comment.id)
    .execute()
  if (comment.state === 'shown')
    await changed(tx, needs, comment, held ? 'comment-gone' : 'comment-edited')
  if (!comment.isPrivate) await keepPrint(tx, needs, comment.id, print)
  if (reason !== null) await tellOfWaiting(tx, needs, comment)
  return { kind: 'done', comment: { ...comment, body: input.body, state: held ? 'held' : 'shown' } }
}

/** Why edited words wait again; null when they may stand. What two people say to each other never waits. */
async function whyAgain(
  tx: Tx,
  needs: Needs,
  comment: CommentFacts,
  input: { hold: boolean },
  print: string | null,
): Promise<string | null> {
  const work = await readWorkFacts(tx, comment.workId)
  if (!work || comment.isPrivate) return null
  if (await isByline(tx, work.id, comment.penNameId)) return null
  if (input.hold) return 'edited: link'
  const by = comment.penNameId === null ? { linkId: comment.linkId } : 'account'
  return reasonToHold(tx, needs, { work, by, suspicion: null, print })
}

/** The writer takes their words back: they are erased, and their name with them. Answers to it stay. */
export async function withdrawComment(
  tx: Tx,
  needs: Needs,
  writer: Writer,
  id: string,
): Promise<Done> {
  const comment = await readCommentFacts(tx, id)
  if (!comment || !(await isWriter(tx, comment, writer))) return { kind: 'not-there' }
  if (comment.state === 'withdrawn' || comment.state === 'removed') return { kind: 'too-late' }
  await tx
    .updateTable('comment')
    .set({
      state: 'withdrawn',
      body: emptyProse,
      ...(comment.penNameId === null ? { guest_name: '' } : {}),
    })
    .where('id', '=', comment.id)
    .execute()
  await tx.deleteFrom('comment_print').where('comment_id', '=', comment.id).execute()
  if (comment.state === 'shown') await changed(tx, needs, comment, 'comment-gone')
  return { kind: 'done', comment }
}

/** The author lets a waiting comment be seen. */
export async function approveComment(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: string,
): Promise<Done> {
  const comment = await readCommentFacts(tx, id)
  if (!comment || !mayWriteWork(actor, await readOwners(tx, comment.workId)))
    return { kind: 'not-there' }
  if (comment.state !== 'held') return { kind: 'too-late' }
  const work = await readWorkFacts(tx, comment.workId)
  if (!work) return { kind: 'not-there' }
  await tx
    .updateTable('comment')
    .set({ state: 'shown', shown_at: instant(needs.clock()) })
    .where('id', '=', comment.id)
    .execute()
  const parent = await parentOf(tx, comment)
  await becomeVisible(tx, needs, comment.workId, comment.chapterId, comment.id, parent)
  if (parent) {
    await tellAnswered(tx, needs, {
      parent,
      work,
      from: null,
      tell: (penName, kind) =>
        noticePenName(tx, needs, { penName, kind, work, commentId: comment.id }),
    })
  }
  return { kind: 'done', comment }
}

async function parentOf(tx: Tx, comment: CommentFacts): Promise<CommentFacts | null> {
  const row = await tx
    .selectFrom('comment')
    .select('parent_id')
    .where('id', '=', comment.id)
    .executeTakeFirst()
  return row?.parent_id ? readCommentFacts(tx, row.parent_id) : null
}

/**
 * The author takes a comment off their work; a moderator one that the public sees, or one that was reported. The words
 * are kept for staff, shown to nobody. What staff take off the work of somebody else is on record.
 */
export async function removeComment(tx: Tx, needs: Needs, actor: Actor, id: string): Promise<Done> {
  const done = await takeCommentOff(tx, needs, actor, id)
  if (done.kind !== 'done') return done
  const { comment } = done
  if (mayWriteWork(actor, await readOwners(tx, comment.workId))) return done
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'comment removed',
    subject: `comment ${comment.id}`,
    detail: `work ${comment.workId}`,
  })
  return done
}

/** Removes a comment as `removeComment` does, for a caller that puts it on record itself. */
export async function takeCommentOff(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: string,
): Promise<Done> {
  const comment = await readCommentFacts(tx, id)
  if (!comment) return { kind: 'not-there' }
  const author = mayWriteWork(actor, await readOwners(tx, comment.workId))
  const staff = mayModerate(actor) && (!comment.isPrivate || (await wasReported(tx, comment.id)))
  if (!author && !staff) return { kind: 'not-there' }
  if (comment.state === 'withdrawn' || comment.state === 'removed') return { kind: 'too-late' }
  await tx.updateTable('comment').set({ state: 'removed' }).where('id', '=', comment.id).execute()
  if (comment.state === 'shown') await changed(tx, needs, comment, 'comment-gone')
  return { kind: 'done', comment }
}

async function wasReported(tx: Tx, id: CommentId): Promise<boolean> {
  const row = await tx
    .selectFrom('report')
    .select('id')
    .where('comment_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Somebody who can read a comment asks staff to look at it. A private one opens to staff by this alone. */
export async function reportComment(
  tx: Tx,
  needs: Needs,
  reporter: Writer & { penName: PenNameId | null },
  input: { id: string; reason: string },
): Promise<Done> {
  const comment = await readCommentFacts(tx, input.id)
  if (!comment || !(await mayReport(tx, comment, reporter))) return { kind: 'not-there' }
  await tx
    .insertInto('report')
    .values({
      id: newId(needs.random),
      comment_id: comment.id,
      reporter_pen_name_id: await reporterName(tx, comment, reporter),
      // Only the link of this very conversation: what a guest says elsewhere is connected to it nowhere.
      reporter_link_id: reporter.links.find(({ id }) => id === comment.readerLinkId)?.id ?? null,
      reason: input.reason,
      created_at: instant(needs.clock()),
      closed_at: null,
      closed_with: null,
    })
    .execute()
  return { kind: 'done', comment }
}

/**
 * The pen name that a report is under. What only one pen name of an account could see is reported as that one, whatever
 * it acts as: else the report would tell that the two are one.
 */
async function reporterName(
  tx: Tx,
  comment: CommentFacts,
  reporter: Writer & { penName: PenNameId | null },
): Promise<PenNameId | null> {
  if (!comment.isPrivate && comment.state === 'shown') return reporter.penName
  if (reporter.account === null) return null
  const byline = await tx
    .selectFrom('work_byline')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select('pen_name.id')
    .where('work_byline.work_id', '=', comment.workId)
    .where('pen_name.account_id', '=', reporter.account)
    .executeTakeFirst()
  if (byline) return byline.id
  const reader = comment.readerPenNameId
  return reader !== null && (await ownerOf(tx, reader)) === reporter.account ? reader : null
}

/** Public comments can be reported by anyone, private ones by the two who talk, waiting ones by the author. */
async function mayReport(tx: Tx, comment: CommentFacts, reporter: Writer): Promise<boolean> {
  if (!comment.isPrivate && comment.state === 'shown') return true
  if (comment.isPrivate && reporter.links.some(({ id }) => id === comment.readerLinkId)) return true
  if (reporter.account === null) return false
  if ((await readOwners(tx, comment.workId)).includes(reporter.account)) return true
  return (
    comment.isPrivate &&
    comment.readerPenNameId !== null &&
    (await ownerOf(tx, comment.readerPenNameId)) === reporter.account
  )
}

async function changed(
  tx: Tx,
  needs: Needs,
  comment: CommentFacts,
  kind: 'comment-edited' | 'comment-gone',
): Promise<void> {
  if (comment.isPrivate) return
  await recordChange(tx, needs.clock, {
    kind,
    work: comment.workId,
    comment: comment.id,
    ...(comment.chapterId ? { chapter: comment.chapterId } : {}),
  })
}
