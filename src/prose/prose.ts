declare const brand: unique symbol

/**
 * Sanitised HTML as it is stored: a sequence of blocks, safe to send as it is. Only this room makes
 * it, and cleaning it again gives it back unchanged.
 */
export type Prose = string & { readonly [brand]: true }

/** Which text it is decides what it may hold: a chapter most, a comment and a summary least. */
export type ProseKind = 'chapter' | 'note' | 'summary' | 'comment'

/** No text at all. */
export const emptyProse = '' as Prose

/** Takes a text read from the database, where only this room's prose was ever put, as prose. */
export function asStoredProse(text: string): Prose {
  return text as Prose
}
