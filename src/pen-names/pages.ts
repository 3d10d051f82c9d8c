import { type Html, html } from '#html.ts'
import type { PenNameId } from '#shared/ids.ts'
import { type Url, urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, textArea, textField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { penNameLimits } from './pen-name.ts'

type FormProps = {
  token: Html
  typed: { name: string; about: string }
  errors?: FieldErrors | undefined
}

function penNameForm(props: FormProps & { action: Url; button: string }): Html {
  const { typed, errors } = props
  return html`<form class="form" method="post" action="${props.action}">
    ${props.token}
    ${textField({ name: 'name', label: say('penNames.name'), hint: say('penNames.name.hint'), required: true, limit: penNameLimits.name, value: typed.name, errors })}
    ${textArea({ name: 'about', label: say('penNames.about'), hint: say('penNames.about.hint'), limit: penNameLimits.about, rows: 4, value: typed.about, errors })}
    <p class="form__actions">
      <button class="button button--primary" type="submit">${props.button}</button>
    </p>
  </form>`
}

/** The account's own pen names, for its owner alone, with a form for a new one. */
export function ownPenNamesPage(
  props: FormProps & {
    penNames: readonly { id: PenNameId; name: string }[]
    acting: PenNameId | null
    said: string | null
  },
): Page {
  const title = say('penNames.title')
  return {
    title,
    kind: 'account',
    hidden: true,
    body: html`<h1>${title}</h1>
      ${flash(props.said)}
      <p>${say('penNames.lead')}</p>
      ${errorSummary(props.errors)}
      <ul class="item-list">
        ${props.penNames.map((one) => ownPenName(one, one.id === props.acting, props.token))}
      </ul>
      <h2>${say('penNames.new')}</h2>
      ${penNameForm({ ...props, action: urls.accountPenNames(), button: say('penNames.make') })}`,
  }
}

function ownPenName(
  { id, name }: { id: PenNameId; name: string },
  acting: boolean,
  token: Html,
): Html {
  return html`<li class="item">
    <p>
      <strong><bdi>${name}</bdi></strong
      >${acting && html` (${say('penNames.acting')})`}
    </p>
    <form class="item__actions" method="post" action="${urls.actAs()}">
      <a
        class="button"
        href="${urls.accountPenName(id)}"
        aria-label="${say('penNames.editWhich', { name })}"
        >${say('penNames.edit')}</a
      >
      <a
        class="button"
        href="${urls.penName(id)}"
        aria-label="${say('penNames.publicWhich', { name })}"
        >${say('penNames.public')}</a
      >
      ${
        !acting &&
        html`${token}
          <input type="hidden" name="pen_name" value="${id}" />
          <button class="button" type="submit" aria-label="${say('penNames.actAs', { name })}">
            ${say('penNames.act')}
          </button>`
      }
    </form>
  </li>`
}

export function editPenNamePage(props: FormProps & { id: PenNameId }): Page {
  const title = say('penNames.edit.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      ${errorSummary(props.errors)}
      ${penNameForm({ ...props, action: urls.accountPenName(props.id), button: say('penNames.save') })}
      <p><a href="${urls.accountPenNames()}">${say('penNames.back')}</a></p>`,
  }
}
