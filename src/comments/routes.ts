import { type Context, Hono } from 'hono'
import { html } from '#html.ts'
import { hasRole } from '#policy/actor.ts'
import { mayWriteWork } from '#policy/may.ts'
import { mayReadWork } from '#policy/visible.ts'
import { heldLinks } from '#private-links/held-links.ts'
import { isLongerThan } from '#prose/count.ts'
import { toInput } from '#prose/plain-text.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import type { CommentId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { answerPage as answerWithPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import { formTokenFor } from '#web/form-token.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { readOwners } from '#works/reads.ts'
import {
  approveComment,
  editComment,
  removeComment,
  reportComment,
  withdrawComment,
} from './care.ts'
import { checkBody } from './body.ts'
import { canBeEdited, type Comment, commentLimits } from './comment.ts'
import { makeChallenge, takeAccountLimit, takeGuestLimits } from './guests.ts'
import { placesInThreads } from './in-place.ts'
import { oneTextPage, talkPage } from './pages.ts'
import { listForAuthor, readCommentFacts } from './reads.ts'
import { placeOf, showAnswerForm, takeAnswer, takeComment } from './talk.ts'
import { readOwn, readVisible, showThread } from './thread.ts'
import { readWorkFacts } from './work-facts.ts'

/** Talking on works: for readers, guests and authors. What a guest does behind their private link is in `replies`. */
export function commentRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db, write } = house

  app.post('/works/:work/chapters/:number/comments', (c) => takeComment(c, house))
  app.get('/comments/:comment/answer', (c) => showAnswerForm(c, house))
  app.post('/comments/:comment/answer', (c) => takeAnswer(c, house))

  app.get('/comments/:comment', (c) => showThread(c, house))

  app.get('/comments/:comment/edit', async (c) => {
    const facts = (await readOwn(c, house, c.req.param('comment'))) ?? notFound()
    if (!canBeEdited(facts)) throw new NotFound(say('comments.tooLate.edit'))
    return showEdit(c, house, facts.id, toInput(facts.body, 'comment'), {})
  })
  app.post('/comments/:comment/edit', async (c) => {
    const form = await readForm(c, house)
    const facts = (await readOwn(c, house, c.req.param('comment'))) ?? notFound()
    takeAccountLimit(c, house)
    const errors: Record<string, string> = {}
    const body = checkBody(text(form, 'body'), errors)
    if (!body) return showEdit(c, house, facts.id, text(form, 'body'), errors)
    const result = await write((tx) =>
      editComment(tx, house, writerOf(c), { id: facts.id, body, hold: false }),
    )
    if (result.kind === 'too-late') {
      return showEdit(c, house, facts.id, text(form, 'body'), {
        body: say('comments.tooLate.edit'),
      })
    }
    house.mailMayWait()
    return goTo(c, urls.comment(facts.id))
  })
  app.post('/comments/:comment/withdrawal', async (c) => {
    await readForm(c, house)
    const result = await write((tx) =>
      withdrawComment(tx, house, writerOf(c), c.req.param('comment')),
    )
    if (result.kind === 'not-there') throw new NotFound()
    return goTo(c, await afterwards(c, house, result.kind === 'done' ? result.comment : null))
  })
  app.post('/comments/:comment/approval', async (c) => {
    await readForm(c, house)
    const id = c.req.param('comment')
    const result = await write((tx) => approveComment(tx, house, c.get('actor'), id))
    if (result.kind === 'not-there') throw new NotFound()
    house.mailMayWait()
    const comment = (await readCommentFacts(db, id)) ?? notFound()
    return goTo(c, `${urls.deskTalk(comment.workId)}?held=1&did=approved`)
  })
  app.post('/comments/:comment/removal', async (c) => {
    await readForm(c, house)
    const id = c.req.param('comment')
    const result = await write((tx) => removeComment(tx, house, c.get('actor'), id))
    if (result.kind === 'not-there') throw new NotFound()
    const comment = (await readCommentFacts(db, id)) ?? notFound()
    return goTo(c, await afterwards(c, house, comment))
  })

  app.get('/comments/:comment/report', async (c) => {
    const comment = await readVisible(c, house, c.req.param('comment'))
    return showReport(c, house, comment, '', {})
  })
  app.post('/comments/:comment/report', async (c) => {
    const form = await readForm(c, house)
    const comment = await readVisible(c, house, c.req.param('comment'))
    const reason = text(form, 'reason').trim()
    const wrong =
      reason === ''
        ? say('comments.report.reason')
        : isLongerThan(reason, commentLimits.reason) &&
          say('web.atMost', { limit: commentLimits.reason })
    if (wrong) return showReport(c, house, comment, reason, { reason: wrong })
    if (c.get('actor').account) takeAccountLimit(c, house)
    else takeGuestLimits(c, house, comment.workId)
    const links = await heldLinks(c, house)
    const penName = c.get('actor').account?.actingPenName?.id ?? null
    await write((tx) =>
      reportComment(tx, house, { ...writerOf(c), links, penName }, { id: comment.id, reason }),
    )
    const body = html`<div class="column"><h1>${say('comments.report')}</h1><p>${say('comments.report.done')}</p></div>`
    return answerWithPage(c, house, { title: say('comments.report'), hidden: true, body })
  })

  app.get('/desk/works/:work/talk', async (c) => {
    const id = c.req.param('work') as WorkId
    const work = (await readWorkFacts(db, id)) ?? notFound()
    if (!mayWriteWork(c.get('actor'), await readOwners(db, id))) throw new NotFound()
    const heldOnly = c.req.query('held') === '1'
    const { comments, older } = await listForAuthor(db, id, {
      after: c.req.query('after') ?? null,
      heldOnly,
    })
    const token = formTokenFor(c, house)
    const next = older && `${urls.deskTalk(id, older)}${heldOnly ? '&held=1' : ''}`
    const word = { answered: 'comments.posted', approved: 'comments.approved' } as const
    const done = word[(c.req.query('did') ?? '') as keyof typeof word]
    const did = done ? say(done) : null
    const readable = mayReadWork(c.get('actor'), work)
    const places = await placesInThreads(db, id, readable ? comments : [])
    const { title } = work
    const list = { workId: id, title, comments, places, older: next, heldOnly }
    const body = talkPage({ ...list, token, did })
    return answerWithPage(c, house, { title: say('comments.desk'), hidden: true, body })
  })

  app.get('/challenge', async (c) => {
    const challenge = await makeChallenge(house)
    return c.json(challenge, 200, { 'cache-control': 'no-store' })
  })
  return app
}

function writerOf(c: Context<Env>) {
  return { account: c.get('actor').account?.id ?? null, links: [] }
}

async function afterwards(
  c: Context<Env>,
  house: House,
  comment: { workId: WorkId; chapterId: Comment['chapterId'] } | null,
): Promise<string> {
  if (!comment) return urls.home()
  const owners = await readOwners(house.db, comment.workId)
  if (mayWriteWork(c.get('actor'), owners)) return urls.deskTalk(comment.workId)
  if (hasRole(c.get('actor'), 'moderator')) return urls.adminReports()
  const place = await placeOf(c, house, comment.workId, comment.chapterId)
  return place?.url ?? urls.home()
}

function showEdit(
  c: Context<Env>,
  house: House,
  id: CommentId,
  value: string,
  errors: Record<string, string>,
) {
  const body = oneTextPage({
    heading: say('comments.edit'),
    hint: null,
    comment: null,
    action: urls.commentEdit(id),
    token: formTokenFor(c, house),
    name: 'body',
    label: say('comments.body'),
    limit: commentLimits.body,
    value,
    errors,
  })
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return answerWithPage(c, house, { title: say('comments.edit'), hidden: true, body }, status)
}

function showReport(
  c: Context<Env>,
  house: House,
  comment: Comment,
  value: string,
  errors: Record<string, string>,
) {
  const body = oneTextPage({
    heading: say('comments.report'),
    hint: comment.isPrivate ? say('comments.report.private') : null,
    comment,
    action: urls.commentReport(comment.id),
    token: formTokenFor(c, house),
    name: 'reason',
    label: say('comments.report.reason'),
    limit: commentLimits.reason,
    value,
    errors,
  })
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return answerWithPage(c, house, { title: say('comments.report'), hidden: true, body }, status)
}
