import {
  mostTerms,
  type Range,
  type Sort,
  sorts,
  type Term,
  type TermKind,
} from '#catalogue/catalogue.ts'
import {
  type Days,
  type Filter,
  kindWords,
  type NamedKind,
  namedKinds,
  noFilter,
  sameTerm,
  usualSort,
} from './filter.ts'

/** What somebody typed where an id belongs: a name to be looked up, or several (`namesIn`). */
export type Typed = { readonly kind: NamedKind; readonly exclude: boolean; readonly name: string }

/** A name that nothing here has, and tags whose names are near it. */
export type Missing = Typed & {
  readonly near: readonly { readonly id: string; readonly name: string }[]
}

export type Parsed = {
  readonly filter: Filter
  readonly typed: readonly Typed[]
  /** What could not be read, as it stood in the address. */
  readonly problems: readonly { readonly name: string; readonly value: string }[]
}

/** Several names that were typed in one field. A name may hold a comma itself: whoever looks it up tries it whole first. */
export const namesIn = (typed: string): string[] =>
  typed
    .split(/[,，、]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, mostTerms)

const mostParameters = 300
const longestValue = 400
const mostPage = 100_000
const mostNumber = 4_000_000_000
const kindOf = new Map(kindWords.map(([kind, word]) => [word, kind]))
const idLike = /^[0-9a-z]{1,40}$/
const codeLike = /^[A-Za-z0-9+-]{1,40}$/
const dayLike = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads the filter of an address, or of a form that was sent with GET. Never throws: what can't be read is named in
 * `problems` and left out. Empty parameters are what forms send for fields that nobody filled in.
 */
export function parseFilter(search: URLSearchParams): Parsed {
  const include: Term[] = []
  const exclude: Term[] = []
  const typed: Typed[] = []
  const problems: { name: string; value: string }[] = []
  const rest: { -readonly [Name in keyof Filter]?: Filter[Name] } = {}
  let read = 0
  for (const [name, given] of search) {
    if (++read > mostParameters) break
    const value = given.trim().slice(0, longestValue)
    if (value === '') continue
    const isOut = name.startsWith('-')
    const word = isOut ? name.slice(1) : name
    const kind = kindOf.get(word)
    const named = /^(.+)-name$/.exec(word)?.[1]
    const namedKind = namedKinds.find((one) =>
      kindWords.some(([of, its]) => of === one && its === named),
    )
    if (kind) {
      const term = termOf(kind, value)
      const terms = isOut ? exclude : include
      if (!term) problems.push({ name, value })
      else if (include.length + exclude.length >= mostTerms) problems.push({ name, value })
      else if (!terms.some((one) => sameTerm(one, term))) terms.push(term)
    } else if (namedKind) {
      if (typed.length < mostTerms) typed.push({ kind: namedKind, exclude: isOut, name: value })
    } else if (isOut || !readOther(rest, word, value)) problems.push({ name, value })
  }
  // What is asked for can't be left out too: the later word would make it empty for ever.
  const left = exclude.filter((term) => !include.some((one) => sameTerm(one, term)))
  const text = rest.text ?? ''
  const asked = rest.sort === 'relevance' && !text ? undefined : rest.sort
  const sort = asked ?? usualSort({ text })
  return { filter: { ...noFilter, ...rest, include, exclude: left, sort }, typed, problems }
}

function termOf(kind: TermKind, value: string): Term | null {
  const isNamed = (namedKinds as readonly TermKind[]).includes(kind)
  // What follows the id is for people's eyes.
  const key = isNamed ? (value.split('.', 1)[0] ?? '') : value
  return (isNamed ? idLike : codeLike).test(key) ? { kind, key } : null
}

type Rest = { -readonly [Name in keyof Filter]?: Filter[Name] }

function readOther(rest: Rest, name: string, value: string): boolean {
  switch (name) {
    case 'words':
    case 'kudos':
    case 'comments': {
      const range = readRange(value)
      if (range) rest[name] = range
      return range !== null
    }
    case 'updated':
    case 'published': {
      const days = readDays(value)
      if (days) rest[name] = days
      return days !== null
    }
    case 'words-from':
    case 'words-to':
    case 'kudos-from':
    case 'kudos-to':
    case 'comments-from':
    case 'comments-to': {
      const of = name.split('-', 1)[0] as 'words' | 'kudos' | 'comments'
      const number = readNumber(value)
      if (number === null) return false
      rest[of] = { ...rest[of], [name.endsWith('from') ? 'least' : 'most']: number }
      return true
    }
    case 'updated-from':
    case 'updated-to':
    case 'published-from':
    case 'published-to': {
      const of = name.split('-', 1)[0] as 'updated' | 'published'
      if (!isDay(value)) return false
      rest[of] = { ...rest[of], [name.endsWith('from') ? 'from' : 'to']: value }
      return true
    }
    case 'crossover':
    case 'one-shot': {
      if (value === 'any') return true
      if (value !== 'only' && value !== 'none') return false
      rest[name === 'crossover' ? 'crossover' : 'oneShot'] = value
      return true
    }
    case 'show':
      if (value !== 'all') return false
      rest.all = true
      return true
    case 'relationships':
      if (value !== 'one') return false
      rest.onlyRelationship = true
      return true
    case 'q':
      rest.text = value.toWellFormed()
      return true
    case 'sort': {
      const sort = sorts.find((one) => one === value)
      if (sort) rest.sort = sort satisfies Sort
      return sort !== undefined
    }
    case 'order':
      if (value !== 'reversed') return false
      rest.reverse = true
      return true
    case 'seed':
    case 'page': {
      const number = readNumber(value)
      if (number === null || (name === 'page' && (number < 1 || number > mostPage))) return false
      rest[name] = number
      return true
    }
    default:
      return false
  }
}

/** `1000-5000`, `1000-`, `-5000`, `1000`; thousands may be parted by commas or spaces. */
function readRange(value: string): Range | null {
  const parts = /^([\d, ]*)-([\d, ]*)$/.exec(value)
  if (!parts) {
    const exactly = readNumber(value)
    return exactly === null ? null : { least: exactly, most: exactly }
  }
  const least = parts[1] ? readNumber(parts[1]) : undefined
  const most = parts[2] ? readNumber(parts[2]) : undefined
  if (least === null || most === null || (least === undefined && most === undefined)) return null
  return { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) }
}

function readNumber(value: string): number | null {
  const digits = value.replace(/[,\s]/g, '')
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : NaN
  return number <= mostNumber ? number : null
}

/** `2026-01-01..2026-02-01`, either end may be missing. */
function readDays(value: string): Days | null {
  const [from = '', to = '', ...more] = value.split('..')
  if (more.length > 0 || !value.includes('..') || (!from && !to)) return null
  if ((from && !isDay(from)) || (to && !isDay(to))) return null
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}

function isDay(value: string): boolean {
  return (
    dayLike.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value)
  )
}

/** The query part of a filter's address, without a question mark: one spelling for each filter; '' for none. */
export function formatFilter(filter: Filter, options: { page?: boolean } = {}): string {
  const search = new URLSearchParams()
  for (const [kind, word] of kindWords) {
    const keys = (terms: readonly Term[]) =>
      terms.filter((term) => term.kind === kind).map(({ key }) => key)
    for (const key of keys(filter.include)) search.append(word, key)
    for (const key of keys(filter.exclude)) search.append(`-${word}`, key)
  }
  if (filter.onlyRelationship) search.set('relationships', 'one')
  if (filter.crossover !== 'any') search.set('crossover', filter.crossover)
  if (filter.oneShot !== 'any') search.set('one-shot', filter.oneShot)
  for (const name of ['words', 'kudos', 'comments'] as const) {
    const { least, most } = filter[name]
    if (least !== undefined || most !== undefined) search.set(name, `${least ?? ''}-${most ?? ''}`)
  }
  for (const name of ['updated', 'published'] as const) {
    const { from, to } = filter[name]
    if (from !== undefined || to !== undefined) search.set(name, `${from ?? ''}..${to ?? ''}`)
  }
  if (filter.text) search.set('q', filter.text)
  if (filter.sort !== usualSort(filter)) search.set('sort', filter.sort)
  if (filter.reverse) search.set('order', 'reversed')
  if (filter.sort === 'random') search.set('seed', String(filter.seed))
  if (options.page !== false && filter.page > 1) search.set('page', String(filter.page))
  if (options.page !== false && filter.all) search.set('show', 'all')
  return search.toString()
}

/** The terms in the order of addresses: two filters that ask for the same are written the same. */
export function inOrder(filter: Filter): Filter {
  return parseFilter(new URLSearchParams(formatFilter(filter))).filter
}
