import { speakerPart } from '#comments/parts.ts'
import { type Html, html } from '#html.ts'
import { fromPlainText } from '#prose/plain-text.ts'
import { showProse } from '#prose/show.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { keyPages } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Notice } from './notice.ts'

/** What reached the account's pen names. `newest` stands on the first page when more is unseen than it shows. */
export function noticesPage(props: {
  notices: readonly Notice[]
  isFirst: boolean
  older: string | null
  seenAll: { token: Html; newest: string } | null
}): Page {
  const { notices, seenAll } = props
  const title = say('notices.heading')
  return {
    title,
    kind: 'notices',
    hidden: true,
    body: html`<div class="column">
<h1>${title}</h1>
${
  notices.length === 0
    ? html`<section class="empty-state"><h2>${say('notices.none')}</h2><p>${say('notices.none.say')}</p></section>`
    : html`<ul class="item-list notices">${notices.map(noticeItem)}</ul>`
}
${
  seenAll &&
  html`<form class="form" method="post" action="${urls.notices()}/seen">${seenAll.token}<input type="hidden" name="newest" value="${seenAll.newest}"><button class="button" type="submit">${say('notices.seenAll')}</button></form>`
}
${keyPages({
  newest: props.isFirst ? undefined : urls.notices(),
  older: props.older === null ? undefined : urls.notices(props.older),
})}
<p class="field__hint"><a href="${urls.account()}">${say('notices.mail')}</a></p>
</div>`,
  }
}

function noticeItem(notice: Notice): Html {
  const { topic, penName, work, body, at, isNew } = notice
  const sentence = work
    ? say(`notices.${topic}`, { title: work.title })
    : say(`notices.${topic}.noWork`)
  const to = addressOf(notice)
  const date = day(at)
  return html`<li class="item notice${isNew ? ' notice--new' : ''}">
<p class="notice__what">${isNew && html`<strong class="comment__new">${say('notices.new')}</strong> `}${to ? html`<a href="${to}">${sentence}</a>` : sentence}</p>
${body.kind === 'gone' && html`<p class="notice__gone">${say(`notices.${body.why}`)}</p>`}
${body.kind === 'words' && html`<blockquote class="notice__words prose prose--small" dir="auto">${showProse(fromPlainText(body.words, 'comment'))}</blockquote>`}
<p class="notice__facts">${(body.kind === 'comment' || body.kind === 'held') && html`${say('notices.from')} ${speakerPart(body.speaker, body.kind === 'comment' && body.byAuthor)} · `}${say('notices.for')} <bdi class="notice__pen-name">${penName.name}</bdi> · <time datetime="${date}">${date}</time></p>
</li>`
}

/** Where to read it; null where there is nothing to read any more. */
function addressOf({ body, work }: Notice): string | null {
  if (body.kind === 'comment') return urls.comment(body.id)
  if (!work) return null
  if (body.kind === 'held') return `${urls.deskTalk(work.id)}?held=1`
  if (body.kind === 'words') return urls.work(work.id)
  if (body.kind === 'chapter')
    return body.number === null ? urls.work(work.id) : urls.chapter(work.id, body.number)
  return null
}
