import { type Html, html } from '#html.ts'
import { excerpt } from '#prose/show.ts'
import type { Reading } from '#policy/reading.ts'
import { urls } from '#urls.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import type { Chapter, ChapterLine, FrontMatter } from '#works/work.ts'
import {
  briefFrontMatter,
  chapterName,
  chapterNav,
  chapterPart,
  contentsPart,
  downloadPart,
  noteAfterPart,
  type NumberOf,
} from './parts.ts'

export type Known = {
  front: FrontMatter
  chapters: readonly ChapterLine[]
  numberOf: NumberOf
  /** The front matter, whole. */
  card: Html
}

const feedOf = (front: FrontMatter) => ({ title: front.title, url: urls.workFeed(front.id) })

/** What search engines and previews may say of a work: rating and warnings first here too. */
function descriptionOf(front: FrontMatter): string {
  const by = front.byline.map(({ name }) => name).join(', ')
  const summary = excerpt(front.summary, 150)
  return `${front.rating.name}. ${by}.${summary ? ` ${summary}` : ''}`
}

/** One chapter behind its front matter: the whole card before the first, its heart before each other one. */
export function chapterPage(
  { front, chapters, numberOf, card }: Known,
  chapter: Chapter,
  reading: Reading,
  below: { talk: Html; isOwn: boolean },
): Page {
  const { number } = chapter
  const isFirst = number === 1
  const isLast = number === chapters.length
  const address = (to: number) => (to === 1 ? urls.work(front.id) : urls.chapter(front.id, to))
  const previous = isFirst ? null : address(number - 1)
  const next = isLast ? null : address(number + 1)
  const only = chapters.length === 1
  const title = isFirst ? front.title : `${chapterName(chapter)} · ${front.title}`
  return {
    title,
    kind: isFirst ? 'work' : 'chapter',
    description: descriptionOf(front),
    feed: feedOf(front),
    previous: previous ?? undefined,
    next: next ?? undefined,
    body: html`${isFirst ? card : briefFrontMatter(front, numberOf)}
${below.isOwn && html`<p class="own-work"><a href="${urls.deskWork(front.id)}">${say('reading.desk')}</a></p>`}
${contentsPart(front, chapters, number)}
${chapterPart(front, chapter, reading, { only })}
${isLast && noteAfterPart(front, reading)}
${downloadPart(front, null)}
${!only && downloadPart(front, number)}
${chapterNav({ previous, next, entire: null })}
${below.talk}`,
  }
}

/** As much of a work as one page holds, from one chapter on. */
export function entirePage(
  { front, chapters, numberOf, card }: Known,
  shown: readonly Chapter[],
  reading: Reading,
  below: { taps: Html; isOwn: boolean },
): Page {
  const first = shown[0]?.number ?? 1
  const last = shown.at(-1)?.number ?? first
  const total = chapters.length
  const whole = first === 1 && last === total
  const more = last < total ? urls.entire(front.id, last + 1) : null
  return {
    title: whole
      ? front.title
      : `${front.title} · ${say('reading.entire.part', { from: first, to: last, total })}`,
    kind: 'chapter',
    description: descriptionOf(front),
    feed: feedOf(front),
    next: more ?? undefined,
    body: html`${first === 1 ? card : briefFrontMatter(front, numberOf)}
${!whole && html`<p class="entire-part">${say('reading.entire.part', { from: first, to: last, total })}</p>`}
${total > 1 && html`<p class="entire-part"><a href="${urls.work(front.id)}">${say('reading.byChapter')}</a></p>`}
${shown.map((chapter) => chapterPart(front, chapter, reading, { only: total === 1 }))}
${!more && noteAfterPart(front, reading)}
${downloadPart(front, null)}
${more && html`<nav class="chapter-nav" aria-label="${say('reading.nav')}"><a class="chapter-nav__link chapter-nav__link--next" rel="next" href="${more}">${say('reading.entire.more', { number: last + 1 })}</a></nav>`}
${
  !more &&
  html`<section class="talk" id="talk" aria-labelledby="talk-heading">
${below.taps}
<h2 id="talk-heading">${say('reading.talk')}</h2>
<p>${say('reading.talk.entire')} <a href="${urls.chapter(front.id, total)}#talk">${say('reading.talk.go', { number: total })}</a></p>
</section>`
}`,
  }
}

/** The page of its own before a work above the reader's comfort: its front matter, and the question. */
export function thresholdPage(
  { front, card }: Pick<Known, 'front' | 'card'>,
  props: { token: Html; back: string; here: string; signedIn: boolean },
): Page {
  return {
    title: front.title,
    kind: 'threshold',
    description: descriptionOf(front),
    feed: feedOf(front),
    body: html`${card}
<section class="threshold" aria-labelledby="threshold-heading">
<h2 id="threshold-heading">${say('reading.threshold.heading')}</h2>
<p>${say('reading.threshold.say', { rating: front.rating.name })}</p>
<form class="threshold__form" method="post" action="${urls.openWork(front.id)}">
${props.token}
<input type="hidden" name="back" value="${props.back}">
<button class="button" type="submit">${say('reading.threshold.open')}</button>
<a class="button button--quiet" href="${urls.works()}">${say('reading.threshold.back')}</a>
</form>
<p class="threshold__hint">${say(props.signedIn ? 'reading.threshold.remember.account' : 'reading.threshold.remember')} <a href="${urls.reading(props.here)}">${say('reading.threshold.change')}</a></p>
</section>`,
  }
}
