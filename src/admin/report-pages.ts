import { type Html, html } from '#html.ts'
import { showProse } from '#prose/show.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Listed } from './paging.ts'
import { listPages } from './parts.ts'
import type { Report } from './report-reads.ts'

/** Open reports, oldest first, and the works that reports hid. */
export function reportsPage(props: {
  reports: Listed<Report>
  hiding: readonly Report[]
  isStart: boolean
  said: string | null
}): Page {
  const { reports, hiding, isStart } = props
  const title = say('admin.reports')
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
${reports.rows.length > 0 ? reportList(reports.rows) : html`<p class="empty">${say('admin.reports.none')}</p>`}
${listPages({ start: isStart ? null : urls.adminReports(), next: reports.after && urls.adminReports(reports.after) })}
${
  hiding.length > 0 &&
  html`<h2>${say('admin.reports.hidden')}</h2>
<ul class="plain-list">
${hiding.map(({ id, work }) => html`<li><a href="${urls.adminReport(id)}" dir="auto" lang="${work.language}">${titleOf(work)}</a></li>`)}
</ul>`
}`,
  }
}

const titleOf = (work: Report['work']) => work.title || say('works.untitled')

function nameOf({ penName, guestName }: Report['speaker']): string {
  return (penName ? penName.name : guestName) || say('comments.nobody')
}

function aboutOf({ speaker, work }: Report): string {
  return say('admin.reports.about', { speaker: nameOf(speaker), title: titleOf(work) })
}

function reportList(reports: readonly Report[]): Html {
  return html`<ul class="plain-list">
${reports.map(
  (report) =>
    html`<li><a href="${urls.adminReport(report.id)}" dir="auto">${aboutOf(report)}</a> · ${say('admin.reports.on', { day: day(report.createdAt) })}${report.isPrivate && html` · ${say('admin.reports.private.mark')}`}</li>`,
)}
</ul>`
}

/** One report: what it says, what it is about, and what staff can do. */
export function reportPage(props: {
  report: Report
  token: Html
  said: string | null
  errors?: FieldErrors
}): Page {
  const { report, errors } = props
  const title = say('admin.reports.one')
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
<p dir="auto">${aboutOf(report)} · ${say('admin.reports.on', { day: day(report.createdAt) })}</p>
<h2>${say('admin.reports.reason')}</h2>
<p class="typed" dir="auto">${report.reason}</p>
<h2>${say('admin.reports.comment')}</h2>
${commentOf(report)}
${errorSummary(errors)}
${report.closedWith ? closed(report, props.token) : choices(report, props.token)}
<p><a href="${urls.adminReports()}">${say('admin.reports.back')}</a></p>`,
  }
}

/** A private comment is opened to staff by a report, and for as long as that is open. */
function commentOf(report: Report): Html {
  const { isPrivate, state, closedWith } = report
  if (isPrivate && closedWith) return html`<p>${say('admin.reports.closed.private')}</p>`
  if (state === 'withdrawn') return html`<p>${say('comments.withdrawn')}</p>`
  return html`${isPrivate && html`<p class="comment__note">${say('admin.reports.private')}</p>`}
${state === 'removed' && html`<p class="comment__note">${say('comments.removed')}</p>`}
<blockquote class="comment__body prose prose--small" dir="auto">${showProse(report.body)}</blockquote>
${!isPrivate && state === 'shown' && !report.work.isHidden && html`<p><a href="${urls.comment(report.commentId)}">${say('admin.reports.place')}</a></p>`}`
}

function choices(report: Report, token: Html): Html {
  const gone = report.state === 'withdrawn' || report.state === 'removed'
  return html`<form class="form" method="post" action="${urls.adminReport(report.id)}" id="with">
${token}
${!report.work.isHidden && html`<p>${say('admin.reports.hide.hint')}</p>`}
<p class="form__actions">
${!gone && html`<button class="button button--primary" type="submit" name="with" value="removed">${say('admin.reports.remove')}</button>`}
<button class="button" type="submit" name="with" value="dismissed">${say('admin.reports.dismiss')}</button>
${!report.work.isHidden && html`<button class="button" type="submit" name="with" value="work-hidden">${say('admin.reports.hide')}</button>`}
</p>
</form>`
}

function closed(report: Report, token: Html): Html {
  return html`<p>${say(`admin.reports.closed.${report.closedWith ?? 'dismissed'}`)}</p>
${
  report.closedWith === 'work-hidden' &&
  report.work.isHidden &&
  html`<form class="form" method="post" action="${urls.adminReport(report.id)}">
${token}
<p class="form__actions"><button class="button" type="submit" name="with" value="shown">${say('admin.reports.showAgain')}</button></p>
</form>`
}`
}
