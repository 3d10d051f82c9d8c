import { type Html, html } from '#html.ts'
import { showProse } from '#prose/show.ts'
import type { Prose } from '#prose/prose.ts'
import { day } from '#shared/clock.ts'
import { type Url, urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, keyPages, textField } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import type { OtherField } from './changed-elsewhere.ts'
import type { DeskChapterLine, DeskLine } from './desk-reads.ts'
import {
  chapterFields,
  previewButton,
  saveButtons,
  workFields,
  type WorkFieldsProps,
} from './form-page.ts'
import type { TypedChapter } from './typed-form.ts'
import { daysInBin } from './work.ts'

type Tokened = { token: Html }

/** What the form that came back would make, above it. Its title is then the page's first heading. */
type Previewed = { preview: Html | null }

function heading(text: string, { preview }: Previewed): Html {
  return preview ? html`${preview}<h2 dir="auto">${text}</h2>` : html`<h1 dir="auto">${text}</h1>`
}

/** A button that does one thing by POST. */
export function postButton(action: Url, token: Html, label: string, kind = 'link-button'): Html {
  return html`<form class="inline-form" method="post" action="${action}">${token}<button class="${kind}" type="submit">${label}</button></form>`
}

/** The author's desk: drafts, published works, and what staff hide. */
export function deskPage(props: { works: readonly DeskLine[]; older: Url | null }): Html {
  const hidden = props.works.filter(({ hiddenAt }) => hiddenAt !== null)
  const open = props.works.filter(({ hiddenAt }) => hiddenAt === null)
  const drafts = open.filter(({ publishedAt }) => publishedAt === null)
  const published = open.filter(({ publishedAt }) => publishedAt !== null)
  return html`<div class="column">
<h1>${say('desk.heading')}</h1>
<p class="button-row"><a class="button" href="${urls.upload()}">${say('desk.upload')}</a> <a class="button button--quiet" href="${urls.newWork()}">${say('desk.new')}</a> <a href="${urls.deskBin()}">${say('desk.bin')}</a></p>
${props.works.length === 0 && html`<p class="empty">${say('desk.empty')}</p>`}
${hidden.length > 0 && html`<h2>${say('desk.hidden')}</h2><p>${say('desk.hidden.say')}</p>${deskList(hidden)}`}
${drafts.length > 0 && html`<h2>${say('desk.drafts')}</h2>${deskList(drafts)}`}
${published.length > 0 && html`<h2>${say('desk.published')}</h2>${deskList(published)}`}
${keyPages({ older: props.older ?? undefined })}
</div>`
}

function deskList(works: readonly DeskLine[]): Html {
  return html`<ul class="desk-list">${works.map(
    (
      work,
    ) => html`<li class="desk-list__item"><a class="desk-list__title" dir="auto" href="${urls.deskWork(work.id)}">${work.title || say('works.untitled')}</a>
<span class="desk-list__facts">${say('works.by')} <span dir="auto">${work.penName}</span> · ${say('works.words', { count: work.words })} · <time datetime="${day(work.updatedAt)}">${day(work.updatedAt)}</time>${work.publishedAt !== null && html` · <a href="${urls.deskTalk(work.id)}">${say('desk.talk')}</a>`}</span></li>`,
  )}</ul>`
}

/** The form for a new work with its first chapter. */
export function newWorkPage(
  props: WorkFieldsProps & Tokened & Previewed & { chapter: TypedChapter; action: Url },
): Html {
  return html`<div class="column">
${heading(say('desk.work.new'), props)}
<form class="form" method="post" action="${props.action}" data-keep-form>
${errorSummary(props.errors)}
${props.token}
${workFields(props)}
<h2>${say('desk.chapter', { number: 1 })}</h2>
${chapterFields(props.chapter, props.errors)}
${saveButtons()}
</form>
</div>`
}

export type WorkPageProps = WorkFieldsProps &
  Tokened &
  Previewed & {
    id: string
    published: boolean
    hiddenAt: string | null
    chapters: readonly DeskChapterLine[]
    hasOriginal: boolean
    /** The state of the front matter that the form was made from. */
    state: string
    /** In a conflict: what is saved now, where it differs from what was typed. */
    others: readonly OtherField[]
    said: string | null
    /** What the author should know, such as a rating out of step with the text. */
    advice: string | null
  }

/** One work on the desk: what can be done with it, its chapters, its front matter. */
export function deskWorkPage(props: WorkPageProps): Html {
  const { id, token } = props
  return html`<div class="column">
<p><a href="${urls.desk()}">${say('desk.heading')}</a></p>
${heading(props.typed.title || say('works.untitled'), props)}
${flash(props.said)}
${props.hiddenAt !== null && html`<p class="advice">${say('desk.hidden.work', { day: day(props.hiddenAt) })}</p>`}
${props.advice && html`<p class="advice">${props.advice}</p>`}
<div class="button-row">
${props.published ? props.hiddenAt === null && html`<a class="button" href="${urls.work(id)}">${say('desk.view')}</a>` : postButton(urls.deskPublication(id), token, say('desk.publish'), 'button')}
<a class="button button--quiet" href="${urls.deskPreview(id)}">${say('desk.preview')}</a>
<a href="${urls.deskTalk(id)}">${say('desk.talk')}</a>
<a href="${urls.callAnswers(id)}">${say('desk.counts')}</a>
<a href="${urls.deskImages(id)}">${say('desk.images')}</a>
${props.hasOriginal && html`<a href="${urls.deskOriginal(id)}">${say('desk.original')}</a>`}
</div>
<h2>${say('desk.chapters')}</h2>
<ol class="chapter-list">${props.chapters.map((chapter, at) => chapterItem(chapter, at, props))}</ol>
<p><a class="button button--quiet" href="${urls.newChapter(id)}">${say('desk.chapter.new')}</a></p>
<h2>${say('desk.front')}</h2>
<form class="form" method="post" action="${urls.deskWork(id)}" data-keep-form>
${errorSummary(props.errors)}
${token}
<input type="hidden" name="state" value="${props.state}">
${workFields(props)}
<p class="button-row"><button class="button" type="submit">${say('desk.save')}</button> ${previewButton()}</p>
</form>
${othersPart(props.others)}
<p><a href="${urls.deskDeletion(id)}">${say('desk.delete')}</a></p>
</div>`
}

function othersPart(others: readonly OtherField[]): Html | null {
  if (others.length === 0) return null
  return html`<section class="conflict"><h2>${say('desk.conflict.saved')}</h2><dl>${others.map(
    ({ label, text }) =>
      html`<div class="conflict__field"><dt>${label}</dt><dd dir="auto">${text || say('desk.conflict.empty')}</dd></div>`,
  )}</dl></section>`
}

function chapterItem(
  chapter: DeskChapterLine,
  at: number,
  { token, published, chapters }: WorkPageProps,
): Html {
  const number = at + 1
  const draft = chapter.publishedAt === null
  return html`<li class="chapter-list__item"><a dir="auto" href="${urls.deskChapter(chapter.id)}">${chapter.title || say('desk.chapter', { number })}</a>
<span class="chapter-list__facts">${say('works.words', { count: chapter.words })}${draft && html` · ${say('desk.chapter.draft')}`}</span>
<span class="chapter-list__acts">
${at > 0 && moveButton(chapter.id, token, 'up', say('desk.chapter.up'))}
${number < chapters.length && moveButton(chapter.id, token, 'down', say('desk.chapter.down'))}
${draft && published && postButton(urls.deskChapterPublication(chapter.id), token, say('desk.chapter.publish'))}
<a href="${urls.deskRevisions(chapter.id)}">${say('desk.revisions')}</a>
${postButton(urls.deskChapterDeletion(chapter.id), token, say('desk.chapter.delete'))}
</span></li>`
}

function moveButton(id: string, token: Html, to: 'up' | 'down', label: string): Html {
  return html`<form class="inline-form" method="post" action="${urls.deskChapterMove(id)}">${token}<input type="hidden" name="to" value="${to}"><button class="link-button" type="submit">${label}</button></form>`
}

/** A chapter's form: new or there already. In a conflict the other version stands below, and saving again keeps this one. */
export function chapterPage(
  props: Tokened &
    Previewed & {
      heading: string
      back: Url
      action: Url
      revision: number | null
      typed: TypedChapter
      errors: FieldErrors
      said: string | null
      other: { title: string; body: Prose } | null
    },
): Html {
  return html`<div class="column">
<p><a href="${props.back}">${say('desk.chapters')}</a></p>
${heading(props.heading, props)}
${flash(props.said)}
<form class="form" method="post" action="${props.action}" data-keep-form>
${errorSummary(props.errors)}
${props.token}
${props.revision !== null && html`<input type="hidden" name="revision" value="${props.revision}">`}
${chapterFields(props.typed, props.errors)}
<p class="button-row"><button class="button" type="submit">${say('desk.save')}</button> ${previewButton()}</p>
</form>
${props.other && html`<section><h2>${say('desk.chapter.other')}</h2><p dir="auto">${props.other.title}</p><div class="prose" dir="auto">${showProse(props.other.body)}</div></section>`}
</div>`
}

/** What deleting means, and the title to type. */
export function deletePage(
  props: Tokened & { id: string; title: string; errors: FieldErrors; typed: string },
): Html {
  return html`<div class="column">
<h1>${say('desk.delete')}</h1>
<p>${say('desk.delete.say', { days: daysInBin })}</p>
<form class="form" method="post" action="${urls.deskDeletion(props.id)}">
${errorSummary(props.errors)}
${props.token}
${textField({ name: 'title', label: say('desk.delete.title', { title: props.title || say('works.untitled') }), value: props.typed, errors: props.errors, required: true })}
<p class="button-row"><button class="button button--danger" type="submit">${say('desk.delete')}</button> <a href="${urls.deskWork(props.id)}">${say('desk.edit')}</a></p>
</form>
</div>`
}

/** What is in the bin: works, and chapters of works that are not. */
export function binPage(
  props: Tokened & {
    works: readonly DeskLine[]
    chapters: readonly { id: string; title: string; workTitle: string; deletedAt: string }[]
    until: (deletedAt: string) => string
  },
): Html {
  const empty = props.works.length === 0 && props.chapters.length === 0
  return html`<div class="column">
<p><a href="${urls.desk()}">${say('desk.heading')}</a></p>
<h1>${say('desk.bin')}</h1>
<p>${say('desk.bin.say', { days: daysInBin })}</p>
${empty && html`<p class="empty">${say('desk.bin.empty')}</p>`}
<ul class="desk-list">
${props.works.map(
  (work) =>
    html`<li class="desk-list__item"><span dir="auto">${work.title || say('works.untitled')}</span> <span class="desk-list__facts">${say('desk.bin.until', { day: props.until(work.deletedAt ?? '') })}</span> ${postButton(urls.deskRestoration(work.id), props.token, say('desk.restore'))}</li>`,
)}
${props.chapters.map(
  (chapter) =>
    html`<li class="desk-list__item"><span dir="auto">${chapter.workTitle}: ${chapter.title || say('desk.chapters')}</span> <span class="desk-list__facts">${say('desk.bin.until', { day: props.until(chapter.deletedAt) })}</span> ${postButton(urls.deskChapterRestoration(chapter.id), props.token, say('desk.restore'))}</li>`,
)}
</ul>
</div>`
}

/** The kept revisions of a chapter. */
export function revisionsPage(props: {
  chapter: { id: string; title: string; revision: number }
  back: Url
  revisions: readonly { number: number; words: number; createdAt: string }[]
}): Html {
  return html`<div class="column">
<p><a href="${props.back}">${say('desk.chapters')}</a></p>
<h1>${say('desk.revisions')}</h1>
<p dir="auto">${props.chapter.title}</p>
<ul class="desk-list">${props.revisions.map(
    ({ number, words, createdAt }) =>
      html`<li class="desk-list__item"><a href="${urls.deskRevision(props.chapter.id, number)}">${say('desk.revision', { number })}</a> <span class="desk-list__facts">${say('works.words', { count: words })} · ${createdAt.slice(0, 16).replace('T', ' ')} UTC${number === props.chapter.revision && html` · ${say('desk.revision.present')}`}</span></li>`,
  )}</ul>
</div>`
}

export function revisionPage(
  props: Tokened & {
    chapterId: string
    present: boolean
    revision: { number: number; title: string; noteBefore: Prose; noteAfter: Prose; body: Prose }
  },
): Html {
  const { revision } = props
  return html`<div class="column">
<p><a href="${urls.deskRevisions(props.chapterId)}">${say('desk.revisions')}</a></p>
<h1>${say('desk.revision', { number: revision.number })}</h1>
${!props.present && postButton(urls.deskRevision(props.chapterId, revision.number), props.token, say('desk.revision.restore'), 'button')}
${revision.title && html`<h2 dir="auto">${revision.title}</h2>`}
${revision.noteBefore && html`<div class="prose prose--small" dir="auto">${showProse(revision.noteBefore)}</div>`}
<div class="prose" dir="auto">${showProse(revision.body)}</div>
${revision.noteAfter && html`<div class="prose prose--small" dir="auto">${showProse(revision.noteAfter)}</div>`}
</div>`
}
