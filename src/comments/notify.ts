import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import { mayReadWork } from '#policy/visible.ts'
import { isThreadMuted } from '#private-links/acts.ts'
import { type PrivateLink, signedToken } from '#private-links/private-link.ts'
import { instant } from '#shared/clock.ts'
import type { CommentId, PenNameId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import { queueMail } from '#storage/outbox.ts'
import { prepare } from '#storage/prepare.ts'
import type { NoticeKind, NoticeRow } from '#storage/schema/tables.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import type { CommentFacts } from './comment.ts'
import type { Needs, Voice } from './voice.ts'
import { readWorkFacts } from './work-facts.ts'

const stranger: Actor = { account: null, reading: defaultReading }

/**
 * Tells those whom a new comment concerns, in its own transaction: the author, and who is answered, by notice and, where
 * they wish it, by mail. Mails name the work and never hold what was said.
 */
export async function tellAbout(
  tx: Tx,
  needs: Needs,
  about: {
    work: { id: WorkId; title: string }
    commentId: CommentId
    parent: CommentFacts | null
    byAuthor: boolean
    held: boolean
    voice: Voice
    link: PrivateLink | null
  },
): Promise<void> {
  const { work, commentId, parent, voice } = about
  const speaker = voice.kind === 'pen-name' ? voice.id : null
  const told = new Set<PenNameId>(speaker ? [speaker] : [])
  const tell = async (penName: PenNameId, kind: NoticeKind) => {
    if (told.has(penName)) return
    told.add(penName)
    await noticePenName(tx, needs, { penName, kind, work, commentId })
  }
  if (parent && !about.held) await tellAnswered(tx, needs, { parent, work, tell, from: about.link })
  if (about.byAuthor) return
  for (const penName of await listByline(tx, work.id)) {
    await tell(penName, about.held ? 'held-comment' : 'comment')
  }
}

/** Tells the author that words which stood there were changed and wait now. */
export async function tellOfWaiting(
  tx: Tx,
  needs: Needs,
  comment: { id: CommentId; workId: WorkId },
): Promise<void> {
  const work = await readWorkFacts(tx, comment.workId)
  if (!work) return
  for (const penName of await listByline(tx, work.id)) {
    const about = { penName, kind: 'held-comment', work, commentId: comment.id } as const
    await noticePenName(tx, needs, about)
  }
}

const bylineOf = prepare<{ work: WorkId }>()((db, value) =>
  db.selectFrom('work_byline').select('pen_name_id').where('work_id', '=', value('work')),
)

async function listByline(tx: Tx, work: WorkId): Promise<PenNameId[]> {
  const rows = await bylineOf(tx, { work })
  return rows.map(({ pen_name_id }) => pen_name_id)
}

/** Tells who wrote `parent` that there is an answer. */
export async function tellAnswered(
  tx: Tx,
  needs: Needs,
  about: {
    parent: CommentFacts
    work: { id: WorkId; title: string }
    tell: (penName: PenNameId, kind: NoticeKind) => Promise<void>
    from: PrivateLink | null
  },
): Promise<void> {
  const { parent } = about
  if (parent.penNameId) await about.tell(parent.penNameId, 'answer')
  if (parent.linkId === null || parent.linkId === about.from?.id) return
  if (await isThreadMuted(tx, parent.linkId, parent.threadId)) return
  await mailToLink(tx, needs, parent.linkId, 'mail.answer')
}

/**
 * A mail to a guest who left an address, with a key to their replies and one to end the mails. It names the work as far
 * as strangers may read it still.
 */
export async function mailToLink(
  tx: Tx,
  needs: Needs,
  linkId: PrivateLinkId,
  message: 'mail.answer' | 'mail.callAnswer' | 'mail.newChapter' | 'mail.link',
): Promise<void> {
  const row = await tx
    .selectFrom('private_link')
    .select(['id', 'work_id', 'secret_hash', 'email'])
    .where('id', '=', linkId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row?.email) return
  const work = await readWorkFacts(tx, row.work_id)
  const title = work && mayReadWork(stranger, work) ? work.title : say('replies.closed')
  const link = { id: row.id, secretHash: row.secret_hash }
  const open = urls.privateLink(signedToken(needs.keys, 'mail of link', link))
  const stop = urls.repliesStop(signedToken(needs.keys, 'end mail of link', link))
  await queueMail(tx, needs.clock, needs.random, {
    to: row.email,
    subject: say(`${message}.subject`, { title }),
    text: say(`${message}.body`, {
      title,
      open: needs.config.origin + open,
      stop: needs.config.origin + stop,
    }),
    stopUrl: needs.config.origin + stop,
  })
}

const putNotice = prepare<Omit<NoticeRow, 'chapter_id' | 'seen_at'>>()((db, value) =>
  db.insertInto('notice').values({
    id: value('id'),
    pen_name_id: value('pen_name_id'),
    kind: value('kind'),
    work_id: value('work_id'),
    chapter_id: null,
    comment_id: value('comment_id'),
    call_answer_id: value('call_answer_id'),
    created_at: value('created_at'),
    seen_at: null,
  }),
)

const ownerOf = prepare<{ penName: PenNameId }>()((db, value) =>
  db
    .selectFrom('pen_name')
    .innerJoin('account', 'account.id', 'pen_name.account_id')
    .select(['account.email', 'account.mail_wanted', 'pen_name.name'])
    .where('pen_name.id', '=', value('penName'))
    .where('account.closed_at', 'is', null),
)

/** A notice for a pen name; by mail too, where its account wants that. */
export async function noticePenName(
  tx: Tx,
  needs: Needs,
  about: {
    penName: PenNameId
    kind: NoticeKind
    work: { id: WorkId; title: string }
    commentId?: CommentId
    callAnswerId?: string
  },
): Promise<void> {
  await putNotice(tx, {
    id: newId(needs.random),
    pen_name_id: about.penName,
    kind: about.kind,
    work_id: about.work.id,
    comment_id: about.commentId ?? null,
    call_answer_id: about.callAnswerId ?? null,
    created_at: instant(needs.clock()),
  })
  const [owner] = await ownerOf(tx, { penName: about.penName })
  if (owner?.mail_wanted !== 1) return
  await queueMail(tx, needs.clock, needs.random, {
    to: owner.email,
    subject: say(`mail.notice.${about.kind}`, { title: about.work.title }),
    text: say('mail.notice.body', {
      name: owner.name,
      what: say(`mail.notice.${about.kind}`, { title: about.work.title }),
      open: needs.config.origin + urls.notices(),
    }),
  })
}
