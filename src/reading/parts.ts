import { type Html, html } from '#html.ts'
import { fileNameOf } from '#files-out/file-name.ts'
import { maskLanguage } from '#prose/mask.ts'
import type { Prose } from '#prose/prose.ts'
import { showProse } from '#prose/show.ts'
import type { Reading } from '#policy/reading.ts'
import { type Url, urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import { advisoryWords, bylinePart, categoryFact, ratingPart, warningsPart } from '#works/parts.ts'
import {
  type Chapter,
  type ChapterLine,
  type FrontMatter,
  type Warning,
  warningsFrom,
} from '#works/work.ts'

/** The number that readers know a chapter by. */
export type NumberOf = (chapter: ChapterLine['id']) => number | null

/** A chapter as readers call it. */
export function chapterName({ number, title }: Pick<ChapterLine, 'number' | 'title'>): string {
  return title
    ? say('reading.chapter.titled', { number, title })
    : say('reading.chapter', { number })
}

/** Rating, warnings, advisory and summary, before a text that is not the first chapter. */
export function briefFrontMatter(front: FrontMatter, numberOf: NumberOf): Html {
  return html`<article class="front front--brief">
<header class="front__head">
<h1 class="front__title" dir="auto" lang="${front.language}"><a href="${urls.work(front.id)}">${front.title}</a></h1>
<p class="front__byline">${say('works.by')} ${bylinePart(front.byline)}</p>
</header>
<dl class="front__facts">
<div class="front__fact front__rating"><dt>${say('works.rating')}</dt><dd>${ratingPart(front.rating)}</dd></div>
<div class="front__fact front__warnings"><dt>${say('works.warnings')}</dt><dd>${warningsPart(front, numberOf)}</dd></div>
<div class="front__fact"><dt>${say('works.advisory')}</dt><dd>${advisoryWords(front.advisory)}</dd></div>
${categoryFact(front)}
</dl>
${front.summary && html`<details class="front__section"><summary>${say('works.summary')}</summary><div class="prose prose--small" dir="auto" lang="${front.language}">${showProse(front.summary)}</div></details>`}
<p class="front__more"><a href="${urls.work(front.id)}">${say('reading.frontFirst')}</a></p>
</article>`
}

/** The table of chapters; none for a work of one chapter. */
export function contentsPart(
  front: FrontMatter,
  chapters: readonly ChapterLine[],
  here: number | null,
): Html | null {
  if (chapters.length < 2) return null
  return html`<nav class="contents" aria-label="${say('reading.contents')}"><details${chapters.length <= 12 && here === 1 && html` open`}>
<summary>${say('reading.contents')} (${chapters.length})</summary>
<ol class="contents__list">${chapters.map(
    (chapter) =>
      html`<li><a dir="auto" lang="${front.language}" href="${chapter.number === 1 ? urls.work(front.id) : urls.chapter(front.id, chapter.number)}"${chapter.number === here && html` aria-current="page"`}>${chapter.title || say('reading.chapter', { number: chapter.number })}</a> <span class="contents__words">${say('works.words', { count: chapter.words })}</span></li>`,
  )}</ol>
<p><a href="${urls.entire(front.id)}">${say('reading.entire')}</a></p>
</details></nav>`
}

/** What begins with this chapter, told again at its head. A spoiler stays folded. */
function warningsHere(warnings: readonly Warning[]): Html | null {
  if (warnings.length === 0) return null
  return html`<aside class="warnings-here" aria-label="${say('works.warnings.here')}"><p class="warnings-here__say">${say('works.warnings.here')}</p>${warningsPart({ warningAnswer: 'listed', warnings: [...warnings] }, () => null)}</aside>`
}

/** Ways to take a work along, or one of its chapters. */
export function downloadPart(front: FrontMatter, chapter: number | null): Html {
  const link = (format: 'epub' | 'html' | 'txt') => {
    const name = fileNameOf(front, format, chapter)
    const to =
      chapter === null
        ? urls.download(front.id, name)
        : urls.downloadChapter(front.id, chapter, name)
    return html`<a href="${to}">${format.toUpperCase()}</a>`
  }
  return html`<p class="entire-part">${say(chapter === null ? 'reading.download' : 'reading.download.chapter')}: ${link('epub')} · ${link('html')} · ${link('txt')}</p>`
}

/** One chapter: what is said before it, its text as this reader wants it, what is said after it. */
export function chapterPart(
  front: FrontMatter,
  chapter: Chapter,
  reading: Reading,
  { only }: { only: boolean },
): Html {
  const show = (text: Prose) => showProse(maskLanguage(text, front.language, new Set(reading.mask)))
  const { language } = front
  return html`<article class="chapter" id="chapter-${chapter.number}">
${
  (!only || chapter.title) &&
  html`<header class="chapter__head"><h2 class="chapter__title" dir="auto" lang="${language}">${only ? chapter.title : chapterName(chapter)}</h2>
${!only && html`<p class="chapter__facts">${say('works.words', { count: chapter.words })} · ${say('reading.advisory.here', { found: advisoryWords(chapter.advisory) })}</p>`}</header>`
}
${warningsHere(warningsFrom(front.warnings, chapter.id))}
${chapter.noteBefore && html`<section class="chapter__note"><h3>${say('reading.chapterNote')}</h3><div class="prose prose--small" dir="auto">${show(chapter.noteBefore)}</div></section>`}
<div class="prose chapter__text" dir="auto" lang="${language}">
${show(chapter.body)}
</div>
${chapter.noteAfter && html`<section class="chapter__note"><h3>${say('reading.chapterNoteAfter')}</h3><div class="prose prose--small" dir="auto">${show(chapter.noteAfter)}</div></section>`}
</article>`
}

/** The author's last word, after the newest chapter. */
export function noteAfterPart(front: FrontMatter, reading: Reading): Html | null {
  if (!front.noteAfter) return null
  const note = maskLanguage(front.noteAfter, front.language, new Set(reading.mask))
  return html`<section class="chapter__note chapter__note--work"><h2>${say('works.noteAfter')}</h2><div class="prose prose--small" dir="auto">${showProse(note)}</div></section>`
}

/** To the chapter before and the one after; the arrow keys do the same. */
export function chapterNav(props: {
  previous: Url | null
  next: Url | null
  entire: Url | null
}): Html | null {
  const { previous, next, entire } = props
  if (!previous && !next) return null
  return html`<nav class="chapter-nav" aria-label="${say('reading.nav')}">
${previous && html`<a class="chapter-nav__link chapter-nav__link--previous" rel="prev" href="${previous}">${say('reading.previous')}</a>`}
${entire && html`<a class="chapter-nav__link" href="${entire}">${say('reading.entire')}</a>`}
${next && html`<a class="chapter-nav__link chapter-nav__link--next" rel="next" href="${next}">${say('reading.next')}</a>`}
</nav>`
}
