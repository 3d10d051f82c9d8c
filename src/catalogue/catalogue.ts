/** The words of the catalogue: what is in it, what it is asked, what it answers. Pure types; no I/O. */

/** What a work can be filtered by. The first four are tags; their keys are ids, as a pen name's is. Others have codes. */
export const termKinds = [
  'fandom',
  'relationship',
  'character',
  'additional',
  'rating',
  'warning',
  'folded-warning',
  'category',
  'language',
  'status',
  'pen-name',
] as const
export type TermKind = (typeof termKinds)[number]

/** The kinds of which a work has exactly one: to include two of them means either. Of all others it means both. */
export const singleKinds: readonly TermKind[] = ['rating', 'language', 'status']

/** A thing to include, exclude or count: `key` is a tag's or pen name's id, else a code (`T`, `none-apply`, `en`). */
export type Term = { readonly kind: TermKind; readonly key: string }

/** A tag and its family. `root` is the tag it is found under (itself when canonical or unwrangled). */
export type TagEntry = {
  readonly id: string
  readonly kind: 'fandom' | 'relationship' | 'character' | 'additional'
  readonly root: string
  /** Broader tags of the same kind, of a root alone; direct ones: the catalogue follows them upwards. */
  readonly broader: readonly string[]
  /** Neither canonical, nor a synonym, nor left as it is: waits for a wrangler. */
  readonly unwrangled: boolean
}

/** A work as the catalogue knows it: published, not hidden, not deleted. Days count from 1970-01-01 (UTC). */
export type Entry = {
  readonly id: string
  /** Ids of the tags that the author gave, each once. */
  readonly tags: readonly string[]
  /** All else it can be filtered by. */
  readonly terms: readonly Term[]
  readonly accountsOnly: boolean
  /** The title as lists sort it (`titleKey`). */
  readonly title: string
  readonly words: number
  readonly chapters: number
  /** Complete, with one chapter. */
  readonly oneShot: boolean
  /** Null where the author shows no counts: such a work is in no range of them, and last when they sort. */
  readonly kudos: number | null
  readonly comments: number | null
  readonly readers: number
  readonly updated: number
  readonly published: number
}

/** What happened since: works that are new or different, works that are no longer to be found, tags that changed. */
export type Changes = {
  readonly works: readonly Entry[]
  readonly gone: readonly string[]
  readonly tags: readonly TagEntry[]
}

/** Both ends belong to it. */
export type Range = { readonly least?: number | undefined; readonly most?: number | undefined }
export const rangeNames = ['words', 'kudos', 'comments', 'updated', 'published'] as const
export type RangeName = (typeof rangeNames)[number]

/**
 * `updated`, `published`: days, the newest first. `title`: code units of the title key, from A. `kudos-per-reader`: kudos
 * by readers (at least one). `relevance` needs `text`. `random` needs `seed`. Ties, in every order: by id, ascending.
 */
export const sorts = [
  'updated',
  'published',
  'words',
  'kudos',
  'comments',
  'kudos-per-reader',
  'title',
  'relevance',
  'random',
] as const
export type Sort = (typeof sorts)[number]

/** Works that a text search found: ids packed (10 bytes each, `packId`), and how well each fits (more is better). */
export type TextHits = { readonly ids: Uint8Array; readonly scores: Float32Array }

export type Query = {
  /** A stranger is shown no works for accounts alone. */
  readonly viewer: 'stranger' | 'account'
  readonly include: readonly Term[]
  readonly exclude: readonly Term[]
  /** The work has one relationship and no other. */
  readonly onlyRelationship: boolean
  /** Works of fandoms that have no broader one in common, only or not at all. */
  readonly crossover: 'any' | 'only' | 'none'
  readonly oneShot: 'any' | 'only' | 'none'
  readonly ranges: Readonly<Partial<Record<RangeName, Range>>>
  readonly text: TextHits | null
  readonly sort: Sort
  /** The other way round; ties stay by id, ascending. */
  readonly reverse: boolean
  /** For `random`: the same seed gives the same order. 0 to 2^32-1. */
  readonly seed: number
  /** How many works to pass over, and how many to give (at most `mostOnPage`). */
  readonly offset: number
  readonly size: number
  /** Kinds whose most used terms in this result are wanted, and how many of each (at most `mostFacets`). */
  readonly facets: readonly TermKind[]
  readonly facetSize: number
  /** Count only tags that wait for a wrangler. */
  readonly unwrangledOnly?: boolean
}

export const mostOnPage = 100
export const mostFacets = 200
/** Included and excluded terms together: a filter that names more is cut by whoever reads it. */
export const mostTerms = 60

/** How far a part of an answer can be trusted. */
export type Exactness = 'exact' | 'at-least' | 'absent'

/** Terms of a kind in a result: most used first, ties by key, ascending. What is included already is counted too. */
export type Facet = {
  readonly kind: TermKind
  readonly terms: readonly { readonly key: string; readonly count: number }[]
}

export type Answer = {
  readonly works: readonly string[]
  readonly count: number
  readonly facets: readonly Facet[]
  readonly exact: { readonly count: Exactness; readonly facets: Exactness }
}

/** The query of everything, to be changed by a spread. */
export const everything: Query = {
  viewer: 'stranger',
  include: [],
  exclude: [],
  onlyRelationship: false,
  crossover: 'any',
  oneShot: 'any',
  ranges: {},
  text: null,
  sort: 'updated',
  reverse: false,
  seed: 0,
  offset: 0,
  size: 50,
  facets: [],
  facetSize: 10,
}
