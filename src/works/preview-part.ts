import { type Html, html } from '#html.ts'
import type { Reading } from '#policy/reading.ts'
import { maskLanguage } from '#prose/mask.ts'
import type { Prose } from '#prose/prose.ts'
import { showProse } from '#prose/show.ts'
import type { ChapterId } from '#shared/ids.ts'
import { say } from '#web/messages/say.ts'
import { advisoryWords, frontMatterCard, warningsPart } from './parts.ts'
import { type Chapter, type FrontMatter, warningsFrom } from './work.ts'

export type Preview = {
  front: FrontMatter
  chapter: Chapter | null
  /** The work has no other chapter. */
  only: boolean
  isLast: boolean
  numberOf: (chapter: ChapterId) => number | null
}

/**
 * The front matter and a chapter as readers get them: the markup is that of the reading page, and a test compares the
 * two. Who previews sees the text as they read themselves, strong language masked where they want it so.
 */
export function previewPart(preview: Preview, reading: Reading): Html {
  const { front, chapter, isLast, numberOf } = preview
  const mask = new Set(reading.mask)
  const show = (text: Prose) => showProse(maskLanguage(text, front.language, mask))
  return html`${frontMatterCard(front, numberOf)}
${chapter && chapterPart(preview, chapter, show)}
${isLast && front.noteAfter && html`<section class="chapter__note chapter__note--work"><h2>${say('works.noteAfter')}</h2><div class="prose prose--small" dir="auto">${show(front.noteAfter)}</div></section>`}`
}

function chapterPart(
  { front, only }: Preview,
  chapter: Chapter,
  show: (text: Prose) => Html,
): Html {
  const { language } = front
  return html`<article class="chapter" id="chapter-${chapter.number}">
${
  (!only || chapter.title) &&
  html`<header class="chapter__head"><h2 class="chapter__title" dir="auto" lang="${language}">${only ? chapter.title : nameOf(chapter)}</h2>
${!only && html`<p class="chapter__facts">${say('works.words', { count: chapter.words })} · ${say('reading.advisory.here', { found: advisoryWords(chapter.advisory) })}</p>`}</header>`
}
${warningsHere(front, chapter.id)}
${chapter.noteBefore && html`<section class="chapter__note"><h3>${say('reading.chapterNote')}</h3><div class="prose prose--small" dir="auto">${show(chapter.noteBefore)}</div></section>`}
<div class="prose chapter__text" dir="auto" lang="${language}">
${show(chapter.body)}
</div>
${chapter.noteAfter && html`<section class="chapter__note"><h3>${say('reading.chapterNoteAfter')}</h3><div class="prose prose--small" dir="auto">${show(chapter.noteAfter)}</div></section>`}
</article>`
}

function nameOf({ number, title }: Chapter): string {
  return title
    ? say('reading.chapter.titled', { number, title })
    : say('reading.chapter', { number })
}

function warningsHere(front: FrontMatter, chapter: ChapterId): Html | null {
  const warnings = warningsFrom(front.warnings, chapter)
  if (warnings.length === 0) return null
  return html`<aside class="warnings-here" aria-label="${say('works.warnings.here')}"><p class="warnings-here__say">${say('works.warnings.here')}</p>${warningsPart({ warningAnswer: 'listed', warnings }, () => null)}</aside>`
}
