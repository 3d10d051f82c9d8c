import { type Html, html } from '#html.ts'
import { type Url, urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, keyPages, textArea } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import type { Comment } from './comment.ts'
import { commentForm, type CommentFormProps, commentPart } from './parts.ts'

/** One thread on its own. */
export function threadPage(props: {
  title: string
  back: Url
  comments: readonly Comment[]
  actionsFor: (comment: Comment) => Html | null
}): Html {
  return html`<div class="column">
<p><a href="${props.back}">${say('comments.back')}</a></p>
<h1>${say('comments.thread', { title: props.title })}</h1>
<div class="thread">${props.comments.map((comment) => commentPart(comment, props.actionsFor(comment)))}</div>
</div>`
}

/** The form for an answer, below what it answers. */
export function answerPage(props: {
  title: string
  back: Url
  parent: Comment | null
  form: CommentFormProps
}): Html {
  return html`<div class="column">
<p><a href="${props.back}">${say('comments.back')}</a></p>
<h1>${props.parent ? say('comments.answerTo') : say('comments.write')}</h1>
<p>${say('comments.onWork')} <a href="${props.back}" dir="auto">${props.title}</a></p>
${props.parent && commentPart(props.parent, null)}
${commentForm(props.form)}
</div>`
}

/** A form with one text: editing a comment, telling staff. */
export function oneTextPage(props: {
  heading: string
  hint: string | null
  comment: Comment | null
  action: Url
  token: string
  name: 'body' | 'reason'
  label: string
  limit: number
  value: string
  errors: FieldErrors
}): Html {
  return html`<div class="column">
<h1>${props.heading}</h1>
${props.comment && commentPart(props.comment, null)}
<form class="form" method="post" action="${props.action}" data-keep-form>
${errorSummary(props.errors)}
<input type="hidden" name="token" value="${props.token}">
${textArea({ name: props.name, label: props.label, value: props.value, errors: props.errors, limit: props.limit, required: true, hint: props.hint ?? undefined })}
<button class="button" type="submit">${say('comments.send')}</button>
</form>
</div>`
}

/** What readers said about a work: for its author. */
export function talkPage(props: {
  workId: string
  title: string
  comments: readonly Comment[]
  /** Where those stand that have a place in public. */
  places: ReadonlyMap<string, Url>
  older: string | null
  heldOnly: boolean
  token: string
  did: string | null
}): Html {
  return html`<div class="column">
<p><a href="${urls.deskWork(props.workId)}" dir="auto">${props.title}</a></p>
<h1>${say('comments.desk')}</h1>
${flash(props.did)}
<nav class="tabs" aria-label="${say('comments.desk')}">
<a href="${urls.deskTalk(props.workId)}"${!props.heldOnly && html` aria-current="page"`}>${say('comments.desk.all')}</a>
<a href="${urls.deskTalk(props.workId)}?held=1"${props.heldOnly && html` aria-current="page"`}>${say('comments.desk.held')}</a>
</nav>
${
  props.comments.length === 0
    ? html`<p class="empty">${say('comments.desk.none')}</p>`
    : html`<div class="thread thread--flat">${props.comments.map((comment) => commentPart(comment, authorActions(comment, props.places.get(comment.id), props.token)))}</div>`
}
${keyPages({ older: props.older ?? undefined })}
</div>`
}

/** What an author can do with a comment on their work. */
function authorActions(comment: Comment, place: Url | undefined, token: string): Html | null {
  const inPlace = place ? html`<a href="${place}">${say('comments.desk.inPlace')}</a>` : null
  if (comment.state === 'withdrawn' || comment.state === 'removed') return inPlace
  return html`${inPlace}
<a href="${urls.commentAnswer(comment.id)}">${say('comments.answer')}</a>
${comment.state === 'held' && actionForm(urls.commentApproval(comment.id), token, say('comments.approve'))}
${actionForm(urls.commentRemoval(comment.id), token, say('comments.remove'))}
<a href="${urls.commentReport(comment.id)}">${say('comments.report')}</a>`
}

/** A button that does one thing. */
export function actionForm(action: Url, token: string, label: string): Html {
  return html`<form class="inline-form" method="post" action="${action}"><input type="hidden" name="token" value="${token}"><button class="link-button" type="submit">${label}</button></form>`
}
