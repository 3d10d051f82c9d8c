import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'

/** "I'd read more", and the count where the author shows it. */
export function callPart(work: string, token: string, count: number | null): Html {
  return html`<form class="tap" method="post" action="${urls.call(work)}"><input type="hidden" name="token" value="${token}"><button class="button button--quiet" type="submit">${say('calls.call')}</button>${count !== null && html` <span class="tap__count">${say('calls.count', { count })}</span>`}</form>`
}

/** For who has just called: the way back. */
export function takeBackPart(work: string, token: string): Html {
  return html`<form class="tap" method="post" action="${urls.callWithdrawal(work)}"><input type="hidden" name="token" value="${token}"><button class="link-button" type="submit">${say('calls.takeBack')}</button></form>`
}
