import { html } from '#html.ts'
import { urls } from '#urls.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Listed } from './paging.ts'
import { dataTable, listPages, minuteOf } from './parts.ts'
import type { AuditLine } from './reads.ts'

/** What staff did, newest first. */
export function auditPage(props: { lines: Listed<AuditLine>; isStart: boolean }): Page {
  const { lines, isStart } = props
  const title = say('admin.audit')
  const heads = [
    say('admin.audit.at'),
    say('admin.audit.who'),
    say('admin.audit.act'),
    say('admin.audit.subject'),
    say('admin.audit.detail'),
  ]
  const rows = lines.rows.map(({ at, who, act, subject, detail }) => [
    minuteOf(at),
    who,
    act,
    subject,
    html`<span dir="auto">${detail}</span>`,
  ])
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${rows.length > 0 ? dataTable(title, heads, rows) : html`<p class="empty">${say('admin.audit.none')}</p>`}
${listPages({ start: isStart ? null : urls.adminAudit(), next: lines.after && urls.adminAudit(lines.after) })}`,
  }
}
