import { Hono } from 'hono'
import { html } from '#html.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo, safeReturn } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import { dropCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { keepInBrowser } from './always.ts'

/** What is always on in a browser: one filter, kept in a cookie, for who has no account. */
export function browserRoutes(house: House): Hono<Env> {
  return new Hono<Env>().post('/works/always', async (c) => {
    const form = await readForm(c, house)
    const back = safeReturn(text(form, 'back'), urls.works())
    if (text(form, 'act') === 'drop') {
      dropCookie(c, house.config, 'filter')
      return goTo(c, back)
    }
    const { kind } = keepInBrowser(c, house, text(form, 'query'))
    if (kind !== 'too-long') return goTo(c, back)
    const title = say('filters.saved')
    const body = html`<h1>${title}</h1>
<p class="notice">${say('filters.browser.long')}</p>
<p><a href="${urls.works()}">${say('filters.all')}</a></p>`
    return answerPage(c, house, { title, hidden: true, body }, 422)
  })
}
