import type { Category } from '#front-matter/categories.ts'
import { type Html, html, join } from '#html.ts'
import { showProse } from '#prose/show.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import type { ChapterId } from '#shared/ids.ts'
import {
  type Byline,
  type FrontMatter,
  type LanguageAdvisory,
  type Rating,
  type Tag,
  tagKinds,
  type Warning,
} from './work.ts'

/** The pen names that a work is by. */
export function bylinePart(byline: readonly Byline[]): Html {
  return join(
    byline.map(
      ({ id, name }) => html`<a rel="author" dir="auto" href="${urls.penName(id)}">${name}</a>`,
    ),
    ', ',
  )
}

/** The rating's step, and what it means in a sentence. */
export function ratingPart(rating: Rating, source: string | null = null): Html {
  if (source && saysNoMore(rating, source)) return ratingPart(rating)
  return html`<span class="rating-badge rating-badge--${rating.code}">${rating.name}</span> <span class="front__rating-sentence">${rating.sentence}</span>${source && html` <span class="front__source" dir="auto">${say('works.rating.source', { source })}</span>`}`
}

/** Whether the author's own word for the rating is the step itself. */
function saysNoMore(rating: Rating, source: string): boolean {
  const step = [rating.code.toLowerCase(), rating.name.toLowerCase()]
  return source.split(';').every((word) => step.includes(word.trim().toLowerCase()))
}

/** What the author said about warnings, in words: one of three explicit answers, never silence. */
export function warningsPart(
  front: Pick<FrontMatter, 'warningAnswer' | 'warnings'>,
  numberOf?: (chapter: ChapterId) => number | null,
): Html {
  if (front.warningAnswer === 'none-apply') return html`<p>${say('works.warnings.none')}</p>`
  if (front.warningAnswer === 'choose-not-to')
    return html`<p>${say('works.warnings.chooseNot')}</p>`
  if (front.warnings.length === 0) return html`<p>${say('works.warnings.unanswered')}</p>`
  const open = front.warnings.filter(({ spoiler }) => !spoiler)
  const folded = front.warnings.filter(({ spoiler }) => spoiler)
  return html`${open.length > 0 && list(open, numberOf)}
${folded.length > 0 && html`<details class="spoiler"><summary>${say('works.warnings.spoilers', { count: folded.length })}</summary>${list(folded, numberOf)}</details>`}`
}

function list(
  warnings: readonly Warning[],
  numberOf?: (chapter: ChapterId) => number | null,
): Html {
  return html`<ul class="warnings">${warnings.map(({ words, fromChapter, fromNumber }) => {
    const number = numberOf && fromChapter ? numberOf(fromChapter) : fromNumber
    return html`<li class="warning" dir="auto">${words}${number ? html` <span class="warning__from">${say('works.warnings.from', { number })}</span>` : null}</li>`
  })}</ul>`
}

/** How much strong language the text holds, in words, honest where no word list covers the language. */
export function advisoryWords(advisory: LanguageAdvisory): string {
  if (!advisory.covered) return say('works.advisory.notCovered')
  const { mild, strong, slurs } = advisory
  if (mild + strong + slurs === 0) return say('works.advisory.none')
  const parts = [
    strong > 0 ? say('works.advisory.strong', { count: strong }) : '',
    mild > 0 ? say('works.advisory.mild', { count: mild }) : '',
    slurs > 0 ? say('works.advisory.slurs', { count: slurs }) : '',
  ]
  return parts.filter(Boolean).join(', ')
}

/** What a category is called. */
export const categoryName = (code: Category): string => say(`works.category.${code}`)

/** A work's categories among its facts; nothing where its author named none. */
export function categoryFact({ categories }: Pick<FrontMatter, 'categories'>): Html | null {
  if (categories.length === 0) return null
  return html`<div class="front__fact"><dt>${say('works.categories', { count: categories.length })}</dt><dd>${categoryLinks(categories)}</dd></div>`
}

function categoryLinks(categories: readonly Category[]): Html {
  return join(
    categories.map(
      (code) => html`<a href="${urls.works({ category: code })}">${categoryName(code)}</a>`,
    ),
    ', ',
  )
}

/** Everything that stands before the text, whole. The title is the page's first heading. */
export function frontMatterCard(
  front: FrontMatter,
  numberOf?: (chapter: ChapterId) => number | null,
): Html {
  const fandoms = front.tags.filter(({ kind }) => kind === 'fandom')
  return html`<article class="front">
<header class="front__head">
<h1 class="front__title" dir="auto" lang="${front.language}">${front.title || say('works.untitled')}</h1>
<p class="front__byline">${say('works.by')} ${bylinePart(front.byline)}</p>
</header>
<dl class="front__facts">
${fandoms.length > 0 && html`<div class="front__fact"><dt>${say('works.fandoms', { count: fandoms.length })}</dt><dd>${tagList(fandoms)}</dd></div>`}
<div class="front__fact front__rating"><dt>${say('works.rating')}</dt><dd>${ratingPart(front.rating, front.ratingSource)}</dd></div>
<div class="front__fact front__warnings"><dt>${say('works.warnings')}</dt><dd>${warningsPart(front, numberOf)}</dd></div>
<div class="front__fact"><dt>${say('works.advisory')}</dt><dd>${advisoryWords(front.advisory)}</dd></div>
${categoryFact(front)}
</dl>
${front.summary && html`<section class="front__section front__summary"><h2>${say('works.summary')}</h2><div class="prose prose--small" dir="auto" lang="${front.language}">${showProse(front.summary)}</div></section>`}
${front.noteBefore && html`<section class="front__section front__note"><h2>${say('works.note')}</h2><div class="prose prose--small" dir="auto">${showProse(front.noteBefore)}</div></section>`}
${front.disclaimer && html`<section class="front__section front__disclaimer"><h2>${say('works.disclaimer')}</h2><div class="prose prose--small" dir="auto">${showProse(front.disclaimer)}</div></section>`}
<dl class="front__facts front__facts--small">
${tagKinds.slice(1).map((kind) => {
  const tags = front.tags.filter((tag) => tag.kind === kind)
  return tags.length > 0
    ? html`<div class="front__fact"><dt>${say(`works.tags.${kind}`, { count: tags.length })}</dt><dd>${tagList(tags)}</dd></div>`
    : null
})}
<div class="front__fact"><dt>${say('works.length')}</dt><dd>${numbersOf(front)}</dd></div>
<div class="front__fact"><dt>${say('works.dates')}</dt><dd>${datesOf(front)}</dd></div>
</dl>
</article>`
}

function tagList(tags: readonly Tag[]): Html {
  return html`<ul class="tags">${tags.map((tag) => html`<li class="tag tag--${tag.kind}"><a dir="auto" href="${urls.works({ [tag.kind]: tag.id })}">${tag.name}</a></li>`)}</ul>`
}

function numbersOf(front: FrontMatter): Html {
  const planned = front.status === 'complete' ? front.chapters : (front.plannedChapters ?? '?')
  return html`${say('works.words', { count: front.words })} · ${say('works.chapters', { count: front.chapters, planned })} · ${say(front.status === 'complete' ? 'works.complete' : 'works.inProgress')} · <span lang="${front.language}">${languageName(front.language)}</span>`
}

function datesOf(front: FrontMatter): Html {
  if (front.publishedAt === null) return html`${say('works.draft')}`
  const first = day(front.publishedAt)
  const last = day(front.updatedAt)
  return html`${say('works.published')} <time datetime="${first}">${first}</time>${last !== first && html` · ${say('works.updated')} <time datetime="${last}">${last}</time>`}`
}

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

const named = new Map<string, string>()
const mostNamed = 500

/** A language in words; its tag where it has none. */
export function languageName(tag: string): string {
  const known = named.get(tag)
  if (known !== undefined) return known
  const name = askForName(tag)
  if (named.size >= mostNamed) named.clear()
  named.set(tag, name)
  return name
}

function askForName(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** A work in a list: rating, warnings, advisory and summary before anything else can be opened. Folded: the head alone. */
export function workListItem(
  front: FrontMatter,
  { fold, level = 3, more }: { fold: boolean; level?: 2 | 3; more?: Html | undefined },
): Html {
  const title = html`<a dir="auto" lang="${front.language}" href="${urls.work(front.id)}">${front.title || say('works.untitled')}</a>`
  const head = html`${level === 2 ? html`<h2 class="work-item__title">${title}</h2>` : html`<h3 class="work-item__title">${title}</h3>`}
<p class="work-item__byline">${say('works.by')} ${bylinePart(front.byline)}</p>
<p class="work-item__rating"><span class="rating-badge rating-badge--${front.rating.code}">${front.rating.name}</span> <span class="front__rating-sentence">${front.rating.sentence}</span></p>
<div class="work-item__warnings"><span class="visually-hidden">${say('works.warnings')}: </span>${warningsPart(front)}</div>
<p class="work-item__advisory">${front.categories.length > 0 && html`<span class="visually-hidden">${say('works.categories', { count: front.categories.length })}: </span>${categoryLinks(front.categories)} · `}${advisoryWords(front.advisory)}</p>`
  const rest = html`${front.summary && html`<div class="work-item__summary prose prose--small" dir="auto" lang="${front.language}">${showProse(front.summary)}</div>`}
${front.tags.length > 0 && tagList(front.tags)}
${more}
<p class="work-item__numbers">${numbersOf(front)} · ${datesOf(front)}</p>`
  return html`<li class="work-item${fold ? ' work-item--folded' : ''}">${head}
${fold ? html`<details><summary>${say('works.folded', { rating: front.rating.name })}</summary>${rest}</details>` : rest}</li>`
}
