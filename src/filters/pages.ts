import type { Answer } from '#catalogue/catalogue.ts'
import { type Html, html } from '#html.ts'
import { isAboveComfort } from '#policy/comfort.ts'
import type { Reading } from '#policy/reading.ts'
import { urls } from '#urls.ts'
import { parseQuery } from '#texts/parse-query.ts'
import type { Page } from '#web/layout.ts'
import { errorSummary } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { workListItem } from '#works/parts.ts'
import type { FrontMatter } from '#works/work.ts'
import { type Filter, worksOnPage } from './filter.ts'
import { formatFilter, type Parsed, type Missing } from './filter-url.ts'
import type { Found } from './find.ts'
import { fieldOf, filterForm, searchForm } from './form.ts'
import { address, chosenPart, facetPart, nameOf } from './parts.ts'
import type { Names } from './reads.ts'
import { allShownPart } from './left-out.ts'
import { browserForms } from './browser-parts.ts'
import { saveForm } from './saved-pages.ts'

export type FoundProps = {
  filter: Filter
  names: Names
  answer: Answer
  works: readonly FrontMatter[]
  reading: Reading
  /** Names that were typed and that nothing here has. */
  missing: readonly Missing[]
  problems: Parsed['problems']
  words: Found['words']
  /** What was left out of the list, in words. */
  leftOut: Html | null
  /** Whether anything would be left out, were not everything shown this once. */
  canHide: boolean
  token: Html
  account: boolean
  /** What is always on in a stranger's browser. */
  inBrowser: string
  excerpts: ReadonlyMap<string, Html>
}

/** Works that a filter finds, with what they have in common beside them. */
export function foundPage(props: FoundProps): Page {
  const { filter, names, answer, works, reading } = props
  const heading = headingOf(filter, names)
  const query = formatFilter(filter, { page: false })
  return {
    title: heading,
    kind: 'found',
    hidden: query !== '' && !isPlain(filter),
    feed: { title: heading, url: urls.foundFeed(query) },
    body: html`<h1 dir="auto">${heading}</h1>
${errorSummary(Object.fromEntries(props.missing.map((one) => [fieldOf(one), say('filters.notFound', { name: one.name })])))}
${searchForm(filter)}
${wordsPart(props)}
${chosenPart(filter, names)}
${props.problems.length > 0 && html`<p class="notice">${say('filters.problems', { names: props.problems.map(({ name }) => name).join(', ') })}</p>`}
${answer.exact.count !== 'exact' && html`<p class="notice" role="status">${say('filters.building')}</p>`}
<div class="found">
<section class="found__works" aria-labelledby="count">
<h2 class="found__count" id="count">${countWords(answer)}${placeWords(filter, answer)}</h2>
${props.leftOut}
${filter.all && props.canHide && allShownPart(address({ ...filter, all: false, page: 1 }))}
<p class="found__jump"><a href="#filter">${say('filters.refine')}</a></p>
${
  works.length === 0
    ? html`<p class="empty">${say(query === '' ? 'filters.none.all' : 'filters.none')}</p>${query !== '' && html`<p><a href="${urls.works()}">${say('filters.all')}</a></p>`}`
    : html`<ul class="work-list">${works.map((work) =>
        workListItem(work, {
          fold: reading.listing === 'fold' && isAboveComfort(reading, work.rating.code),
          level: 3,
          more: props.excerpts.get(work.id),
        }),
      )}</ul>`
}
${pagesPart(filter, answer)}
</section>
<aside class="found__filter" id="filter" aria-labelledby="refine">
<h2 id="refine">${say('filters.refine')}</h2>
${answer.facets.map((facet) => facetPart(filter, names, facet))}
<details class="found__more"${props.missing.length > 0 && html` open`}><summary>${say('filters.more')}</summary>${filterForm(filter, props.missing, answer.facets, names)}</details>
${props.account ? query !== '' && saveForm(query, props.token) : browserForms(query, props.inBrowser, props.token)}
<p class="found__more"><a href="${urls.foundFeed(query)}">${say('filters.feed')}</a></p>
</aside>
</div>`,
  }
}

/** What of the words could not be read, and whether every work was looked into. */
function wordsPart({ filter, words }: FoundProps): Html | null {
  const problems = filter.text ? parseQuery(filter.text).problems : []
  if (problems.length === 0 && words !== 'partly' && words !== 'failed') return null
  return html`<ul class="notice">
${problems.map(({ kind, part }) => html`<li>${say(`filters.words.${kind}`, { part })}</li>`)}
${words === 'partly' && html`<li>${say('filters.words.partly')}</li>`}
${words === 'failed' && html`<li>${say('filters.words.failed')}</li>`}
</ul>`
}

/** One tag, or nothing, is a page that search engines may know; anything more is one of too many. */
function isPlain(filter: Filter): boolean {
  return (
    filter.include.length === 1 &&
    formatFilter(filter) === formatFilter({ ...filter, exclude: [], page: 1 }) &&
    formatFilter(filter).split('&').length === 1
  )
}

function headingOf(filter: Filter, names: Names): string {
  const [one] = filter.include
  if (!one) return say('filters.title')
  const fandom = filter.include.find(({ kind }) => kind === 'fandom')
  return fandom
    ? say('filters.title.in', { name: nameOf(names, fandom) })
    : say('filters.title.tagged', { name: nameOf(names, one) })
}

function countWords({ count, exact }: Answer): string {
  return say(exact.count === 'exact' ? 'filters.count' : 'filters.count.some', { count })
}

function placeWords(filter: Filter, { count, works }: Answer): Html | null {
  if (works.length === 0 || count <= worksOnPage) return null
  const first = (filter.page - 1) * worksOnPage + 1
  return html`<span class="found__place">, ${say('filters.place', { first, last: first + works.length - 1 })}</span>`
}

/** Any page is as near as the next one. */
function pagesPart(filter: Filter, { count, works }: Answer): Html | null {
  const pages = Math.ceil(count / worksOnPage)
  if (pages <= 1 && filter.page === 1) return null
  const link = (page: number, words: string, rel?: 'prev' | 'next') =>
    html`<a class="key-pages__link"${rel && html` rel="${rel}"`} href="${address({ ...filter, page })}">${words}</a>`
  return html`<nav class="key-pages found__pages" aria-label="${say('filters.pages')}">
${filter.page > 1 && html`${link(1, say('filters.first'))}${works.length > 0 && link(filter.page - 1, say('filters.previous'), 'prev')}`}
<span>${say('filters.page', { page: filter.page, pages: Math.max(1, pages) })}</span>
${filter.page < pages && html`${link(filter.page + 1, say('filters.next'), 'next')}${link(pages, say('filters.last'))}`}
</nav>`
}
