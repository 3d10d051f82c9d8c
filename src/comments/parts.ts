import { type Html, html } from '#html.ts'
import { showProse } from '#prose/show.ts'
import { day } from '#shared/clock.ts'
import { type Url, urls } from '#urls.ts'
import {
  checkBox,
  errorSummary,
  type FieldErrors,
  selectField,
  textArea,
  textField,
} from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { type Comment, commentLimits, type Speaker } from './comment.ts'
import type { TypedComment } from './forms.ts'

/** Who speaks, marked as guest or author. */
export function speakerPart(speaker: Speaker | null, byAuthor: boolean): Html {
  if (!speaker)
    return html`<span class="comment__speaker comment__speaker--gone">${say('comments.nobody')}</span>`
  if (speaker.kind === 'guest') {
    return html`<span class="comment__speaker" dir="auto">${speaker.name}</span> <span class="comment__mark">${say('comments.guestMark')}</span>`
  }
  return html`<a class="comment__speaker" dir="auto" href="${urls.penName(speaker.id)}">${speaker.name}</a>${byAuthor && html` <span class="comment__mark comment__mark--author">${say('comments.authorMark')}</span>`}`
}

/** One comment with what the viewer can do with it. */
export function commentPart(comment: Comment, actions: Html | null, isNew = false): Html {
  const gone = comment.state === 'withdrawn' || comment.state === 'removed'
  return html`<article class="comment comment--depth-${comment.depth}${comment.isPrivate ? ' comment--private' : ''}${comment.state === 'held' ? ' comment--held' : ''}${gone ? ' comment--gone' : ''}${comment.byAuthor ? ' comment--author' : ''}" id="comment-${comment.id}">
<header class="comment__head">
${speakerPart(comment.speaker, comment.byAuthor)}
<span class="comment__date"><time datetime="${day(comment.createdAt)}">${day(comment.createdAt)}</time>${comment.editedAt && html` · ${say('comments.edited')}`}</span>
${isNew && html`<strong class="comment__new">${say('comments.new')}</strong>`}
</header>
${comment.isPrivate && html`<p class="comment__note">${say('comments.private')}</p>`}
${comment.state === 'held' && html`<p class="comment__note">${say('comments.held')}</p>`}
${
  gone
    ? html`<p class="comment__note">${say(comment.state === 'withdrawn' ? 'comments.withdrawn' : 'comments.removed')}</p>`
    : html`<div class="comment__body prose prose--small" dir="auto">${showProse(comment.body)}</div>`
}
${actions && html`<footer class="comment__actions">${actions}</footer>`}
</article>`
}

/** The public threads of a chapter, the same for everybody. */
export function threadsPart(comments: readonly Comment[], older: Url | null): Html {
  if (comments.length === 0) return html`<p class="empty">${say('comments.none')}</p>`
  return html`<div class="thread">
${comments.map((comment) =>
  commentPart(
    comment,
    comment.state === 'shown'
      ? html`<a href="${urls.commentAnswer(comment.id)}" rel="nofollow">${say('comments.answer')}</a> <a href="${urls.comment(comment.id)}" rel="nofollow">${say('comments.link')}</a>`
      : null,
  ),
)}
</div>
${older && html`<nav class="key-pages" aria-label="${say('comments.pages')}"><a class="key-pages__link" rel="nofollow" href="${older}">${say('comments.older')}</a></nav>`}`
}

export type CommentFormProps = {
  action: Url
  token: string
  /** The pen names that the reader can speak under; null for guests. */
  penNames: readonly { id: string; name: string }[] | null
  acting: string | null
  typed?: TypedComment | undefined
  errors?: FieldErrors | undefined
  /** Whether this browser holds a private link for the work already: then no address is asked for. */
  keepsLink: boolean
  proofOfWork: boolean
  /** For an answer: whom it answers, whether it may be private, and and the key of the words that it lets others read. */
  answering?:
    | { privately: boolean; choice: boolean; toGuest: boolean; approves: string | null }
    | undefined
  heading: string
  /** Of the heading: 3 below the comments of a chapter. */
  level?: 2 | 3
}

/** The form for a comment or an answer: of guests and of pen names. */
export function commentForm(props: CommentFormProps): Html {
  const { typed, errors, penNames, answering } = props
  return html`<form class="comment-form form" method="post" action="${props.action}" data-keep-form${props.proofOfWork && !penNames && html` data-challenge="${urls.challenge()}"`}>
${props.level === 3 ? html`<h3>${props.heading}</h3>` : html`<h2>${props.heading}</h2>`}
${errorSummary(errors)}
<input type="hidden" name="token" value="${props.token}">
${
  penNames
    ? selectField({
        name: 'penName',
        label: say('comments.as'),
        value: typed?.penName || props.acting,
        required: true,
        errors,
        options: penNames.map(({ id, name }) => ({ value: id, label: name })),
      })
    : html`<p class="field__hint">${say('comments.guestHint')}</p>
${textField({ name: 'name', label: say('comments.name'), value: typed?.name, errors, limit: commentLimits.guestName, hint: say('comments.name.hint') })}
${!props.keepsLink && textField({ name: 'email', label: say('comments.email'), type: 'email', value: typed?.email, errors, hint: say('comments.email.hint'), autocomplete: 'email' })}
<input type="hidden" name="nonce" value="" data-nonce>
<div class="hp" aria-hidden="true"><label for="hp-website">${say('comments.empty')}</label><input id="hp-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>`
}
${textArea({ name: 'body', label: say('comments.body'), value: typed?.body, errors, required: true, limit: commentLimits.body, rows: 6, keep: true, hint: answering?.toGuest ? say('comments.guestReads') : undefined })}
${answering?.choice && checkBox({ name: 'privately', label: say('comments.privately'), hint: say('comments.privately.hint'), checked: answering.privately })}
${!penNames && !props.keepsLink && html`<p class="field__hint">${say('comments.code.hint')}</p>`}
${answering?.approves && html`<input type="hidden" name="approves" value="${answering.approves}"><p class="field__hint">${say('comments.approves')}</p>`}
<button class="button" type="submit">${say(answering?.approves ? 'comments.send.approve' : 'comments.send')}</button>
</form>`
}
