import type { Category } from './categories.ts'
import type { WarningCode } from './warnings.ts'

/** A step of the archive's default scale: 'G' | 'T' | 'M' | 'E', or 'NR' when nothing can be said. */
export type RatingCode = string

/** A rating proposed on the archive's scale, with the words it was read from (`rated "T"`). */
export type ProposedRating = { readonly code: RatingCode; readonly source: string }

/** What the author said about warnings; null when nothing was said. */
export type WarningAnswer = 'listed' | 'none-apply' | 'choose-not-to' | null

/** A recognised label that has no field of its own (beta, feedback, archive, words, date). */
export type OtherLine = { readonly label: string; readonly value: string }

/** The words of the file behind a field, as found: what was lifted out and could be put back. */
export type Kept = { readonly field: string; readonly words: string }

/** Something that a person should look at; `message` is for the author, `excerpt` is from the file. */
export type Problem = { readonly kind: string; readonly message: string; readonly excerpt: string }

/** One chapter: notes and text verbatim, in the format of the whole reading. */
export type ChapterText = {
  readonly title: string | null
  readonly noteBefore: string | null
  readonly noteAfter: string | null
  readonly text: string
}

/**
 * What was read from a file's head and foot, and the story between them. Notes, summary,
 * disclaimer and chapter texts are verbatim and in `format`; all other values are plain text.
 *
 * A sentence of a note that also fills a field (a rating, a warning, a disclaimer) stays in the
 * note: the note is kept whole and the field holds a copy, so nothing is torn out of its sense.
 */
export type FrontMatter = {
  readonly format: 'text' | 'html'
  readonly title: string | null
  readonly author: string | null
  readonly rating: ProposedRating | null
  readonly warnings: readonly WarningCode[]
  readonly freeWarnings: readonly string[]
  readonly warningAnswer: WarningAnswer
  readonly summary: string | null
  readonly disclaimer: string | null
  readonly noteBefore: string | null
  readonly noteAfter: string | null
  readonly fandoms: readonly string[]
  readonly relationships: readonly string[]
  readonly characters: readonly string[]
  readonly additional: readonly string[]
  readonly categories: readonly Category[]
  readonly language: string | null
  readonly series: string | null
  readonly status: 'complete' | 'in-progress' | null
  readonly other: readonly OtherLine[]
  readonly kept: readonly Kept[]
  readonly chapters: readonly ChapterText[]
  readonly problems: readonly Problem[]
}
