import type { Actor } from '#policy/actor.ts'
import { mayModerate, mayWriteWork } from '#policy/may.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import { emptyProse, type Prose } from '#prose/prose.ts'
import { instant } from '#shared/clock.ts'
import type { AccountId, CommentId, PenNameId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import { readOwners } from '#works/reads.ts'
import { becomeVisible } from './acts.ts'
import { canBeEdited, type CommentFacts } from './comment.ts'
import { noticePenName, tellAnswered } from './notify.ts'
import { readCommentFacts } from './reads.ts'
import type { Needs } from './voice.ts'
import { readWorkFacts } from './work-facts.ts'

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

/** The writer changes their words, until somebody answered. A guest's new link in the text waits for approval again. */
export async function editComment(
  tx: Tx,
  needs: Needs,
  writer: Writer,
  input: { id: string; body: Prose; hold: boolean },
): Promise<Done> {
  const comment = await readCommentFacts(tx, input.id)
  if (!comment || !(await isWriter(tx, comment, writer))) return { kind: 'not-there' }
  if (!canBeEdited(comment)) return { kind: 'too-late' }
  const held = comment.state === 'held' || (input.hold && !comment.isPrivate)
  await tx
    .updateTable('comment')
    .set({
      body: input.body,
      edited_at: instant(needs.clock()),
      state: held ? 'held' : 'shown',
      ...(held && comment.state !== 'held' ? { held_because: 'edited: link' } : {}),
    })
    .where('id', '=', comment.id)
    .execute()
  if (comment.state === 'shown')
    await changed(tx, needs, comment, held ? 'comment-gone' : 'comment-edited')
  return { kind: 'done', comment }
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
 * are kept for staff, shown to nobody.
 */
export async function removeComment(tx: Tx, needs: Needs, actor: Actor, id: string): Promise<Done> {
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
      reporter_pen_name_id: reporter.penName,
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

/** Public comments can be reported by anyone, private ones by the two who talk. */
async function mayReport(tx: Tx, comment: CommentFacts, reporter: Writer): Promise<boolean> {
  if (!comment.isPrivate) return comment.state === 'shown'
  if (reporter.links.some(({ id }) => id === comment.readerLinkId)) return true
  if (reporter.account === null) return false
  if ((await readOwners(tx, comment.workId)).includes(reporter.account)) return true
  return (
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
