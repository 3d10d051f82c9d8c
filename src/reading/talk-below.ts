import type { Context } from 'hono'
import { callPart, takeBackPart } from '#calls/parts.ts'
import { takesCalls } from '#calls/call.ts'
import { countCalls, newestChapter } from '#calls/reads.ts'
import { commentForm } from '#comments/parts.ts'
import { type Html, html } from '#html.ts'
import { kudosPart } from '#kudos/parts.ts'
import { countKudos } from '#kudos/reads.ts'
import { listOwnPenNames } from '#pen-names/reads.ts'
import { mayComment } from '#policy/may.ts'
import type { PenNameId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import type { Env } from '#web/env.ts'
import { flash } from '#web/form-parts.ts'
import { formTokenFor } from '#web/form-token.ts'
import type { House } from '#web/house.ts'
import { type Message, say } from '#web/messages/say.ts'
import type { ChapterLine, FrontMatter } from '#works/work.ts'
import type { ShelvedWork } from './shelf.ts'

/** What a redirect after a tap or a comment may say, and in which words. */
const said: Readonly<Record<string, Message>> = {
  comment: 'comments.posted',
  held: 'comments.heldNow',
  kudos: 'kudos.did.kudos',
  'kudos-again': 'kudos.did.kudos-again',
  'kudos-own': 'kudos.did.kudos-own',
  called: 'calls.did.called',
  'called-again': 'calls.did.called-again',
  'call-own': 'calls.did.call-own',
  'call-not-now': 'calls.did.call-not-now',
  'call-back': 'calls.did.call-back',
}

/** Kudos and calls, with the counts that the author shows. At most three queries. */
export async function tapsBelow(c: Context<Env>, house: House, front: FrontMatter): Promise<Html> {
  const { db } = house
  const did = c.req.query('did') ?? ''
  const token = formTokenFor(c, house)
  const calls = takesCalls(front, house.clock())
  const newest = calls && front.countsShown ? await newestChapter(db, front.id) : null
  const word = said[did]
  return html`${flash(word && say(word))}
<div class="taps">
${kudosPart(front.id, token, front.countsShown ? await countKudos(db, front.id) : null)}
${
  did === 'called' || did === 'called-again'
    ? takeBackPart(front.id, token)
    : calls && callPart(front.id, token, newest ? await countCalls(db, front.id, newest) : null)
}
</div>`
}

/** What readers say below a chapter: taps, threads, the form. */
export async function talkBelow(
  c: Context<Env>,
  house: House,
  { front, threads: threadsOf }: Pick<ShelvedWork, 'front' | 'threads'>,
  chapter: ChapterLine,
): Promise<Html> {
  const after = c.req.query('after')?.slice(0, 40) ?? null
  const threads = await threadsOf(chapter, after)
  return html`<section class="talk" id="talk" aria-labelledby="talk-heading">
${await tapsBelow(c, house, front)}
<h2 id="talk-heading">${say('reading.talk')}</h2>
${after && html`<p class="talk__older"><a href="${urls.chapter(front.id, chapter.number)}#talk">${say('reading.older')}</a></p>`}
${threads}
${await formBelow(c, house, front, chapter)}
</section>`
}

async function formBelow(
  c: Context<Env>,
  house: House,
  front: FrontMatter,
  chapter: ChapterLine,
): Promise<Html> {
  const actor = c.get('actor')
  if (front.commentsFrom === 'nobody')
    return html`<p class="talk__closed">${say('comments.closed')}</p>`
  if (!mayComment(actor, front.commentsFrom)) {
    const back = urls.chapter(front.id, chapter.number)
    return html`<p class="talk__closed">${say('comments.accountsOnly')} <a href="${urls.signIn(back)}">${say('reading.signIn')}</a></p>`
  }
  const { account } = actor
  const penNames = account ? await listOwnPenNames(house.db, account.id) : null
  return commentForm({
    action: urls.comments(front.id, chapter.number),
    token: formTokenFor(c, house),
    penNames,
    acting: penNames ? speaksAs(penNames, front, account?.actingPenName?.id ?? null) : null,
    keepsLink: account !== null,
    proofOfWork: c.get('site').proofOfWork,
    heading: say('comments.write'),
    level: 3,
  })
}

/** On their own work an author speaks as its author, elsewhere as they chose last. */
function speaksAs(
  own: readonly { id: PenNameId }[],
  front: FrontMatter,
  acting: PenNameId | null,
): PenNameId | null {
  const ids = new Set(own.map(({ id }) => id))
  return front.byline.find(({ id }) => ids.has(id))?.id ?? acting
}
