import { type Html, html } from '#html.ts'
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
