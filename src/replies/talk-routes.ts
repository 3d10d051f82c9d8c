import { type Context, Hono } from 'hono'
import { answerPrivately, postComment, type Posted } from '#comments/acts.ts'
import { editComment, withdrawComment } from '#comments/care.ts'
import { canBeEdited } from '#comments/comment.ts'
import { checkBody, onceKeyOf } from '#comments/body.ts'
import { suspicionOf, takeGuestLimits, troubleWithForm } from '#comments/guests.ts'
import type { GuestComment } from '#comments/reads.ts'
import { holdsLink, printOf } from '#comments/spam.ts'
import { muteThread } from '#private-links/acts.ts'
import { heldLinks } from '#private-links/held-links.ts'
import { toInput, toPlainText } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { textPage, withdrawalPage } from './pages.ts'
import { type Behind, readBehind } from './reads.ts'

/** What a guest does behind their private link: answers back, edits, withdraws, mutes. */
export function talkRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/replies/comments/:comment/answer', async (c) => {
    return showAnswer(c, house, await findAnswer(c, house), '', {})
  })
  app.post('/replies/comments/:comment/answer', (c) => takeAnswerBack(c, house))

  app.get('/replies/comments/:comment/edit', async (c) => {
    const { comment } = await findOwn(c, house)
    if (!canBeEdited(comment)) throw new NotFound(say('comments.tooLate.edit'))
    return showEdit(c, house, comment, toInput(comment.body, 'comment'), {})
  })
  app.post('/replies/comments/:comment/edit', async (c) => {
    const form = await readForm(c, house)
    const { comment, behind } = await findOwn(c, house)
    takeGuestLimits(c, house, behind.work.id)
    const typed = text(form, 'body')
    const errors: Record<string, string> = {}
    const body = checkBody(typed, errors)
    if (!body) return showEdit(c, house, comment, typed, errors)
    const hold = holdsLink(body) && !holdsLink(comment.body)
    const result = await house.write((tx) =>
      editComment(
        tx,
        house,
        { account: null, links: [behind.link] },
        { id: comment.id, body, hold },
      ),
    )
    if (result.kind !== 'done') {
      return showEdit(c, house, comment, typed, { body: say('comments.tooLate.edit') })
    }
    house.mailMayWait()
    return goTo(c, urls.repliesAfter(result.comment.state === 'held' ? 'held' : 'saved'))
  })

  app.get('/replies/comments/:comment/withdrawal', async (c) => {
    const { comment } = await findOwn(c, house)
    return answerPage(c, house, withdrawalPage({ comment, token: tokenField(c, house) }))
  })
  app.post('/replies/comments/:comment/withdrawal', async (c) => {
    await readForm(c, house)
    const { comment, behind } = await findOwn(c, house)
    await house.write((tx) =>
      withdrawComment(tx, house, { account: null, links: [behind.link] }, comment.id),
    )
    return goTo(c, urls.repliesAfter('saved'))
  })

  app.post('/replies/comments/:comment/mute', async (c) => {
    const form = await readForm(c, house)
    const { comment, behind } = await findBehind(c, house)
    const muted = text(form, 'mute') !== 'no'
    await house.write((tx) =>
      muteThread(tx, house, { link: behind.link.id, thread: comment.threadId, muted }),
    )
    return goTo(c, urls.repliesAfter('saved'))
  })
  return app
}

type Found = { comment: GuestComment; behind: Behind }

/** The comment, when one of the browser's links leads to it. */
async function findBehind(c: Context<Env>, house: House): Promise<Found> {
  const id = c.req.param('comment')
  const behinds = await readBehind(house.db, c.get('actor'), await heldLinks(c, house))
  for (const behind of behinds) {
    const comment = behind.comments.find((one) => one.id === id)
    if (comment) return { comment, behind }
  }
  return notFound()
}

async function findOwn(c: Context<Env>, house: House): Promise<Found> {
  const found = await findBehind(c, house)
  return found.comment.own && !isGone(found.comment) ? found : notFound()
}

async function findAnswer(c: Context<Env>, house: House): Promise<Found> {
  const found = await findBehind(c, house)
  return !found.comment.own && !isGone(found.comment) ? found : notFound()
}

const isGone = ({ state }: GuestComment) => state === 'withdrawn' || state === 'removed'

async function takeAnswerBack(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const found = await findAnswer(c, house)
  const typed = text(form, 'body')
  const errors: Record<string, string> = {}
  const body = checkBody(typed, errors)
  const trouble = troubleWithForm(c, house, form)
  if (!body || trouble) {
    return showAnswer(c, house, found, typed, trouble ? { ...errors, '': trouble } : errors)
  }
  takeGuestLimits(c, house, found.behind.work.id)
  const result = await answer(c, house, form, found, body)
  house.mailMayWait()
  if (result.kind === 'closed' || result.kind === 'not-there') {
    const { isPrivate } = found.comment
    return showAnswer(c, house, found, typed, {
      '': say(isPrivate ? 'comments.gone' : 'comments.closed'),
    })
  }
  const held = result.kind === 'held'
  return goTo(c, held ? urls.repliesReceipt(result.id) : urls.repliesAfter('saved'))
}

/** Answers as the guest who was answered, under the name that they used there. */
async function answer(
  c: Context<Env>,
  house: House,
  form: FormData,
  { comment, behind }: Found,
  body: Prose,
): Promise<Posted> {
  const { link } = behind
  const own = behind.comments.find(({ id }) => id === comment.parentId)
  const name = own?.speaker?.kind === 'guest' ? own.speaker.name : say('comments.guest')
  const voice = { kind: 'guest', name, email: null, link } as const
  const onceKey = onceKeyOf([link.id, comment.id, text(form, 'token'), body])
  const common = { workId: behind.work.id, voice, body, onceKey, parentId: comment.id }
  const suspicion = await suspicionOf(c, house, form, body)
  return house.write((tx) => {
    if (comment.isPrivate) return answerPrivately(tx, house, c.get('actor'), common)
    if (!comment.chapterId) return Promise.resolve({ kind: 'not-there' })
    return postComment(tx, house, c.get('actor'), {
      ...common,
      chapterId: comment.chapterId,
      print: printOf(toPlainText(body)),
      suspicion,
    })
  })
}

function showAnswer(
  c: Context<Env>,
  house: House,
  { comment }: Found,
  value: string,
  errors: Record<string, string>,
): Response {
  const page = textPage({
    heading: say('replies.answerTo'),
    hint: say(comment.isPrivate ? 'replies.privately' : 'replies.publicly'),
    above: comment,
    action: urls.replyBack(comment.id),
    token: tokenField(c, house),
    value,
    errors,
    proofOfWork: c.get('site').proofOfWork && !comment.isPrivate,
  })
  return answerPage(c, house, page, Object.keys(errors).length > 0 ? 422 : 200)
}

function showEdit(
  c: Context<Env>,
  house: House,
  comment: GuestComment,
  value: string,
  errors: Record<string, string>,
): Response {
  const page = textPage({
    heading: say('comments.edit'),
    hint: null,
    above: null,
    action: urls.replyEdit(comment.id),
    token: tokenField(c, house),
    value,
    errors,
    proofOfWork: false,
  })
  return answerPage(c, house, page, Object.keys(errors).length > 0 ? 422 : 200)
}
