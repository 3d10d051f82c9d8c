import type { Actor } from '#policy/actor.ts'
import { mayComment, mayWriteWork } from '#policy/may.ts'
import { mayReadWork } from '#policy/visible.ts'
import { forgetPrivateLink, isLinkInForce, makePrivateLink } from '#private-links/acts.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import type { Prose } from '#prose/prose.ts'
import { instant } from '#shared/clock.ts'
import type { ChapterId, CommentId, PenNameId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import { prepare } from '#storage/prepare.ts'
import type { CommentRow } from '#storage/schema/tables.ts'
import { readOwners } from '#works/reads.ts'
import { type CommentFacts, mostDepth } from './comment.ts'
import { mailToLink, tellAbout } from './notify.ts'
import { readCommentFacts } from './reads.ts'
import { keepPrint, reasonToHold } from './screening.ts'
import type { Needs, Voice } from './voice.ts'
import { isByline, isPublishedChapter, readWorkFacts } from './work-facts.ts'

export type NewComment = {
  workId: WorkId
  chapterId: ChapterId
  /** The comment that is answered; null begins a thread. */
  parentId: CommentId | null
  voice: Voice
  body: Prose
  /** SimHash of the text; null when it is too short. */
  print: string | null
  /** Why it should wait for approval, from what the route saw (links, no proof of work); null when nothing was. */
  suspicion: string | null
  /** Equal for the same form sent twice, so that a second click or a lost answer makes no second comment. */
  onceKey: string
}

/** It is there, or waits for approval, or was there already (the same form sent twice). */
export type Said =
  | { kind: 'posted' | 'held'; id: CommentId; link: PrivateLink | null; code: string | null }
  | { kind: 'again'; id: CommentId; linkId: PrivateLinkId | null; createdAt: string }
export type Posted = Said | { kind: 'closed' } | { kind: 'not-there' }

/** Says something on a chapter or answers in the thread, where everybody can read it. */
export async function postComment(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  input: NewComment,
): Promise<Posted> {
  const work = await readWorkFacts(tx, input.workId)
  if (!work || !mayReadWork(actor, work)) return { kind: 'not-there' }
  if (!(await isPublishedChapter(tx, input.workId, input.chapterId))) return { kind: 'not-there' }
  const byAuthor = await isByline(tx, input.workId, penNameOf(input.voice))
  if (!byAuthor && !mayComment(actor, work.comments_from)) return { kind: 'closed' }
  const parent = input.parentId === null ? null : await readCommentFacts(tx, input.parentId)
  if (input.parentId !== null) {
    const open =
      parent && parent.workId === work.id && parent.state === 'shown' && !parent.isPrivate
    if (!open) return { kind: 'not-there' }
  }
  const twin = await findTwin(tx, input.onceKey)
  if (twin) return { kind: 'again', ...twin }
  const { voice, suspicion, print } = input
  const by = voice.kind === 'guest' ? { linkId: voice.link?.id ?? null } : 'account'
  const held = byAuthor ? null : await reasonToHold(tx, needs, { work, by, suspicion, print })
  const { link, code } = await linkFor(tx, needs, work.id, voice)
  const id = newId<CommentId>(needs.random)
  const now = instant(needs.clock())
  const made = { id, input, parent, byAuthor, held, link, now, private: null }
  if (!(await insert(tx, made))) {
    if (link && code !== null) await forgetPrivateLink(tx, link.id)
    const first = await findTwin(tx, input.onceKey)
    return first ? { kind: 'again', ...first } : { kind: 'not-there' }
  }
  // The first mail is the key itself, and shows that the address is right.
  if (code !== null && link?.email) await mailToLink(tx, needs, link.id, 'mail.link')
  await keepPrint(tx, needs, id, print)
  if (held === null) await becomeVisible(tx, needs, work.id, input.chapterId, id, parent)
  await tellAbout(tx, needs, {
    work,
    commentId: id,
    parent,
    byAuthor,
    held: held !== null,
    voice: input.voice,
    link,
  })
  return { kind: held === null ? 'posted' : 'held', id, link, code }
}

/**
 * Says something to one reader alone (as the author), or back to the author (as that reader). It is in nobody else's
 * pages, feeds, counts or mails.
 */
export async function answerPrivately(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  input: Omit<NewComment, 'chapterId' | 'print' | 'suspicion' | 'parentId'> & {
    parentId: CommentId
  },
): Promise<Posted> {
  const parent = await readCommentFacts(tx, input.parentId)
  const work = await readWorkFacts(tx, input.workId)
  if (!parent || !work || work.deleted_at !== null || parent.workId !== work.id)
    return { kind: 'not-there' }
  if (parent.state === 'withdrawn' || parent.state === 'removed') return { kind: 'not-there' }
  const owners = await readOwners(tx, work.id)
  const byAuthor = await isByline(tx, work.id, penNameOf(input.voice))
  const reader = parent.isPrivate
    ? { penNameId: parent.readerPenNameId, linkId: parent.readerLinkId }
    : { penNameId: parent.penNameId, linkId: parent.linkId }
  if (byAuthor) {
    if (!mayWriteWork(actor, owners)) return { kind: 'not-there' }
  } else if (!parent.isPrivate || !isReader(input.voice, reader)) return { kind: 'not-there' }
  // A guest whose link is gone can't be reached: saying so beats an answer that nobody will read.
  if (reader.penNameId === null && !(await isLinkInForce(tx, reader.linkId)))
    return { kind: 'closed' }
  const twin = await findTwin(tx, input.onceKey)
  if (twin) return { kind: 'again', ...twin }
  const id = newId<CommentId>(needs.random)
  const now = instant(needs.clock())
  const link = input.voice.kind === 'guest' ? input.voice.link : null
  const said = { ...input, chapterId: parent.chapterId }
  const made = { id, input: said, parent, byAuthor, held: null, link, now, private: reader }
  if (!(await insert(tx, made))) {
    const first = await findTwin(tx, input.onceKey)
    return first ? { kind: 'again', ...first } : { kind: 'not-there' }
  }
  await markAnswered(tx, parent, now)
  await tellAbout(tx, needs, {
    work,
    commentId: id,
    parent,
    byAuthor,
    held: false,
    voice: input.voice,
    link,
  })
  return { kind: 'posted', id, link, code: null }
}

function penNameOf(voice: Voice): PenNameId | null {
  return voice.kind === 'pen-name' ? voice.id : null
}

function isReader(
  voice: Voice,
  reader: { penNameId: PenNameId | null; linkId: PrivateLinkId | null },
): boolean {
  return voice.kind === 'pen-name'
    ? voice.id === reader.penNameId
    : voice.link !== null && voice.link.id === reader.linkId
}

const insertRow = prepare<Omit<CommentRow, 'edited_at' | 'answered_at'>>()((db, value) =>
  db
    .insertInto('comment')
    .values({
      id: value('id'),
      work_id: value('work_id'),
      chapter_id: value('chapter_id'),
      thread_id: value('thread_id'),
      parent_id: value('parent_id'),
      depth: value('depth'),
      pen_name_id: value('pen_name_id'),
      private_link_id: value('private_link_id'),
      guest_name: value('guest_name'),
      by_author: value('by_author'),
      is_private: value('is_private'),
      reader_pen_name_id: value('reader_pen_name_id'),
      reader_link_id: value('reader_link_id'),
      body: value('body'),
      state: value('state'),
      held_because: value('held_because'),
      once_key: value('once_key'),
      created_at: value('created_at'),
      shown_at: value('shown_at'),
      edited_at: null,
      answered_at: null,
    })
    .onConflict((conflict) => conflict.column('once_key').doNothing())
    .returning('id'),
)

/** Writes the comment down; false when the same form sent twice was quicker elsewhere. */
async function insert(
  tx: Tx,
  made: {
    id: CommentId
    input: Pick<NewComment, 'workId' | 'voice' | 'body' | 'onceKey'> & {
      chapterId: ChapterId | null
    }
    parent: CommentFacts | null
    byAuthor: boolean
    held: string | null
    link: PrivateLink | null
    now: string
    private: { penNameId: PenNameId | null; linkId: PrivateLinkId | null } | null
  },
): Promise<boolean> {
  const { id, input, parent, held, link, now } = made
  const written = await insertRow(tx, {
    id,
    work_id: input.workId,
    chapter_id: input.chapterId,
    thread_id: parent?.threadId ?? id,
    parent_id: parent?.id ?? null,
    depth: parent ? Math.min(parent.depth + 1, mostDepth) : 0,
    pen_name_id: penNameOf(input.voice),
    private_link_id: link?.id ?? null,
    guest_name: input.voice.kind === 'guest' ? input.voice.name : null,
    by_author: made.byAuthor ? 1 : 0,
    is_private: made.private ? 1 : 0,
    reader_pen_name_id: made.private?.penNameId ?? null,
    reader_link_id: made.private?.linkId ?? null,
    body: input.body,
    state: held === null ? 'shown' : 'held',
    held_because: held,
    once_key: input.onceKey,
    created_at: now,
    shown_at: held === null ? now : null,
  })
  return written.length > 0
}

/** The change that strangers see when a comment appears, and the end of editing for what it answers. */
export async function becomeVisible(
  tx: Tx,
  needs: Needs,
  work: WorkId,
  chapter: ChapterId | null,
  id: CommentId,
  parent: CommentFacts | null,
): Promise<void> {
  await recordChange(tx, needs.clock, {
    kind: 'comment-shown',
    work,
    ...(chapter ? { chapter } : {}),
    comment: id,
  })
  if (parent) await markAnswered(tx, parent, instant(needs.clock()))
}

async function markAnswered(tx: Tx, parent: CommentFacts, now: string): Promise<void> {
  if (parent.answeredAt !== null) return
  await tx.updateTable('comment').set({ answered_at: now }).where('id', '=', parent.id).execute()
}

const twinOf = prepare<{ onceKey: string }>()((db, value) =>
  db
    .selectFrom('comment')
    .select(['id', 'private_link_id', 'created_at'])
    .where('once_key', '=', value('onceKey')),
)

async function findTwin(
  tx: Tx,
  onceKey: string,
): Promise<{ id: CommentId; linkId: PrivateLinkId | null; createdAt: string } | null> {
  const [row] = await twinOf(tx, { onceKey })
  return row ? { id: row.id, linkId: row.private_link_id, createdAt: row.created_at } : null
}

async function linkFor(
  tx: Tx,
  needs: Needs,
  workId: WorkId,
  voice: Voice,
): Promise<{ link: PrivateLink | null; code: string | null }> {
  if (voice.kind === 'pen-name') return { link: null, code: null }
  if (voice.link) return { link: voice.link, code: null }
  return makePrivateLink(tx, needs, { workId, email: voice.email })
}
