import type { CallAnswer } from '#calls/call.ts'
import { commentPart } from '#comments/parts.ts'
import { canBeEdited } from '#comments/comment.ts'
import type { GuestComment } from '#comments/reads.ts'
import { type Html, html } from '#html.ts'
import { fromPlainText } from '#prose/plain-text.ts'
import { showProse } from '#prose/show.ts'
import { day } from '#shared/clock.ts'
import { type Url, urls } from '#urls.ts'
import { type FieldErrors, textField } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { type Behind, countNew, isNew } from './reads.ts'

/** A button that does one thing. */
export function actionForm(
  action: Url,
  token: Html,
  label: string,
  extra: Html | null = null,
): Html {
  return html`<form class="inline-form" method="post" action="${action}">${token}${extra}<button class="link-button" type="submit">${label}</button></form>`
}

/** The form for a reading code. */
export function codeForm(props: {
  token: Html
  typed: string
  errors: FieldErrors
  label: string
}): Html {
  return html`<form class="form code-form" method="post" action="${urls.repliesEntry()}">
${props.token}
${textField({ name: 'code', label: props.label, hint: say('replies.code.hint'), value: props.typed, errors: props.errors, required: true })}
<button class="button" type="submit">${say('replies.open')}</button>
</form>`
}

/** One work with what its guest said there, the answers, and the key to it. */
export function behindPart(behind: Behind, props: { token: Html; feed: Url }): Html {
  const { link, work, comments, callAnswers } = behind
  const { token } = props
  const fresh = countNew(behind)
  const answered = comments.some(({ own }) => !own) || callAnswers.length > 0
  return html`<section class="replies" aria-labelledby="on-${link.id}">
<h2 id="on-${link.id}" dir="auto">${work.readable ? html`<a href="${urls.work(work.id)}">${say('replies.on', { title: work.title })}</a>` : say('replies.on', { title: work.title })}</h2>
${fresh > 0 && html`<p class="replies__new"><strong>${say('replies.new', { count: fresh })}</strong></p>`}
${!work.readable && html`<p class="field__hint">${say('replies.gone')}</p>`}
<div class="thread">${comments.map((comment) => commentPart(comment, actionsFor(behind, comment, token), isNew(link, { own: comment.own, at: comment.shownAt })))}</div>
${callPart(behind, token)}
${comments.length > 0 && !answered && html`<p class="empty">${say('replies.nothing')}</p>`}
${keyPart(behind, props)}
</section>`
}

function actionsFor(behind: Behind, comment: GuestComment, token: Html): Html | null {
  if (comment.state === 'withdrawn' || comment.state === 'removed') return null
  const { id, threadId } = comment
  const muted = behind.muted.has(threadId)
  if (!comment.own) {
    return html`<a href="${urls.replyBack(id)}">${say('replies.answer')}</a> ${actionForm(urls.replyMute(id), token, say(muted ? 'replies.unmute' : 'replies.mute'), html`<input type="hidden" name="mute" value="${muted ? 'no' : 'yes'}">`)} <a href="${urls.commentReport(id)}">${say('comments.report')}</a>`
  }
  return html`<span class="comment__mark">${say('replies.you')}</span>
${canBeEdited(comment) && html`<a href="${urls.replyEdit(id)}">${say('replies.edit')}</a>`}
<a href="${urls.replyWithdrawal(id)}">${say('replies.withdraw')}</a>`
}

function callPart({ work, called, callAnswers, link }: Behind, token: Html): Html | null {
  if (!called && callAnswers.length === 0) return null
  return html`${called && html`<div class="replies__call">${say('replies.called')} ${work.readable && actionForm(urls.callWithdrawal(work.id), token, say('calls.takeBack'))}</div>`}
${callAnswers.map(
  (answer) =>
    html`<div class="comment comment--author"><p class="comment__head"><span>${say('replies.callAnswer')}</span> <time datetime="${day(answer.createdAt)}">${day(answer.createdAt)}</time>${answer.createdAt > link.seenAt && html` <strong class="comment__new">${say('comments.new')}</strong>`}</p>${answerBody(answer)}</div>`,
)}`
}

/** What an author told all who called is plain text: its lines and paragraphs stay. */
function answerBody({ kind, body }: CallAnswer): Html {
  return kind === 'new-chapter'
    ? html`<p class="comment__body">${say('replies.newChapter')}</p>`
    : html`<div class="comment__body prose prose--small" dir="auto">${showProse(fromPlainText(body, 'comment'))}</div>`
}

function keyPart({ link }: Behind, { token, feed }: { token: Html; feed: Url }): Html {
  return html`<details class="replies__key"><summary>${say('replies.key')}</summary>
<p><a href="${feed}">${say('replies.feed')}</a></p>
${
  link.email
    ? html`<div>${say('replies.mail.on', { email: link.email })} ${actionForm(urls.linkMail(link.id), token, say('replies.mail.end'), html`<input type="hidden" name="email" value="">`)}</div>`
    : html`<form class="form" method="post" action="${urls.linkMail(link.id)}">${token}
<div class="field"><label class="field__label" for="email-${link.id}">${say('replies.mail')}</label><p class="field__hint" id="email-${link.id}-hint">${say('replies.mail.hint')}</p>
<input class="field__input" id="email-${link.id}" name="email" type="email" autocomplete="email" aria-describedby="email-${link.id}-hint" required></div>
<button class="button button--quiet" type="submit">${say('replies.mail.save')}</button></form>`
}
<div class="replies__act">${actionForm(urls.linkRotation(link.id), token, say('replies.rotate'))} <span class="field__hint">${say('replies.rotate.say')}</span></div>
<div class="replies__act">${actionForm(urls.linkRevocation(link.id), token, say('replies.revoke'))} <span class="field__hint">${say('replies.revoke.say')}</span></div>
</details>`
}
