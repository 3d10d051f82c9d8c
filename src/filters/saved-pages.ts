import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import { checkBox, errorSummary, type FieldErrors, flash } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { SavedFilter } from './saved.ts'

/** An account's own filters: each leads to its works and its feed, and can be renamed, made to hold everywhere, taken away. */
export function savedPage(props: {
  saved: readonly SavedFilter[]
  token: Html
  said: string | null
  errors?: FieldErrors | undefined
  /** The name that was typed and not taken, and the filter that it was for. */
  typed?: { id: string; name: string; query: string; replaces: boolean } | undefined
}): Page {
  const { saved, token, typed } = props
  return {
    title: say('filters.saved'),
    kind: 'desk',
    hidden: true,
    body: html`<h1>${say('filters.saved')}</h1>
${flash(props.said)}
${errorSummary(props.errors)}
<p>${say('filters.saved.say')}</p>
${typed?.id === '' && saveForm(typed.query, token, typed.name, typed.replaces)}
${
  saved.length === 0
    ? html`<p class="empty">${say('filters.saved.none')}</p>`
    : html`<ul class="item-list">${saved.map((one) => savedItem(one, token, typed?.id === one.id ? typed.name : one.name))}</ul>`
}`,
  }
}

function savedItem({ id, name, query, alwaysOn }: SavedFilter, token: Html, typed: string): Html {
  return html`<li class="item"><h2 class="item__title"><a dir="auto" href="${urls.found(query)}">${name}</a></h2>
<p><a href="${urls.foundFeed(query)}">${say('filters.feed')}</a></p>
<form method="post" action="${urls.accountFilter(id)}">${token}
<div class="field"><label class="field__label" for="name-${id}">${say('filters.saved.name')}</label>
<input class="field__input" id="name-${id}" name="name" type="text" autocomplete="off" required value="${typed}"></div>
${checkBox({ name: 'always', id: `always-${id}`, label: say('filters.saved.always'), hint: say('filters.saved.always.hint'), checked: alwaysOn })}
<p><button class="button" type="submit">${say('filters.saved.change')}</button> <button class="button button--quiet" type="submit" name="act" value="drop">${say('filters.saved.drop')}</button></p>
</form></li>`
}

/** Keeps the filter of a page. `replaces`: there is another of this name, and one button puts this in its place. */
export function saveForm(query: string, token: Html, name = '', replaces = false): Html {
  return html`<form class="save-form" method="post" action="${urls.accountFilters()}">${token}
<input type="hidden" name="query" value="${query}">
<label class="field__label" for="name">${say('filters.saved.as')}</label>
<div class="search-form__line"><input class="field__input" id="name" name="name" type="text" autocomplete="off" required value="${name}"><button class="button" type="submit">${say('filters.saved.do')}</button></div>
${replaces && html`<p><button class="button button--quiet" type="submit" name="act" value="replace">${say('filters.saved.replace')}</button></p>`}
</form>`
}
