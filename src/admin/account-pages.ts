import { type Html, html } from '#html.ts'
import type { Role } from '#storage/schema/tables.ts'
import { urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, radioGroup, textField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Listed } from './paging.ts'
import { dataTable, listPages, minuteOf } from './parts.ts'
import type { AccountLine } from './reads.ts'
import type { Given } from '#wrangling/wranglers.ts'

export const roles: readonly Role[] = ['reader', 'moderator', 'archivist']

/** Accounts by e-mail, from what was typed on. Never with pen names: those are their owners' secret. */
export function accountsPage(props: { accounts: Listed<AccountLine>; from: string }): Page {
  const { accounts, from } = props
  const title = say('admin.accounts')
  const heads = [
    say('admin.accounts.email'),
    say('admin.accounts.role'),
    say('admin.accounts.since'),
  ]
  const rows = accounts.rows.map(({ id, email, role, createdAt }) => [
    html`<a href="${urls.adminAccount(id)}">${email}</a>`,
    say(`admin.role.${role}`),
    minuteOf(createdAt),
  ])
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
<p>${say('admin.accounts.lead')}</p>
<form class="form" method="get" action="${urls.adminAccounts()}">
${textField({ name: 'after', label: say('admin.accounts.find'), type: 'search', value: from })}
<p class="form__actions"><button class="button" type="submit">${say('admin.accounts.find.button')}</button></p>
</form>
${rows.length > 0 ? dataTable(title, heads, rows) : html`<p class="empty">${say('admin.accounts.none')}</p>`}
${listPages({ start: from === '' ? null : urls.adminAccounts(), next: accounts.after && urls.adminAccounts(accounts.after) })}`,
  }
}

/** One account, and its role to change. */
export function adminAccountPage(props: {
  account: AccountLine
  /** The role that is chosen: what was typed when the form came back. */
  role: string
  token: Html
  said: string | null
  errors?: FieldErrors
  given: readonly Given[]
  /** The fandom that was typed and not taken. */
  fandom: string
}): Page {
  const { account, role, errors } = props
  const title = say('admin.accounts.one')
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
<dl class="facts">
<dt>${say('admin.accounts.email')}</dt><dd>${account.email}</dd>
<dt>${say('admin.accounts.role')}</dt><dd>${say(`admin.role.${account.role}`)}</dd>
<dt>${say('admin.accounts.since')}</dt><dd>${minuteOf(account.createdAt)}</dd>
</dl>
${errorSummary(errors)}
<form class="form" method="post" action="${urls.adminAccount(account.id)}">
${props.token}
${radioGroup({
  name: 'role',
  label: say('admin.accounts.role'),
  value: role,
  errors,
  options: roles.map((one) => ({ value: one, label: say(`admin.role.${one}`) })),
})}
<p class="form__actions"><button class="button button--primary" type="submit">${say('admin.accounts.save')}</button></p>
</form>
${wranglingPart(props)}
<p><a href="${urls.adminAccounts()}">${say('admin.accounts.back')}</a></p>`,
  }
}

function wranglingPart(props: {
  account: AccountLine
  given: readonly Given[]
  fandom: string
  token: Html
  errors?: FieldErrors
}): Html {
  const { account, given, token } = props
  const action = urls.adminWrangling(account.id)
  return html`<section aria-labelledby="wrangling"><h2 id="wrangling">${say('wranglers.title')}</h2>
${given.length === 0 && html`<p class="empty">${say('wranglers.none')}</p>`}
${
  given.length > 0 &&
  html`<ul class="plain-list">${given.map(
    ({ fandom }) =>
      html`<li><form method="post" action="${action}">${token}<input type="hidden" name="act" value="take"><input type="hidden" name="id" value="${fandom?.id ?? ''}"><bdi>${fandom?.name ?? say('wranglers.all')}</bdi> <button class="button button--quiet" type="submit">${say('wranglers.take')}<span class="visually-hidden"> ${fandom?.name ?? say('wranglers.all')}</span></button></form></li>`,
  )}</ul>`
}
<form class="form" method="post" action="${action}">${token}<input type="hidden" name="act" value="give">
${textField({ name: 'fandom', label: say('wranglers.fandom'), hint: say('wranglers.fandom.hint'), value: props.fandom, errors: props.errors })}
<p class="form__actions"><button class="button" type="submit">${say('wranglers.give')}</button></p>
</form></section>`
}
