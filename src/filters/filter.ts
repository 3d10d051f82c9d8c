import {
  type Query,
  type Range,
  type Sort,
  type Term,
  type TermKind,
} from '#catalogue/catalogue.ts'

/** Works on a page of results. */
export const worksOnPage = 50

/** A range of days: `2026-01-31`, both ends belong to it. */
export type Days = { readonly from?: string | undefined; readonly to?: string | undefined }

/** What a reader asks for, in the words of the page and its address. */
export type Filter = {
  readonly include: readonly Term[]
  readonly exclude: readonly Term[]
  readonly onlyRelationship: boolean
  readonly crossover: Query['crossover']
  readonly oneShot: Query['oneShot']
  readonly words: Range
  readonly kudos: Range
  readonly comments: Range
  readonly updated: Days
  readonly published: Days
  /** Words, "phrases", -not, fields: what was typed; '' for none. */
  readonly text: string
  readonly sort: Sort
  readonly reverse: boolean
  /** For the order by chance. */
  readonly seed: number
  /** From 1. */
  readonly page: number
  /** Nothing is left out by comfort or by what is always on, this once. */
  readonly all: boolean
}

export const noFilter: Filter = {
  include: [],
  exclude: [],
  onlyRelationship: false,
  crossover: 'any',
  oneShot: 'any',
  words: {},
  kudos: {},
  comments: {},
  updated: {},
  published: {},
  text: '',
  sort: 'updated',
  reverse: false,
  seed: 1,
  page: 1,
  all: false,
}

/** Kinds in the order in which addresses and pages name them, with the word that addresses use. */
export const kindWords: readonly (readonly [TermKind, string])[] = [
  ['fandom', 'fandom'],
  ['relationship', 'relationship'],
  ['character', 'character'],
  ['additional', 'additional'],
  ['rating', 'rating'],
  ['warning', 'warning'],
  ['category', 'category'],
  ['language', 'language'],
  ['status', 'completion'],
  ['pen-name', 'by'],
]

/** The kinds that are found by a name that people type. */
export const namedKinds = ['fandom', 'relationship', 'character', 'additional', 'pen-name'] as const
export type NamedKind = (typeof namedKinds)[number]

export const sameTerm = (a: Term, b: Term) => a.kind === b.kind && a.key === b.key

const dayOf = (text: string | undefined) =>
  text === undefined ? undefined : Math.floor(Date.parse(text) / (24 * 60 * 60 * 1000))

/** The question to the catalogue. Whoever leaves out a warning is not shown it folded either. */
export function toQuery(
  filter: Filter,
  {
    viewer,
    facets,
    text,
    hide = [],
  }: Pick<Query, 'viewer' | 'facets' | 'text'> & { hide?: readonly Term[] },
): Query {
  const exclude = [...filter.exclude, ...hide]
  return {
    viewer,
    include: filter.include,
    exclude: [
      ...exclude,
      ...exclude
        .filter(({ kind }) => kind === 'warning')
        .map(({ key }) => ({ kind: 'folded-warning' as const, key })),
    ],
    onlyRelationship: filter.onlyRelationship,
    crossover: filter.crossover,
    oneShot: filter.oneShot,
    ranges: {
      words: filter.words,
      kudos: filter.kudos,
      comments: filter.comments,
      updated: { least: dayOf(filter.updated.from), most: dayOf(filter.updated.to) },
      published: { least: dayOf(filter.published.from), most: dayOf(filter.published.to) },
    },
    text,
    sort: filter.sort,
    reverse: filter.reverse,
    seed: filter.seed,
    offset: (filter.page - 1) * worksOnPage,
    size: worksOnPage,
    facets,
    facetSize: 10,
  }
}

/** The order where none is asked for: what fits best where words are looked for, what is newest else. */
export const usualSort = ({ text }: Pick<Filter, 'text'>): Sort => (text ? 'relevance' : 'updated')

/** The filter with a term included, excluded or in neither, from its first page. */
export function withTerm(
  filter: Filter,
  term: Term,
  how: 'include' | 'exclude' | 'neither',
): Filter {
  const without = (terms: readonly Term[]) => terms.filter((one) => !sameTerm(one, term))
  return {
    ...filter,
    page: 1,
    all: false,
    include: how === 'include' ? [...without(filter.include), term] : without(filter.include),
    exclude: how === 'exclude' ? [...without(filter.exclude), term] : without(filter.exclude),
  }
}
