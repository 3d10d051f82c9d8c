import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import { onlyOut } from './always.ts'

/**
 * For who has no account: what is always on in this browser, with the way to turn it off, and the way to keep what this
 * filter leaves out. Nothing where there is neither.
 */
export function browserForms(query: string, kept: string, token: Html): Html | null {
  const out = onlyOut(query)
  if (kept === '' && out === '') return null
  return html`${
    kept !== '' &&
    html`<form class="save-form" method="post" action="${urls.alwaysOn()}">${token}
<input type="hidden" name="back" value="${urls.found(query)}">
<p>${say('filters.browser.on')} <a href="${urls.found(kept)}">${say('filters.browser.link')}</a></p>
<p><button class="button button--quiet" type="submit" name="act" value="drop">${say('filters.browser.drop')}</button></p>
</form>`
  }
${
  out !== '' &&
  out !== kept &&
  html`<form class="save-form" method="post" action="${urls.alwaysOn()}">${token}
<input type="hidden" name="query" value="${out}"><input type="hidden" name="back" value="${urls.found(query)}">
<p><button class="button button--quiet" type="submit">${say(kept ? 'filters.browser.replace' : 'filters.browser.keep')}</button></p>
</form>`
}`
}
