import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Listed } from './paging.ts'
import { dataTable, listPages, minuteOf } from './parts.ts'
import type { MailLine } from './reads.ts'

/** Every mail, newest first. Without a mail server this is where the archivist finds what somebody waits for. */
export function outboxPage(props: {
  mails: Listed<MailLine>
  isStart: boolean
  hasMailServer: boolean
}): Page {
  const { mails, isStart, hasMailServer } = props
  const title = say('admin.outbox')
  const heads = [
    say('admin.outbox.subject'),
    say('admin.outbox.to'),
    say('admin.outbox.state'),
    say('admin.outbox.written'),
  ]
  const rows = mails.rows.map((mail) => [
    html`<a href="${urls.adminMail(mail.id)}" dir="auto">${mail.subject}</a>`,
    mail.to,
    stateOf(mail, hasMailServer),
    minuteOf(mail.createdAt),
  ])
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
<p>${say(hasMailServer ? 'admin.outbox.lead.smtp' : 'admin.outbox.lead.folder')}</p>
${rows.length > 0 ? dataTable(title, heads, rows) : html`<p class="empty">${say('admin.outbox.none')}</p>`}
${listPages({ start: isStart ? null : urls.adminOutbox(), next: mails.after && urls.adminOutbox(mails.after) })}`,
  }
}

function stateOf({ state, attempts }: MailLine, hasMailServer: boolean): string {
  if (state === 'failed') return say('admin.outbox.failed', { attempts })
  if (state === 'waiting') return say('admin.outbox.waiting')
  return say(hasMailServer ? 'admin.outbox.sent' : 'admin.outbox.inFolder')
}

/** One mail with its text, as long as that is kept. */
export function mailPage(props: {
  mail: MailLine & { text: string }
  hasMailServer: boolean
}): Page {
  const { mail, hasMailServer } = props
  const title = mail.subject
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1 dir="auto">${title}</h1>
<dl class="facts">
<dt>${say('admin.outbox.to')}</dt><dd>${mail.to}</dd>
<dt>${say('admin.outbox.state')}</dt><dd>${stateOf(mail, hasMailServer)}</dd>
<dt>${say('admin.outbox.written')}</dt><dd>${minuteOf(mail.createdAt)}</dd>
</dl>
${mail.error && html`<p>${say('admin.outbox.trouble', { error: mail.error })}</p>`}
${mailText(mail.text)}
<p><a href="${urls.adminOutbox()}">${say('admin.outbox.back')}</a></p>`,
  }
}

function mailText(text: string): Html {
  if (text === '') return html`<p class="empty">${say('admin.outbox.gone')}</p>`
  // A line feed after the start tag is swallowed by parsers: one is added, so that the text's own stays.
  return html`<h2>${say('admin.outbox.text')}</h2>
<p>${say('admin.outbox.seen')}</p>
<pre class="mail-text" dir="auto" tabindex="0">
${text}</pre>`
}
