import { type Html, html } from '#html.ts'
import type { DayCount } from '#kudos/kudos.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, textArea } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { type CallAnswer, callLimits } from './call.ts'

/** What the author sees of kudos and calls, and the form to answer all who called. */
export function countsPage(props: {
  workId: string
  title: string
  kudos: { total: number; setAside: number; byDay: readonly DayCount[] }
  calls: { total: number; setAside: number; byDay: readonly DayCount[] }
  answers: readonly CallAnswer[]
  token: string
  typed: string
  errors: FieldErrors
  did: string | null
}): Html {
  const { kudos, calls } = props
  return html`<div class="column">
<p><a href="${urls.deskWork(props.workId)}" dir="auto">${props.title}</a></p>
<h1>${say('calls.heading')}</h1>
${flash(props.did)}
<h2>${say('calls.more')}</h2>
<p>${say('calls.waiting', { count: calls.total })}${calls.setAside > 0 && html` ${say('calls.setAside', { count: calls.setAside })}`}</p>
${days(say('calls.more'), calls.byDay)}
${
  calls.total > 0
    ? html`<form class="form" method="post" action="${urls.callAnswers(props.workId)}" data-keep-form>
${errorSummary(props.errors)}
<input type="hidden" name="token" value="${props.token}">
${textArea({ name: 'body', label: say('calls.answer'), hint: say('calls.answer.hint'), value: props.typed, errors: props.errors, required: true, limit: callLimits.answer, rows: 3 })}
<button class="button" type="submit">${say('calls.answer.send')}</button>
</form>`
    : null
}
${
  props.answers.length > 0 &&
  html`<h2>${say('calls.answers')}</h2>
<ul class="plain-list">${props.answers.map(
    (answer) =>
      html`<li><time datetime="${day(answer.createdAt)}">${day(answer.createdAt)}</time> <span dir="auto">${answer.kind === 'new-chapter' ? say('calls.newChapter') : answer.body}</span></li>`,
  )}</ul>`
}
<h2>${say('kudos.heading')}</h2>
<p>${say('kudos.count', { count: kudos.total })}${kudos.setAside > 0 && html` ${say('calls.setAside', { count: kudos.setAside })}`}</p>
${days(say('kudos.heading'), kudos.byDay)}
</div>`
}

function days(caption: string, counts: readonly DayCount[]): Html | null {
  if (counts.length === 0) return null
  const most = Math.max(...counts.map(({ count }) => count))
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label="${caption}"><table class="day-counts">
<caption>${caption}</caption>
<thead><tr><th scope="col">${say('calls.day')}</th><th scope="col">${say('calls.number')}</th></tr></thead>
<tbody>${counts.map(
    ({ day: date, count }) =>
      html`<tr><th scope="row">${date}</th><td>${count} <meter min="0" max="${most}" value="${count}" aria-hidden="true"></meter></td></tr>`,
  )}</tbody>
</table></div>`
}
