import { type Html, html } from '#html.ts'
import type { Url } from '#urls.ts'
import { say } from './messages/say.ts'

/** What a field for names needs so that names are suggested beneath it, with a script: where to ask, and what to say. */
/** `single`: names stay in the field itself, apart by commas. */
export function suggesting(from: Url, { single = false } = {}): Html {
  return html`${single && html`data-single `}data-suggest="${from}" data-none="${say('web.suggest.none')}" data-some="${say('web.suggest.some', { count: '{count}' })}" data-leads-to="${say('web.suggest.leadsTo', { name: '{name}' })}" data-remove="${say('web.suggest.remove', { name: '{name}' })}"`
}
