import type { Context } from 'hono'
import { type Html, html } from '#html.ts'
import { type Refusal, SignedOut, TooMany } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { readTyped } from './body.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import { tokenField } from './layout.ts'
import { say } from './messages/say.ts'

/** Never given back: secrets, and what a form carries for itself. */
const notGivenBack = /password|^(?:present|token|altcha|website)$/i

/** A value that somebody typed, as opposed to a choice or a hidden key. */
const isTyped = ([name, value]: readonly [string, string]) =>
  value.trim() !== '' && (/^(?:body|name|email|title|reason|about)$/.test(name) || /\s/.test(value))

/**
 * What somebody sent with a POST that was refused or failed, given back on the error's page so that nothing typed is
 * lost. It can be sent again from there, unless it may have come from another site. Files can't be given back.
 */
export async function typedPart(
  c: Context<Env>,
  house: House,
  refusal: Refusal | null,
): Promise<Html | null> {
  if (c.req.method !== 'POST') return null
  const form = await readTyped(c)
  const fields = [...(form?.entries() ?? [])].filter(
    (field): field is [string, string] =>
      typeof field[1] === 'string' && !notGivenBack.test(field[0]),
  )
  const typed = fields.filter(isTyped)
  if (typed.length === 0) return null
  const again = refusal === null || refusal instanceof TooMany || refusal instanceof SignedOut
  const areas = typed.map(
    (
      [name, value],
      at,
    ) => html`<div class="field"><label class="field__label" for="typed-${at}">${say('web.typed.field', { name })}</label>
<textarea class="field__input" id="typed-${at}" name="${name}" rows="6"${!again && html` readonly`}>
${value}</textarea></div>`,
  )
  if (!again)
    return html`<section class="typed form"><h2>${say('web.typed')}</h2>${areas}</section>`
  const { pathname, search } = new URL(c.req.url)
  return html`<form class="typed form" method="post" action="${pathname + search}" data-keep-form>
<h2>${say('web.typed')}</h2>
${refusal instanceof SignedOut && html`<p><a href="${urls.signIn()}" target="_blank" rel="noopener">${say('web.typed.signIn')}</a></p>`}
${tokenField(c, house)}
${fields.filter((field) => !isTyped(field)).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${areas}
<button class="button" type="submit">${say('web.typed.again')}</button>
</form>`
}
