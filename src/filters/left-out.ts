import { type Html, html } from '#html.ts'
import type { Actor } from '#policy/actor.ts'
import { type Url, urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import { type AlwaysOn, onlyOut } from './always.ts'
import { formatFilter, parseFilter } from './filter-url.ts'
import type { LeftOut } from './find.ts'
import { nameOf } from './parts.ts'
import type { Names } from './reads.ts'

/** The same page with nothing left out. */
function withAll(here: Url): Url {
  const [path = '', search = ''] = here.split('?')
  if (path !== urls.works()) return (search ? `${here}&show=all` : `${here}?show=all`) as Url
  const { filter } = parseFilter(new URLSearchParams(search))
  return urls.found(formatFilter({ ...filter, page: 1, all: true }))
}

/** What a list left out, how many works and why, with the way to see them and to change it; null for nothing. */
export function leftOutPart(
  { comfort, always }: LeftOut,
  names: Names,
  { account, here }: { account: boolean; here: Url },
): Html | null {
  const show = html`<a rel="nofollow" href="${withAll(here)}">${say('filters.show')}</a>`
  const ratings = comfort?.ratings.map((term) => nameOf(names, term)).join(', ') ?? ''
  const filters = always?.filters.map(({ name }) => name).join(', ') ?? ''
  const query = always?.filters[0]?.query ?? ''
  const isTold = (part: { count: number | null } | null) => part !== null && part.count !== 0
  if (!isTold(comfort) && !isTold(always)) return null
  return html`${isTold(comfort) && html`<p class="listing__hidden">${comfort?.count ? say('filters.hidden', { count: comfort.count, ratings }) : say('filters.hidden.some', { ratings })} ${show} · <a href="${urls.reading(here)}">${say('filters.hidden.change')}</a></p>`}
${always && isTold(always) && html`<p class="listing__hidden">${always.count === null ? say('filters.always.some', { names: filters }) : say('filters.always', { count: always.count, names: filters })} ${show} · ${account ? html`<a href="${urls.accountFilters()}">${say('filters.saved')}</a>` : html`<a href="${urls.found(onlyOut(query))}">${say('filters.browser.change')}</a>`}</p>`}`
}

/** Says that nothing is left out this once, with the way back. */
export function allShownPart(back: Url): Html {
  return html`<p class="listing__hidden">${say('filters.shown')} <a href="${back}">${say('filters.shown.not')}</a></p>`
}

/** Whether anything is left out of this reader's lists. */
export function canHide({ reading }: Actor, always: readonly AlwaysOn[]): boolean {
  return (
    (reading.listing === 'hide' && reading.ask.length > 0) ||
    always.some(({ query }) => onlyOut(query) !== '')
  )
}
