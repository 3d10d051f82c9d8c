import { countCharacters } from '#prose/count.ts'
import type { Term } from '#catalogue/catalogue.ts'
import type { Filter } from './filter.ts'
import { parseFilter } from './filter-url.ts'

/** How many filters an account keeps, and how long a name and an address may be (graphemes; code units). */
export const savedLimits = { filters: 100, name: 80, query: 4000, alwaysOn: 10 } as const

/** A filter that an account keeps. Nobody else is told of it. */
export type SavedFilter = { id: string; name: string; query: string; alwaysOn: boolean }

/** What is wrong with a name. */
export function wrongName(name: string): 'empty' | 'long' | null {
  if (name.trim() === '') return 'empty'
  return countCharacters(name) > savedLimits.name ? 'long' : null
}

/** What filters that are always on leave out: their exclusions alone, so that no list is narrowed to what they ask for. */
export function leavesOut(saved: readonly Pick<SavedFilter, 'query'>[]): Term[] {
  const all = saved.flatMap(({ query }) => parseFilter(new URLSearchParams(query)).filter.exclude)
  return all.filter(
    (term, at) => all.findIndex(({ kind, key }) => kind === term.kind && key === term.key) === at,
  )
}

/** Of what is always left out, what this filter does not ask for by name. */
export function notAskedFor(terms: readonly Term[], { include, exclude }: Filter): Term[] {
  return terms.filter(
    (term) =>
      ![...include, ...exclude].some(({ kind, key }) => kind === term.kind && key === term.key),
  )
}
