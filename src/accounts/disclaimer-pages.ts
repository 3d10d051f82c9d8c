import { type Html, html } from '#html.ts'
import { showProse } from '#prose/show.ts'
import { urls } from '#urls.ts'
import { errorSummary, textArea, textField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { type DefaultDisclaimer, disclaimerLimits } from './disclaimers.ts'
import type { FormProps } from './enter-pages.ts'

export type DisclaimersProps = FormProps & {
  disclaimers: readonly DefaultDisclaimer[]
  /** What stands in the form: what was typed, or the one that is changed. */
  typed: { fandom: string; body: string }
  /** The fandom whose disclaimer is changed, if one is. */
  editing: string | null
}

export function disclaimersPage(props: DisclaimersProps): Page {
  const title = say('accounts.disclaimers.title')
  const { disclaimers, editing, errors, token, typed } = props
  return {
    title,
    kind: 'account',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say('accounts.disclaimers.lead')}</p>
      ${errorSummary(errors)}
      ${
        disclaimers.length === 0
          ? html`<p class="empty">${say('accounts.disclaimers.none')}</p>`
          : html`<ul class="item-list">
              ${disclaimers.map((one) => oneDisclaimer(one, token))}
            </ul>`
      }
      <h2>
        ${editing ? say('accounts.disclaimers.edit', { fandom: editing }) : say('accounts.disclaimers.new')}
      </h2>
      <form class="form" method="post" action="${urls.accountDisclaimers()}">
        ${token}
        ${textField({ name: 'fandom', label: say('accounts.disclaimers.fandom'), required: true, limit: disclaimerLimits.fandom, value: typed.fandom, errors })}
        ${textArea({ name: 'body', label: say('accounts.disclaimers.body'), required: true, limit: disclaimerLimits.body, rows: 4, value: typed.body, errors })}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.disclaimers.save')}
          </button>
        </p>
      </form>`,
  }
}

function oneDisclaimer({ fandom, fandomKey, body }: DefaultDisclaimer, token: Html): Html {
  return html`<li class="item">
    <h2 class="item__title"><bdi>${fandom}</bdi></h2>
    <div class="prose prose--small">${showProse(body)}</div>
    <form class="item__actions" method="post" action="${urls.accountDisclaimers()}">
      <a
        class="button"
        href="${urls.accountDisclaimers(fandomKey)}"
        aria-label="${say('accounts.disclaimers.changeWhich', { fandom })}"
        >${say('accounts.disclaimers.change')}</a
      >
      ${token}
      <input type="hidden" name="remove" value="${fandomKey}" />
      <button
        class="button"
        type="submit"
        aria-label="${say('accounts.disclaimers.removeWhich', { fandom })}"
      >
        ${say('accounts.disclaimers.remove')}
      </button>
    </form>
  </li>`
}
