import { type Html, html } from '#html.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { checkBox, errorSummary, type FieldErrors, flash, textField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Account, Session } from './account.ts'
import { type FormProps, newPasswordField } from './enter-pages.ts'

/** Everything that is for the owner of the account alone. */
export function accountPage(props: {
  account: Account
  wrangles: boolean
  token: Html
  said: string | null
}): Page {
  const title = say('accounts.account.title')
  return {
    title,
    kind: 'account',
    hidden: true,
    body: html`<h1>${title}</h1>
      ${flash(props.said)}
      <p>${say('accounts.account.lead')}</p>
      <section aria-labelledby="writing">
        <h2 id="writing">${say('accounts.account.writing')}</h2>
        <ul class="plain-list">
          <li><a href="${urls.accountPenNames()}">${say('accounts.account.penNames')}</a></li>
          <li><a href="${urls.accountFilters()}">${say('filters.saved')}</a></li>
          <li><a href="${urls.accountDisclaimers()}">${say('accounts.account.disclaimers')}</a></li>
          <li><a href="${urls.reading(urls.account())}">${say('accounts.account.reading')}</a></li>
          ${props.wrangles && html`<li><a href="${urls.wrangling()}">${say('wrangling.title')}</a></li>`}
        </ul>
      </section>
      <section aria-labelledby="signing-in">
        <h2 id="signing-in">${say('accounts.account.signIn')}</h2>
        <p>${say('accounts.account.emailIs', { email: props.account.email })}</p>
        <ul class="plain-list">
          <li><a href="${urls.accountEmail()}">${say('accounts.account.changeEmail')}</a></li>
          <li><a href="${urls.accountPassword()}">${say('accounts.account.changePassword')}</a></li>
          <li><a href="${urls.accountSessions()}">${say('accounts.account.sessions')}</a></li>
        </ul>
      </section>
      <section aria-labelledby="mail">
        <h2 id="mail">${say('accounts.account.mail')}</h2>
        <form class="form" method="post" action="${urls.account()}">
          ${props.token}
          ${checkBox({ name: 'mail_wanted', label: say('accounts.account.mailWanted'), checked: props.account.mailWanted })}
          <p class="form__actions">
            <button class="button" type="submit">${say('accounts.account.mailSave')}</button>
          </p>
        </form>
      </section>`,
  }
}

function presentPasswordField(errors: FieldErrors | undefined): Html {
  return textField({
    name: 'present',
    label: say('accounts.password.present'),
    type: 'password',
    autocomplete: 'current-password',
    required: true,
    errors,
  })
}

export function changePasswordPage(props: FormProps & { email: string }): Page {
  const title = say('accounts.changePassword.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${urls.accountPassword()}">
        ${props.token}
        <input type="hidden" name="username" autocomplete="username" value="${props.email}" />
        ${presentPasswordField(props.errors)}
        ${newPasswordField(props.errors, say('accounts.password.new'))}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.changePassword.button')}
          </button>
        </p>
      </form>`,
  }
}

/** `byHand`: no mail is sent; the archivist hands the link on. */
export function changeEmailPage(props: FormProps & { email: string; byHand: boolean }): Page {
  const title = say('accounts.changeEmail.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say(props.byHand ? 'accounts.changeEmail.lead.byHand' : 'accounts.changeEmail.lead')}</p>
      ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${urls.accountEmail()}">
        ${props.token}
        ${textField({
          name: 'email',
          label: say('accounts.changeEmail.new'),
          type: 'email',
          autocomplete: 'email',
          required: true,
          value: props.email,
          errors: props.errors,
        })}
        ${presentPasswordField(props.errors)}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say(props.byHand ? 'accounts.changeEmail.button.byHand' : 'accounts.changeEmail.button')}
          </button>
        </p>
      </form>`,
  }
}

/** Where the link in the mail to a new address leads: a GET changes nothing. */
export function confirmEmailPage(props: { token: Html; email: string; proof: string }): Page {
  const title = say('accounts.changeEmail.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say('accounts.changeEmail.confirm.lead', { email: props.email })}</p>
      <form class="form" method="post" action="${urls.accountEmail()}">
        ${props.token}
        <input type="hidden" name="proof" value="${props.proof}" />
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.changeEmail.confirm.button')}
          </button>
        </p>
      </form>`,
  }
}

export function sessionsPage(props: {
  token: Html
  sessions: readonly Session[]
  said: string | null
}): Page {
  const title = say('accounts.sessions.title')
  return {
    title,
    kind: 'account',
    hidden: true,
    body: html`<h1>${title}</h1>
      ${flash(props.said)}
      <p>${say('accounts.sessions.lead')}</p>
      <ul class="item-list">
        ${props.sessions.map((session) => oneSession(session, props.token))}
      </ul>
      ${
        props.sessions.length > 1 &&
        html`<form method="post" action="${urls.accountSessions()}">
          ${props.token}
          <input type="hidden" name="end" value="others" />
          <button class="button" type="submit">${say('accounts.sessions.others')}</button>
        </form>`
      }`,
  }
}

function oneSession(session: Session, token: Html): Html {
  const created = day(session.createdAt)
  const label = session.label
  return html`<li class="item">
    <p>
      <strong>${label}</strong>${session.isThis && html` (${say('accounts.sessions.this')})`}<br />
      ${say('accounts.sessions.since', { created, seen: day(session.seenAt) })}
    </p>
    ${
      !session.isThis &&
      html`<form method="post" action="${urls.accountSessions()}">
        ${token}
        <input type="hidden" name="end" value="${session.id}" />
        <button
          class="button"
          type="submit"
          aria-label="${say('accounts.sessions.endWhich', { label, created })}"
        >
          ${say('accounts.sessions.end')}
        </button>
      </form>`
    }
  </li>`
}
