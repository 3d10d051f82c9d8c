import type { Facet, TermKind } from '#catalogue/catalogue.ts'
import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'
import { checkBox, selectField } from '#web/form-parts.ts'
import { suggesting } from '#web/suggesting.ts'
import { say } from '#web/messages/say.ts'
import { type Filter, kindWords, namedKinds, withTerm } from './filter.ts'
import { formatFilter, type Missing, type Typed } from './filter-url.ts'
import { address, kindName, nameOf } from './parts.ts'
import type { Names } from './reads.ts'

const sorts = [
  'relevance',
  'updated',
  'published',
  'words',
  'kudos',
  'comments',
  'kudos-per-reader',
  'title',
  'random',
] as const

/** What can be asked for beyond a click: names, numbers, days, order. Sent with GET: its address is the filter. */
export function filterForm(
  filter: Filter,
  missing: readonly Missing[],
  facets: readonly Facet[],
  names: Names,
): Html {
  const words = new Map<TermKind, string>(kindWords)
  return html`<form class="filter-form" method="get" action="${urls.works()}">
${filter.text && html`<input type="hidden" name="q" value="${filter.text}">`}
${filter.include.map(({ kind, key }) => html`<input type="hidden" name="${words.get(kind) ?? ''}" value="${key}">`)}
${filter.exclude.map(({ kind, key }) => html`<input type="hidden" name="-${words.get(kind) ?? ''}" value="${key}">`)}
${selectField({
  name: 'sort',
  label: say('filters.sort'),
  value: filter.sort,
  required: true,
  options: sorts
    .filter((value) => value !== 'relevance' || filter.text)
    .map((value) => ({ value, label: say(`filters.sort.${value}`) })),
})}
${checkBox({ name: 'order', value: 'reversed', label: say('filters.reverse'), checked: filter.reverse })}
${namedKinds.map((kind) => html`${nameField(filter, kind, false, missing)}${nameField(filter, kind, true, missing)}`)}
${(['words', 'kudos', 'comments'] as const).map((name) => rangeFields(name, filter[name].least, filter[name].most, 'text'))}
${(['updated', 'published'] as const).map((name) => rangeFields(name, filter[name].from, filter[name].to, 'date'))}
${(['crossover', 'oneShot'] as const).map((name) =>
  selectField({
    name: name === 'oneShot' ? 'one-shot' : name,
    label: say(`filters.${name}`),
    value: filter[name],
    required: true,
    options: (['any', 'only', 'none'] as const).map((value) => ({
      value,
      label: say(`filters.${name}.${value}`),
    })),
  }),
)}
${checkBox({ name: 'relationships', value: 'one', label: say('filters.onlyRelationship'), checked: filter.onlyRelationship })}
${facets.map(({ kind, terms }) =>
  (namedKinds as readonly TermKind[]).includes(kind)
    ? html`<datalist id="names-${kind}">${terms.map(({ key }) => html`<option value="${nameOf(names, { kind, key })}"></option>`)}</datalist>`
    : null,
)}
<p><button class="button" type="submit">${say('filters.apply')}</button></p>
</form>`
}

/** Words inside works, within all else that was chosen. */
export function searchForm(filter: Filter): Html {
  const sort = filter.sort === 'relevance' ? 'updated' : filter.sort
  const rest = new URLSearchParams(formatFilter({ ...filter, text: '', page: 1, sort }))
  return html`<form class="search-form" role="search" method="get" action="${urls.works()}">
${[...rest].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label class="field__label" for="q">${say('filters.search')}</label>
<div class="search-form__line"><input class="field__input" id="q" name="q" type="search" maxlength="400" autocomplete="off" value="${filter.text}" aria-describedby="q-hint"><button class="button" type="submit">${say('filters.search.do')}</button></div>
<p class="field__hint" id="q-hint">${say('filters.search.hint')}</p>
</form>`
}

/** The id of the field in which names of a kind are typed. */
export function fieldOf({ kind, exclude }: Pick<Typed, 'kind' | 'exclude'>): string {
  const word = kindWords.find(([of]) => of === kind)?.[1] ?? kind
  return `${exclude ? 'without' : 'with'}-${word}`
}

function nameField(
  filter: Filter,
  kind: Typed['kind'],
  isOut: boolean,
  missing: readonly Missing[],
): Html {
  const word = kindWords.find(([of]) => of === kind)?.[1] ?? kind
  const name = `${isOut ? '-' : ''}${word}-name`
  const id = fieldOf({ kind, exclude: isOut })
  const wrong = missing.filter((one) => one.kind === kind && one.exclude === isOut)
  const label = say(isOut ? 'filters.typed.without' : 'filters.typed.with', {
    kind: kindName(kind).toLowerCase(),
  })
  return html`<div class="field${wrong.length > 0 ? ' field--wrong' : ''}">
<label class="field__label" for="${id}">${label}</label>
${wrong.length > 0 && html`<p class="field__error" id="${id}-error">${wrong.map((one) => html`${say('filters.notFound', { name: one.name })} ${nearby(filter, one)}`)}</p>`}
<input class="field__input" id="${id}" name="${name}" type="text"${kind !== 'pen-name' && html` list="names-${kind}" ${suggesting(urls.tagSuggestions(kind, chosenFandoms(filter)))}`} autocomplete="off" maxlength="400" value="${wrong.map((one) => one.name).join(', ')}"${wrong.length > 0 && html` aria-invalid="true" aria-describedby="${id}-error"`}>
</div>`
}

/** What the name may have meant, each a link that chooses it. */
function nearby(filter: Filter, { kind, exclude, near }: Missing): Html | null {
  if (near.length === 0) return null
  const how = exclude ? 'exclude' : 'include'
  return html`${say('filters.near')} ${near.map(({ id, name }, at) => html`${at > 0 && ', '}<a dir="auto" href="${address(withTerm(filter, { kind, key: id }, how))}">${name}</a>`)} `
}

const chosenFandoms = (filter: Filter) =>
  filter.include.filter(({ kind }) => kind === 'fandom').map(({ key }) => key)

function rangeFields(
  name: 'words' | 'kudos' | 'comments' | 'updated' | 'published',
  from: number | string | undefined,
  to: number | string | undefined,
  type: 'text' | 'date',
): Html {
  const field = (end: 'from' | 'to', value: number | string | undefined) =>
    html`<div class="field"><label class="field__label" for="${name}-${end}">${say(`filters.${end}`, { what: say(`filters.${name}`) })}</label>
<input class="field__input" id="${name}-${end}" name="${name}-${end}" type="${type}"${type === 'text' && html` inputmode="numeric"`} autocomplete="off" maxlength="20" value="${value ?? ''}"></div>`
  return html`<div class="filter-form__range">${field('from', from)}${field('to', to)}</div>`
}
