import { html } from '#html.ts'
import { urls } from '#urls.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Waiting } from './reads.ts'

/** What this server is, as the archivist sees it. */
export type ServerFacts = {
  version: string
  engine: string
  /** Bytes. */
  size: number
  hasMailServer: boolean
}

/** The first page for staff. Moderators see reports alone: `server` is null for them. */
export function adminPage(props: { waiting: Waiting; server: ServerFacts | null }): Page {
  const title = say('admin.title')
  const { server, waiting } = props
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
<ul class="plain-list">
<li><a href="${urls.adminReports()}">${say('admin.reports')}</a>: ${say('admin.waiting.reports', { count: waiting.reports })}</li>
${
  server &&
  html`<li><a href="${urls.adminOutbox()}">${say('admin.outbox')}</a>: ${mailsOf(waiting, server)}</li>
<li><a href="${urls.adminSettings()}">${say('admin.settings')}</a></li>
<li><a href="${urls.adminRatings()}">${say('admin.ratings')}</a></li>
<li><a href="${urls.adminWarnings()}">${say('admin.warnings')}</a></li>
<li><a href="${urls.adminAccounts()}">${say('admin.accounts')}</a></li>
<li><a href="${urls.wrangling()}">${say('wrangling.title')}</a></li>
<li><a href="${urls.adminAudit()}">${say('admin.audit')}</a></li>`
}
</ul>
${server && serverFacts(server)}`,
  }
}

/** Without a mail server: what lies in the folder; what is not even there yet is told when it is something. */
function mailsOf({ mails, folder }: Waiting, { hasMailServer }: ServerFacts): string {
  const waiting = say('admin.waiting.mails', { count: mails })
  if (hasMailServer) return waiting
  const lying = say('admin.waiting.folder', { count: folder })
  return mails > 0 ? `${lying} · ${waiting}` : lying
}

function serverFacts(server: ServerFacts): ReturnType<typeof html> {
  const megabytes = Math.max(1, Math.round(server.size / 1024 / 1024))
  return html`<h2>${say('admin.server')}</h2>
<dl class="facts">
<dt>${say('admin.server.version')}</dt><dd>${server.version}</dd>
<dt>${say('admin.server.engine')}</dt><dd>${server.engine}</dd>
<dt>${say('admin.server.size')}</dt><dd>${say('admin.megabytes', { size: megabytes })}</dd>
<dt>${say('admin.server.mail')}</dt><dd>${say(server.hasMailServer ? 'admin.server.mail.smtp' : 'admin.server.mail.folder')}</dd>
</dl>`
}
