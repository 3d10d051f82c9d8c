import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'

/** The button, and the count where the author shows it. */
export function kudosPart(work: string, token: string, count: number | null): Html {
  return html`<form class="tap" method="post" action="${urls.kudos(work)}"><input type="hidden" name="token" value="${token}"><button class="button button--quiet" type="submit">${say('kudos.give')}</button>${count !== null && html` <span class="tap__count">${say('kudos.count', { count })}</span>`}</form>`
}
