import { type Html, html } from '#html.ts'
import type { Url } from '#urls.ts'
import { say } from '#web/messages/say.ts'

/** A table that scrolls by itself on narrow screens; `label` says what is in it. */
export function dataTable(
  label: string,
  heads: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  return html`<div class="table-scroll" role="region" aria-label="${label}" tabindex="0">
<table class="table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
</tbody>
</table>
</div>`
}

/** The day and minute in UTC of something that only staff see. */
export function minuteOf(at: string): Html {
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`
}

export function saveButton(): Html {
  return html`<p class="form__actions"><button class="button button--primary" type="submit">${say('admin.save')}</button></p>`
}

/** Onwards in a list that is paged by key, and back to where it begins. */
export function listPages(pages: { start: Url | null; next: Url | '' | null }): Html | null {
  if (!pages.start && !pages.next) return null
  return html`<nav class="key-pages" aria-label="${say('admin.pages')}">
${pages.start && html`<a class="key-pages__link" rel="prev" href="${pages.start}">${say('admin.pages.start')}</a>`}
${pages.next && html`<a class="key-pages__link" rel="next" href="${pages.next}">${say('admin.pages.next')}</a>`}
</nav>`
}
