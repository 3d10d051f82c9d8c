import { type Context, Hono } from 'hono'
import { html } from '#html.ts'
import { notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { askToSignIn } from '#web/ask-to-sign-in.ts'
import { readForm, texts } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import { flash } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { type Page, tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { notDoneList } from './desk-pages.ts'
import { isId, sentencesOf } from './refusals.ts'
import { listLog, type LogLine, type LogPlace } from './log-reads.ts'
import { readScope } from './scope.ts'
import { type Done, undoAll } from './wrangle.ts'

/** What wranglers did, and the way to take it back. */
export function logRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/wrangling/log', (c) => showLog(c, house))
    .post('/wrangling/log', (c) => postUndo(c, house))
}

const formatPlace = ({ at, id }: LogPlace) => `${at}~${id}`
function parsePlace(typed: string | undefined): LogPlace | null {
  const found = /^([0-9TZ:.-]{1,40})~([0-9a-z]{1,40})$/.exec(typed ?? '')
  return found?.[1] && found[2] ? { at: found[1], id: found[2] } : null
}

async function showLog(c: Context<Env>, house: House, result?: Done): Promise<Response> {
  const actor = c.get('actor')
  if (!actor.account) return askToSignIn(c)
  if ((await readScope(house.db, actor)).kind === 'none') notFound()
  const tag = c.req.query('tag') ?? ''
  const after = parsePlace(c.req.query('after'))
  const { lines, next } = await listLog(house.db, { after, tag: isId(tag) ? tag : null })
  const did = Number(c.req.query('did') ?? result?.done)
  const title = say('wrangling.log')
  const page: Page = {
    title,
    kind: 'desk',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(Number.isInteger(did) && did >= 0 && did <= 1000 ? say('wrangling.did', { count: did }) : null)}
${notDoneList(await sentencesOf(house, result))}
<p><a href="${urls.wrangling()}">${say('wrangling.title')}</a>${tag !== '' && html` · <a href="${urls.wranglingLog()}">${say('wrangling.log.all')}</a>`}</p>
${
  lines.length === 0
    ? html`<p class="empty">${say('wrangling.log.none')}</p>`
    : html`<form class="form" method="post" action="${urls.wranglingLog()}">${tokenField(c, house)}
<ul class="item-list">${lines.map(lineItem)}</ul>
<p class="form__actions"><button class="button" type="submit">${say('wrangling.log.undo')}</button></p></form>`
}
${next && html`<nav class="key-pages" aria-label="${say('admin.pages')}"><a class="key-pages__link" rel="next" href="${urls.wranglingLog({ after: formatPlace(next), tag })}">${say('wrangling.log.older')}</a></nav>`}`,
  }
  return answerPage(c, house, page, result ? 422 : 200)
}

function lineItem(line: LogLine) {
  const { id, at, act, tag, to, others, by, isUndone } = line
  const sentence = say(`wrangling.act.${act}`, {
    name: `“${tag.name}”`,
    to: to.length > 0 ? to.map((name) => `“${name}”`).join(', ') : 'none',
  })
  return html`<li class="item"><div class="choice">${isUndone ? html`<span class="chip">${say('wrangling.log.undone')}</span>` : html`<input type="checkbox" id="act-${id}" name="act" value="${id}">`}<label${!isUndone && html` for="act-${id}"`} dir="auto">${sentence} ${others > 0 && say('wrangling.log.others', { count: others })}</label></div>
<p class="notice__facts"><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time> · <bdi>${by === null ? say('wrangling.log.byNobody') : say('wrangling.log.by', { name: by })}</bdi> · <a href="${urls.tag(tag.id)}" dir="auto">${tag.name}</a></p></li>`
}

async function postUndo(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const actor = c.get('actor')
  if (!actor.account) return askToSignIn(c)
  const ids = texts(form, 'act').filter((id) => /^[0-9a-z]{16}$/.test(id))
  const result = await house.write((tx) => undoAll(tx, house, actor, ids))
  if (!result) return notFound()
  if (result.refused.length > 0) return showLog(c, house, result)
  return goTo(c, urls.wranglingLog({ did: result.done }))
}
