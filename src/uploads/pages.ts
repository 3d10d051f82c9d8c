import { type Html, html } from '#html.ts'
import { toPlainText } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import { urls } from '#urls.ts'
import { errorSummary, type FieldErrors, selectField } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { saveButtons, workFields, type WorkFieldsProps } from '#works/form-page.ts'

/** Choose a file. */
export function uploadPage(props: {
  token: Html
  penNames: readonly { id: string; name: string }[]
  acting: string
  errors: FieldErrors
}): Html {
  return html`<div class="column">
<h1>${say('upload.heading')}</h1>
<p>${say('upload.say')}</p>
<form class="form" method="post" action="${urls.upload()}" enctype="multipart/form-data">
${errorSummary(props.errors)}
${props.token}
${selectField({ name: 'penName', label: say('field.penName'), hint: say('field.penName.hint'), value: props.acting, required: true, options: props.penNames.map(({ id, name }) => ({ value: id, label: name })) })}
<div class="field"><label class="field__label" for="file">${say('upload.file')}</label>
<p class="field__hint" id="file-hint">${say('upload.file.hint')}</p>
<input class="field__input" type="file" id="file" name="file" required aria-describedby="file-hint" accept=".txt,.text,.md,.html,.htm,text/plain,text/html"></div>
<button class="button" type="submit">${say('upload.send')}</button>
</form>
</div>`
}

export type RecognisedProps = WorkFieldsProps & {
  id: string
  token: Html
  /** What the corrected front matter would make, above the form; its title is then the first heading. */
  preview: Html | null
  fileName: string
  problems: readonly { message: string; excerpt: string }[]
  chapters: readonly { id: string; title: string; body: Prose }[]
}

/** What was recognised in a file, field by field, to be corrected before anything is published. */
export function recognisedPage(props: RecognisedProps): Html {
  return html`<div class="column recognised">
${props.preview ? html`${props.preview}<h2>${say('upload.recognised')}</h2>` : html`<h1>${say('upload.recognised')}</h1>`}
<p>${say('upload.recognised.say', { file: props.fileName })} <a href="${urls.deskOriginal(props.id)}">${say('desk.original')}</a></p>
<h2>${say('upload.problems')}</h2>
${
  props.problems.length === 0
    ? html`<p>${say('upload.problems.none')}</p>`
    : html`<ul class="recognised__problems">${props.problems.map(
        ({ message, excerpt }) =>
          html`<li>${message}${excerpt && html` <q dir="auto">${excerpt}</q>`}</li>`,
      )}</ul>`
}
<h2>${say('desk.chapters')}</h2>
<ol class="recognised__chapters">${props.chapters.map(
    ({ id, title, body }, at) =>
      html`<li><a href="${urls.deskChapter(id)}" dir="auto">${title || say('desk.chapter', { number: at + 1 })}</a> ${edges(body)}</li>`,
  )}</ol>
<h2>${say('desk.front')}</h2>
<form class="form" method="post" action="${urls.deskRecognised(props.id)}" data-keep-form>
${errorSummary(props.errors)}
${props.token}
${workFields(props)}
${saveButtons()}
</form>
</div>`
}

const shown = 160

/** Where the story begins and ends, so that a misplaced line is seen at once. */
function edges(body: Prose): Html {
  const text = toPlainText(body).replace(/\s+/g, ' ').trim()
  const first = text.slice(0, shown)
  const last = text.slice(-shown)
  return html`<span class="recognised__edge">${say('upload.begins')}: <q dir="auto">${first}${text.length > shown && '…'}</q></span>
${text.length > shown && html`<span class="recognised__edge">${say('upload.ends')}: <q dir="auto">…${last}</q></span>`}`
}
