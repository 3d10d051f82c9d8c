import type { Context } from 'hono'
import { mayComment, mayWriteWork } from '#policy/may.ts'
import { mayReadWork } from '#policy/visible.ts'
import { isNameOfPenName, listOwnPenNames } from '#pen-names/reads.ts'
import { ownLinkFor } from '#private-links/held-links.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { turn } from '#shared/turn.ts'
import { hashAddress } from '#storage/daily-salt.ts'
import { type Url, urls } from '#urls.ts'
import { addressOf } from '#web/address.ts'
import { answerPage as answerWithPage, goTo } from '#web/answers.ts'
import { isChecked, readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import { formTokenFor } from '#web/form-token.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { listChapters, numberOfChapter, readOwners } from '#works/reads.ts'
import { answerPrivately, postComment, type Posted, type Said } from './acts.ts'
import { approveAnswered, wordsKey } from './approve-answered.ts'
import { onceKeyOf } from './body.ts'
import type { CommentFacts } from './comment.ts'
import { parseComment, type ParsedComment, type TypedComment } from './forms.ts'
import {
  giveKeyAgain,
  keepLink,
  nonceOf,
  suspicionOf,
  takeAccountLimit,
  takeGuestLimits,
  takeMailLimit,
  troubleWithForm,
} from './guests.ts'
import { answerPage } from './pages.ts'
import { readComment, readCommentFacts } from './reads.ts'
import type { Voice } from './voice.ts'
import { readWorkFacts } from './work-facts.ts'

/** Where a comment stands: the work's title, the chapter's number and address. */
export type Place = { title: string; number: number; url: Url }

/** The place of a comment on a work that the reader may read; null otherwise. A chapter that is gone gives the work. */
export async function placeOf(
  c: Context<Env>,
  house: House,
  workId: WorkId,
  chapter: ChapterId | null,
): Promise<Place | null> {
  const work = await readWorkFacts(house.db, workId)
  if (!work || !mayReadWork(c.get('actor'), work)) return null
  const number = chapter && (await numberOfChapter(house.db, workId, chapter))
  return {
    title: work.title,
    number: number ?? 1,
    url: number ? urls.chapter(workId, number) : urls.work(workId),
  }
}

/** What an answer or a comment is about, and what the actor may do there. */
type Talk = {
  workId: WorkId
  chapterId: ChapterId | null
  place: Place
  parent: CommentFacts | null
  isOwner: boolean
  action: Url
}

/** A new comment on a chapter, from the form below it. */
export async function takeComment(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const workId = (c.req.param('work') ?? '') as WorkId
  const number = Number(c.req.param('number'))
  const chapters = await listChapters(house.db, workId)
  const chapter = chapters[number - 1] ?? notFound()
  const place = (await placeOf(c, house, workId, chapter.id)) ?? notFound()
  return take(c, house, form, {
    workId,
    chapterId: chapter.id,
    place,
    parent: null,
    isOwner: await isOwner(c, house, workId),
    action: urls.comments(workId, number),
  })
}

/** The form for an answer to a comment. */
export async function showAnswerForm(c: Context<Env>, house: House): Promise<Response> {
  const talk = await findTalk(c, house)
  const typed = { name: '', email: '', body: '', penName: '' }
  return showForm(c, house, talk, typed, {}, talk.parent?.isPrivate ?? false)
}

export async function takeAnswer(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  return take(c, house, form, await findTalk(c, house))
}

/** The comment that is answered, with its place, when the actor may answer it. */
async function findTalk(c: Context<Env>, house: House): Promise<Talk> {
  const parent = (await readCommentFacts(house.db, c.req.param('comment') ?? '')) ?? notFound()
  const owner = await isOwner(c, house, parent.workId)
  const readable = await placeOf(c, house, parent.workId, parent.chapterId)
  const isPublic = parent.state === 'shown' && !parent.isPrivate && readable !== null
  const isReader =
    parent.isPrivate && parent.state === 'shown' && (await isReaderOf(c, house, parent))
  if (!isPublic && !owner && !isReader) throw new NotFound()
  if (parent.state === 'withdrawn' || parent.state === 'removed') throw new NotFound()
  const place = readable ?? { title: '', number: 1, url: urls.deskTalk(parent.workId) }
  return {
    workId: parent.workId,
    chapterId: parent.chapterId,
    place,
    parent,
    isOwner: owner,
    action: urls.commentAnswer(parent.id),
  }
}

async function isOwner(c: Context<Env>, house: House, work: WorkId): Promise<boolean> {
  if (!c.get('actor').account) return false
  return mayWriteWork(c.get('actor'), await readOwners(house.db, work))
}

async function isReaderOf(c: Context<Env>, house: House, comment: CommentFacts): Promise<boolean> {
  const { account } = c.get('actor')
  if (!account || !comment.readerPenNameId) return false
  const own = await listOwnPenNames(house.db, account.id)
  return own.some(({ id }) => id === comment.readerPenNameId)
}

async function take(c: Context<Env>, house: House, form: FormData, talk: Talk): Promise<Response> {
  const actor = c.get('actor')
  const guest = actor.account === null
  const { typed, errors, parsed } = parseComment(form, { guest })
  await turn()
  const privately = isChecked(form, 'privately') || (talk.parent?.isPrivate ?? false)
  if (!parsed) return showForm(c, house, talk, typed, errors, privately)
  const approved = text(form, 'approves')
  if (talk.parent?.state === 'held' && !privately && approved !== wordsKey(talk.parent)) {
    return showForm(c, house, talk, typed, { '': say('comments.approves') }, privately)
  }
  const trouble = guest ? troubleWithForm(c, house, form) : null
  if (trouble) return showForm(c, house, talk, typed, { '': trouble }, privately)
  if (guest && (await isNameOfPenName(house.db, parsed.name))) {
    return showForm(c, house, talk, typed, { name: say('comments.name.taken') }, privately)
  }
  if (guest) takeGuestLimits(c, house, talk.workId)
  else takeAccountLimit(c, house)
  const voice = await voiceOf(c, house, talk.workId, typed, parsed)
  if (voice.kind === 'guest' && !voice.link) takeMailLimit(house, voice.email)
  const result = await post(c, house, form, talk, { typed, parsed, voice, privately })
  house.mailMayWait()
  if (result.kind === 'not-there') throw new NotFound()
  if (result.kind === 'closed') {
    const sentence = say(privately ? 'comments.gone' : 'comments.closed')
    return showForm(c, house, talk, typed, { '': sentence }, privately)
  }
  const isLost =
    result.kind === 'again' && voice.kind === 'guest' && voice.link === null && nonceOf(form) !== ''
  const receipt = isLost && (await giveKeyAgain(c, house, result))
  return goTo(c, receipt ? urls.repliesReceipt(result.id) : whereTo(c, house, talk, result))
}

/** Under which pen name of their own, or as which guest, somebody speaks. */
async function voiceOf(
  c: Context<Env>,
  house: House,
  work: WorkId,
  typed: TypedComment,
  parsed: ParsedComment,
): Promise<Voice> {
  const { account } = c.get('actor')
  if (!account) {
    const link = await ownLinkFor(c, house, work)
    return { kind: 'guest', name: parsed.name, email: parsed.email, link }
  }
  const own = await listOwnPenNames(house.db, account.id)
  const chosen = typed.penName || account.actingPenName?.id
  const penName = own.find(({ id }) => id === chosen) ?? notFound()
  return { kind: 'pen-name', id: penName.id, accountId: account.id }
}

async function post(
  c: Context<Env>,
  house: House,
  form: FormData,
  talk: Talk,
  said: { typed: TypedComment; parsed: ParsedComment; voice: Voice; privately: boolean },
): Promise<Posted> {
  const { voice, parsed, privately } = said
  const actor = c.get('actor')
  const suspicion =
    voice.kind === 'guest'
      ? await suspicionOf(c, house, form, `${voice.name} ${parsed.body}`)
      : null
  const token = text(form, 'token')
  return house.write(async (tx) => {
    // A guest is the same one while name, address and form are the same: nothing else is known of them yet.
    const speaker =
      voice.kind === 'guest'
        ? `guest ${voice.name} ${await hashAddress(tx, house, addressOf(c))}`
        : voice.id
    const place = [talk.workId, talk.chapterId ?? '', talk.parent?.id ?? '']
    const onceKey = onceKeyOf([...place, speaker, token, parsed.body, nonceOf(form)])
    const common = { workId: talk.workId, voice, body: parsed.body, onceKey }
    if (talk.parent && privately) {
      return answerPrivately(tx, house, actor, { ...common, parentId: talk.parent.id })
    }
    if (!talk.chapterId) return { kind: 'not-there' }
    await approveAnswered(tx, house, actor, talk.parent, text(form, 'approves'))
    return postComment(tx, house, actor, {
      ...common,
      chapterId: talk.chapterId,
      parentId: talk.parent?.id ?? null,
      print: parsed.print,
      suspicion,
    })
  })
}

function whereTo(c: Context<Env>, house: House, talk: Talk, result: Said): Url {
  if (result.kind !== 'again' && result.link) {
    keepLink(c, house, result.link, result.code)
    return urls.repliesReceipt(result.id)
  }
  if (c.get('actor').account === null) return urls.replies()
  if (talk.isOwner) return urls.deskTalk(talk.workId, undefined, 'answered')
  if (talk.parent?.isPrivate) return urls.notices()
  const did = result.kind === 'held' ? 'held' : 'comment'
  return urls.chapterAfter(talk.workId, talk.place.number, did)
}

async function showForm(
  c: Context<Env>,
  house: House,
  talk: Talk,
  typed: TypedComment,
  errors: Record<string, string>,
  privately: boolean,
): Promise<Response> {
  const { account } = c.get('actor')
  const penNames = account ? await listOwnPenNames(house.db, account.id) : null
  const parent = talk.parent && (await readComment(house.db, talk.parent.id))
  const work = (await readWorkFacts(house.db, talk.workId)) ?? notFound()
  if (!talk.isOwner && !talk.parent?.isPrivate && !mayComment(c.get('actor'), work.comments_from)) {
    errors = {
      ...errors,
      '': say(work.comments_from === 'nobody' ? 'comments.closed' : 'comments.accountsOnly'),
    }
  }
  const body = answerPage({
    title: work.title,
    back: talk.place.url,
    parent,
    form: {
      action: talk.action,
      token: formTokenFor(c, house),
      penNames,
      acting: await defaultPenName(c, house, talk),
      typed,
      errors,
      keepsLink: account ? true : (await ownLinkFor(c, house, talk.workId)) !== null,
      proofOfWork: c.get('site').proofOfWork,
      heading: say(parent ? 'comments.answerTo' : 'comments.write'),
      answering: parent
        ? {
            privately,
            choice: talk.isOwner && !parent.isPrivate,
            toGuest: talk.isOwner && parent.speaker?.kind === 'guest',
            approves: talk.parent?.state === 'held' ? wordsKey(talk.parent) : null,
          }
        : undefined,
    },
  })
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return answerWithPage(c, house, { title: say('comments.answerTo'), hidden: true, body }, status)
}

/** On their own work an author speaks as its author, in a conversation as who they are in it, elsewhere as they chose last. */
async function defaultPenName(c: Context<Env>, house: House, talk: Talk): Promise<string | null> {
  const { account } = c.get('actor')
  if (!account) return null
  if (talk.isOwner) {
    const own = new Set((await listOwnPenNames(house.db, account.id)).map(({ id }) => id))
    const byline = await house.db
      .selectFrom('work_byline')
      .select('pen_name_id')
      .where('work_id', '=', talk.workId)
      .execute()
    const author = byline.find(({ pen_name_id }) => own.has(pen_name_id))
    if (author) return author.pen_name_id
  }
  return talk.parent?.readerPenNameId ?? account.actingPenName?.id ?? null
}
