import { type Html, html } from '#html.ts'
import { penNameLimits } from '#pen-names/pen-name.ts'
import { type Url, urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, textField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { SignUpTyped } from './forms.ts'

/** What each page with a form is given: the hidden token, and what is wrong when it came back. */
export type FormProps = { token: Html; errors?: FieldErrors | undefined }

function emailField(value: string, errors: FieldErrors | undefined, hint?: string): Html {
  return textField({
    name: 'email',
    label: say('accounts.email'),
    hint,
    type: 'email',
    autocomplete: 'username',
    required: true,
    value,
    errors,
  })
}

/** The field for a password that is chosen now. Never filled in by the server. */
export function newPasswordField(
  errors: FieldErrors | undefined,
  label = say('accounts.password'),
): Html {
  return textField({
    name: 'password',
    label,
    hint: say('accounts.password.hint'),
    type: 'password',
    autocomplete: 'new-password',
    required: true,
    errors,
  })
}

function signUpFields(typed: SignUpTyped, errors: FieldErrors | undefined): Html {
  return html`${emailField(typed.email, errors, say('accounts.email.hint'))}
  ${newPasswordField(errors)}
  ${textField({
    name: 'pen_name',
    label: say('accounts.penName'),
    hint: say('accounts.penName.hint'),
    required: true,
    limit: penNameLimits.name,
    value: typed.penName,
    errors,
  })}`
}

export function signUpPage(props: FormProps & { typed: SignUpTyped }): Page {
  const title = say('accounts.signUp.title')
  return {
    title,
    kind: 'form',
    body: html`<h1>${title}</h1>
      <p>${say('accounts.signUp.lead')}</p>
      ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${urls.signUp()}">
        ${props.token} ${signUpFields(props.typed, props.errors)}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.signUp.button')}
          </button>
        </p>
      </form>
      <p><a href="${urls.signIn()}">${say('accounts.signUp.have')}</a></p>`,
  }
}

export function signUpClosedPage(): Page {
  const title = say('accounts.signUp.closed.title')
  return {
    title,
    kind: 'form',
    body: html`<h1>${title}</h1>
      <p>${say('accounts.signUp.closed')}</p>
      <p><a href="${urls.signIn()}">${say('accounts.signUp.have')}</a></p>`,
  }
}

export function signInPage(
  props: FormProps & { email: string; back: string; said: string | null; signUpOpen: boolean },
): Page {
  const title = say('accounts.signIn.title')
  return {
    title,
    kind: 'form',
    body: html`<h1>${title}</h1>
      ${flash(props.said)} ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${urls.signIn()}">
        ${props.token}
        ${props.back && html`<input type="hidden" name="back" value="${props.back}" />`}
        ${emailField(props.email, props.errors)}
        ${textField({
          name: 'password',
          label: say('accounts.password'),
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          errors: props.errors,
        })}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.signIn.button')}
          </button>
        </p>
      </form>
      <p><a href="${urls.recover()}">${say('accounts.signIn.forgot')}</a></p>
      ${props.signUpOpen && html`<p><a href="${urls.signUp()}">${say('accounts.signIn.none')}</a></p>`}`,
  }
}

/** `byHand`: no mail is sent; the archivist hands the link on. */
export function recoverPage(props: FormProps & { email: string; byHand: boolean }): Page {
  const title = say('accounts.recover.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say(props.byHand ? 'accounts.recover.lead.byHand' : 'accounts.recover.lead')}</p>
      ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${urls.recover()}">
        ${props.token} ${emailField(props.email, props.errors)}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say(props.byHand ? 'accounts.recover.button.byHand' : 'accounts.recover.button')}
          </button>
        </p>
      </form>`,
  }
}

export function recoverSentPage(byHand: boolean): Page {
  const title = say(byHand ? 'accounts.recover.asked.title' : 'accounts.recover.sent.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say(byHand ? 'accounts.recover.asked' : 'accounts.recover.sent')}</p>
      <p>${say(byHand ? 'accounts.recover.asked.none' : 'accounts.recover.sent.none')}</p>`,
  }
}

export function choosePasswordPage(props: FormProps & { action: Url; email: string }): Page {
  const title = say('accounts.recover.choose')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say('accounts.recover.ends')}</p>
      ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${props.action}">
        ${props.token}
        <input type="hidden" name="username" autocomplete="username" value="${props.email}" />
        ${newPasswordField(props.errors, say('accounts.password.new'))}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.recover.keep')}
          </button>
        </p>
      </form>`,
  }
}

export function firstArchivistPage(props: FormProps & { action: Url; typed: SignUpTyped }): Page {
  const title = say('accounts.first.title')
  return {
    title,
    kind: 'form',
    hidden: true,
    body: html`<h1>${title}</h1>
      <p>${say('accounts.first.lead')}</p>
      ${errorSummary(props.errors, false)}
      <form class="form" method="post" action="${props.action}">
        ${props.token} ${signUpFields(props.typed, props.errors)}
        <p class="form__actions">
          <button class="button button--primary" type="submit">
            ${say('accounts.first.button')}
          </button>
        </p>
      </form>`,
  }
}
