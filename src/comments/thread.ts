import type { Context } from 'hono'
import { type Html, html } from '#html.ts'
import { mayWriteWork } from '#policy/may.ts'
import { mayReadWork } from '#policy/visible.ts'
import { heldLinks } from '#private-links/held-links.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import type { CommentId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { answerPage } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import { formTokenFor } from '#web/form-token.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { readOwners } from '#works/reads.ts'
import type { Comment, CommentFacts } from './comment.ts'
import { actionForm, threadPage } from './pages.ts'
import { readComment, readCommentFacts, readConversation, readThread } from './reads.ts'
import { placeOf } from './talk.ts'
import { readWorkFacts } from './work-facts.ts'

/** The page of one comment: the public part of its thread, the private conversation that it belongs to, or it alone while it waits. */
export async function showThread(c: Context<Env>, house: House): Promise<Response> {
  const comment = await readVisible(c, house, c.req.param('comment') ?? '')
  const place = await placeOf(c, house, comment.workId, comment.chapterId)
  const facts = (await readCommentFacts(house.db, comment.id)) ?? notFound()
  const comments = await readAround(house, comment, facts)
  const token = formTokenFor(c, house)
  const own = await ownIds(c, house, comments)
  const asGuest = facts.readerLinkId !== null && !(await isAuthor(c, house, facts))
  const body = threadPage({
    title: place?.title ?? '',
    back: place?.url ?? urls.home(),
    comments,
    actionsFor: (one) => (asGuest ? guestActions(one) : publicActions(one, own.has(one.id), token)),
  })
  return answerPage(c, house, { title: say('comments.heading'), hidden: true, body })
}

function readAround(house: House, comment: Comment, facts: CommentFacts): Promise<Comment[]> {
  if (comment.isPrivate) return readConversation(house.db, facts)
  if (comment.state === 'held') return Promise.resolve([comment])
  return readThread(house.db, comment.threadId)
}

async function isAuthor(c: Context<Env>, house: House, { workId }: CommentFacts): Promise<boolean> {
  return mayWriteWork(c.get('actor'), await readOwners(house.db, workId))
}

function publicActions(comment: Comment, own: boolean, token: string): Html | null {
  const waits = comment.state === 'held' && own
  if (comment.state !== 'shown' && !waits) return null
  return html`${!waits && html`<a href="${urls.commentAnswer(comment.id)}">${say('comments.answer')}</a>`}
${own && html`<a href="${urls.commentEdit(comment.id)}">${say('comments.edit')}</a> ${actionForm(urls.commentWithdrawal(comment.id), token, say('comments.withdraw'))}`}
${!waits && html`<a href="${urls.commentReport(comment.id)}">${say('comments.report')}</a>`}`
}

/** A guest answers the author behind their private link; in a private conversation every guest is this one. */
function guestActions(comment: Comment): Html | null {
  if (comment.state !== 'shown' || comment.speaker?.kind !== 'pen-name') return null
  return html`<a href="${urls.replyBack(comment.id)}">${say('comments.answer')}</a>
<a href="${urls.commentReport(comment.id)}">${say('comments.report')}</a>`
}

/** The comment when this viewer may read it: public on a readable work, or one of the two who talk. */
export async function readVisible(c: Context<Env>, house: House, id: string): Promise<Comment> {
  const { db } = house
  const facts = (await readCommentFacts(db, id)) ?? notFound()
  const work = (await readWorkFacts(db, facts.workId)) ?? notFound()
  const comment = (await readComment(db, facts.id)) ?? notFound()
  const actor = c.get('actor')
  const open = mayReadWork(actor, work) && facts.state === 'shown' && !facts.isPrivate
  if (open) return comment
  if (mayWriteWork(actor, await readOwners(db, facts.workId))) return comment
  if (facts.state === 'held' && (await readOwn(c, house, id))) return comment
  if (!facts.isPrivate || facts.state !== 'shown') throw new NotFound()
  if (facts.readerLinkId) {
    const links = await heldLinks(c, house)
    if (links.some((link) => link.id === facts.readerLinkId)) return comment
  }
  if (facts.readerPenNameId && actor.account) {
    const own = await db
      .selectFrom('pen_name')
      .select('id')
      .where('id', '=', facts.readerPenNameId)
      .where('account_id', '=', actor.account.id)
      .executeTakeFirst()
    if (own) return comment
  }
  throw new NotFound()
}

/** The comment, when it is the actor's own under one of their pen names; null otherwise. */
export async function readOwn(c: Context<Env>, house: House, id: string) {
  const { account } = c.get('actor')
  const facts = account ? await readCommentFacts(house.db, id) : null
  if (!facts?.penNameId || !account) return null
  const own = await house.db
    .selectFrom('pen_name')
    .select('id')
    .where('id', '=', facts.penNameId)
    .where('account_id', '=', account.id)
    .executeTakeFirst()
  return own ? facts : null
}

async function ownIds(
  c: Context<Env>,
  house: House,
  comments: readonly Comment[],
): Promise<Set<CommentId>> {
  const { account } = c.get('actor')
  const names = comments.flatMap(({ speaker }) => (speaker?.kind === 'pen-name' ? speaker.id : []))
  if (!account || names.length === 0) return new Set()
  const rows = await house.db
    .selectFrom('pen_name')
    .select('id')
    .where('id', 'in', names)
    .where('account_id', '=', account.id)
    .execute()
  const own = new Set(rows.map(({ id }) => id))
  return new Set(
    comments.flatMap(({ id, speaker }) =>
      speaker?.kind === 'pen-name' && own.has(speaker.id) ? id : [],
    ),
  )
}
