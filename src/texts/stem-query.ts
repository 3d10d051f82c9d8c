import type { StemLeaf, StemQuery } from '#storage/text-store.ts'
import type { ParsedQuery, Part } from './parse-query.ts'
import { stems } from './words.ts'

/**
 * A query as the index is asked: each part in the form that each of these stemmers gives it, doubles left out. A work is
 * stemmed by one of them, so a phrase is never mixed from two.
 */
export function stemQuery(query: ParsedQuery, stemmers: readonly string[]): StemQuery {
  const leaf = (part: Part): StemLeaf => ({ field: part.field, forms: formsOf(part, stemmers) })
  return { all: query.all.map((group) => group.map(leaf)), none: query.none.map(leaf) }
}

/** Words in a row beyond these are not looked at: parts of a text in an index overlap by as many. */
const longestPhrase = 64

/** The forms of a part, each a word or words in a row. */
export function formsOf(part: Part, stemmers: readonly string[]): string[][] {
  const forms = new Map<string, string[]>()
  for (const stemmer of stemmers) {
    const form = stems(part.text, stemmer).slice(0, longestPhrase)
    if (form.length > 0) forms.set(form.join(' '), form)
  }
  return [...forms.values()]
}
