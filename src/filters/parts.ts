import type { Facet, Term, TermKind } from '#catalogue/catalogue.ts'
import { categories } from '#front-matter/categories.ts'
import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import { categoryName, languageName } from '#works/parts.ts'
import { type Filter, sameTerm, withTerm } from './filter.ts'
import { formatFilter, inOrder } from './filter-url.ts'
import { isTagKind, nameKey, type Names } from './reads.ts'

const statuses = ['complete', 'in-progress'] as const
const answers = ['none-apply', 'choose-not-to', 'unanswered'] as const

/** What a term is called on pages. */
export function nameOf(names: Names, term: Term): string {
  const { kind, key } = term
  if (kind === 'language') return languageName(key)
  const category = kind === 'category' && categories.find((code) => code === key)
  if (category) return categoryName(category)
  const status = kind === 'status' && statuses.find((code) => code === key)
  if (status) return say(`filters.status.${status}`)
  const answer = kind === 'warning' && answers.find((code) => code === key)
  if (answer) return say(`filters.warning.${answer}`)
  return names.get(nameKey(term)) ?? say('filters.unknown')
}

/** The address of a filter, in its one spelling. */
export const address = (filter: Filter) => urls.found(formatFilter(inOrder(filter)))

/** What was chosen, each a link that takes it away again. */
export function chosenPart(filter: Filter, names: Names): Html | null {
  const { include, exclude } = filter
  if (include.length + exclude.length === 0) return null
  const chip = (term: Term, how: 'with' | 'without') => {
    const name = nameOf(names, term)
    // A tag's own page tells its family.
    const hasPage = isTagKind(term.kind) && names.has(nameKey(term))
    return html`<li class="chip chip--${how}"><span class="chip__how">${say(`filters.chosen.${how}`)}</span> ${hasPage ? html`<a href="${urls.tag(term.key)}"><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`} <a class="chip__remove" href="${address(withTerm(filter, term, 'neither'))}" aria-label="${say('filters.chosen.remove', { name })}">×</a></li>`
  }
  return html`<section class="chosen" aria-labelledby="chosen"><h2 class="visually-hidden" id="chosen">${say('filters.chosen')}</h2>
<ul class="chips">${include.map((term) => chip(term, 'with'))}${exclude.map((term) => chip(term, 'without'))}<li><a href="${urls.works()}">${say('filters.clear')}</a></li></ul></section>`
}

/** The most used terms of a kind in the result, each to be included or left out by a click. */
export function facetPart(filter: Filter, names: Names, facet: Facet): Html | null {
  const { kind, terms } = facet
  if (terms.length === 0) return null
  return html`<section class="facet"><h3 class="facet__title">${kindName(kind)}</h3>
<ul class="facet__list">${terms.map(({ key, count }) => {
    const term = { kind, key }
    const name = nameOf(names, term)
    const isChosen = filter.include.some((one) => sameTerm(one, term))
    return html`<li class="facet__row">${
      isChosen
        ? html`<strong class="facet__name" dir="auto">${name}</strong>`
        : html`<a class="facet__name" dir="auto" rel="nofollow" href="${address(withTerm(filter, term, 'include'))}">${name}</a>`
    } <span class="facet__count">${count.toLocaleString('en')}</span>${
      !isChosen &&
      html` <a class="facet__out" rel="nofollow" href="${address(withTerm(filter, term, 'exclude'))}">${say('filters.facet.out')}<span class="visually-hidden" dir="auto"> ${name}</span></a>`
    }</li>`
  })}</ul></section>`
}

export const kindName = (kind: TermKind) => say(`filters.kind.${kind}`)
