import { commentLimits } from '#comments/comment.ts'
import { commentPart } from '#comments/parts.ts'
import type { GuestComment } from '#comments/reads.ts'
import { type Html, html } from '#html.ts'
import { type Url, urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, textArea } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { actionForm, behindPart, codeForm } from './parts.ts'
import type { Behind } from './reads.ts'

/** Every page of this room says as little as it can in tabs, bookmarks and history. */
function privatePage(body: Html): Page {
  return { title: say('replies.heading'), kind: 'replies', hidden: true, bare: true, body }
}

/** What this browser's private links lead to; the form for a code where it holds none. */
export function repliesPage(props: {
  behind: readonly Behind[]
  feedOf: (behind: Behind) => Url
  token: Html
  typed: string
  errors: FieldErrors
  said: string | null
}): Page {
  const { behind, token, typed, errors } = props
  const none = behind.length === 0
  return privatePage(html`<div class="column">
<h1>${say('replies.heading')}</h1>
${flash(props.said)}
${errorSummary(errors)}
${none && html`<p>${say('replies.none.say')}</p>${codeForm({ token, typed, errors, label: say('replies.code') })}`}
${behind.map((one) => behindPart(one, { token, feed: props.feedOf(one) }))}
${
  !none &&
  html`<section class="replies__other"><h2>${say('replies.another')}</h2>
${codeForm({ token, typed, errors, label: say('replies.code') })}
<div class="replies__act">${actionForm(urls.repliesForget(), token, say('replies.forget'))} <span class="field__hint">${say('replies.forget.say')}</span></div></section>`
}
</div>`)
}

/** What a guest gets after speaking: their key, shown once. */
export function receiptPage(props: {
  said: string
  key: { code: string; url: string; qr: Url } | null
  back: Url | null
}): Page {
  const { key, back } = props
  return privatePage(html`<div class="column">
<h1>${say('replies.receipt.heading')}</h1>
${flash(props.said)}
${
  key
    ? html`<p>${say('replies.receipt.say')}</p>
<div class="receipt">
<dl class="receipt__facts">
<dt>${say('replies.receipt.code')}</dt>
<dd><code class="receipt__code" id="reading-code">${key.code}</code> <button class="button button--quiet" type="button" data-copy="reading-code" data-copied="${say('replies.receipt.copied')}" hidden>${say('replies.receipt.copy')}</button></dd>
<dt>${say('replies.receipt.link')}</dt>
<dd><a class="receipt__link" id="private-link" href="${key.url}">${key.url}</a> <button class="button button--quiet" type="button" data-copy="private-link" data-copied="${say('replies.receipt.copied')}" hidden>${say('replies.receipt.copy')}</button></dd>
</dl>
<img class="receipt__qr" src="${key.qr}" width="180" height="180" alt="${say('replies.receipt.qr')}">
</div>`
    : html`<p>${say('replies.receipt.kept')}</p>`
}
<p class="button-row">${back && html`<a class="button" href="${back}">${say('replies.receipt.back')}</a>`} <a class="button button--quiet" href="${urls.replies()}">${say('replies.receipt.replies')}</a></p>
</div>`)
}

/** A guest answers back, or changes what they said. */
export function textPage(props: {
  heading: string
  hint: string | null
  above: GuestComment | null
  action: Url
  token: Html
  value: string
  errors: FieldErrors
  proofOfWork: boolean
}): Page {
  return privatePage(html`<div class="column">
<p><a href="${urls.replies()}">${say('replies.heading')}</a></p>
<h1>${props.heading}</h1>
${props.above && commentPart(props.above, null)}
<form class="form" method="post" action="${props.action}" data-keep-form${props.proofOfWork && html` data-challenge="${urls.challenge()}"`}>
${errorSummary(props.errors)}
${props.token}
<div class="hp" aria-hidden="true"><label for="hp-website">${say('comments.empty')}</label><input id="hp-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
${textArea({ name: 'body', label: say('comments.body'), hint: props.hint ?? undefined, value: props.value, errors: props.errors, required: true, limit: commentLimits.body, rows: 6, keep: true })}
<button class="button" type="submit">${say('comments.send')}</button>
</form>
</div>`)
}

/** Asks once before words are erased. */
export function withdrawalPage(props: { comment: GuestComment; token: Html }): Page {
  const { comment } = props
  return privatePage(html`<div class="column">
<p><a href="${urls.replies()}">${say('replies.heading')}</a></p>
<h1>${say('replies.withdraw.heading')}</h1>
${commentPart(comment, null)}
<p>${say('comments.withdraw.ask')}</p>
<form method="post" action="${urls.replyWithdrawal(comment.id)}">${props.token}<button class="button button--danger" type="submit">${say('replies.withdraw.do')}</button></form>
</div>`)
}

/** Ends the mails of one link: the page behind the address in each mail. */
export function stopPage(props: { action: Url | null; token: Html }): Page {
  return privatePage(html`<div class="column">
<h1>${say('replies.stop.heading')}</h1>
${
  props.action
    ? html`<p>${say('replies.stop.say')}</p><form method="post" action="${props.action}">${props.token}<button class="button" type="submit">${say('replies.stop.do')}</button></form>`
    : flash(say('replies.stop.done'))
}
</div>`)
}
