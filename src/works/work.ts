import { type Category, categories } from '#front-matter/categories.ts'
import type { Prose } from '#prose/prose.ts'
import type { ChapterId, PenNameId, TagId, WorkId } from '#shared/ids.ts'
import type { CommentsFrom, TagKind, WarningAnswer, WorkStatus } from '#storage/schema/tables.ts'

/** How much a work may hold: characters are graphemes, as people see them. The same on both databases. */
export const workLimits = {
  title: 255,
  summary: 1250,
  note: 5000,
  disclaimer: 5000,
  chapterTitle: 255,
  chapter: 510_000,
  tags: 75,
  tag: 150,
  warnings: 30,
  warning: 150,
  chapters: 2000,
} as const

/** How long a deleted work or chapter can be taken out of the bin again. */
export const daysInBin = 90

export const tagKinds: readonly TagKind[] = ['fandom', 'relationship', 'character', 'additional']

export type Byline = { id: PenNameId; name: string }
export type Rating = {
  code: string
  name: string
  leastAge: number | null
  sentence: string
}
export type Warning = {
  id: string
  code: string | null
  words: string
  spoiler: boolean
  /** The chapter from which it holds, and is shown again at; null for the whole work. */
  fromChapter: ChapterId | null
  /** Its number among the published chapters; null while it is not one. */
  fromNumber: number | null
}
export type Tag = { id: TagId; kind: TagKind; name: string }
/** How much strong language the text holds. `covered` is false for languages without a word list. */
export type LanguageAdvisory = { mild: number; strong: number; slurs: number; covered: boolean }

/** Everything that stands before the text: what a card, a page, a feed and a file show first. */
export type FrontMatter = {
  id: WorkId
  title: string
  byline: Byline[]
  summary: Prose
  noteBefore: Prose
  noteAfter: Prose
  disclaimer: Prose
  rating: Rating
  /** The rating in the words of the file that it came from. */
  ratingSource: string | null
  warningAnswer: WarningAnswer
  warnings: Warning[]
  tags: Tag[]
  /** In the order of `categories`. */
  categories: Category[]
  /** BCP 47. */
  language: string
  status: WorkStatus
  words: number
  chapters: number
  plannedChapters: number | null
  advisory: LanguageAdvisory
  commentsFrom: CommentsFrom
  commentsHeld: boolean
  countsShown: boolean
  accountsOnly: boolean
  publishedAt: string | null
  updatedAt: string
}

/** A line of a work's table of chapters. `number` counts from 1 through what is published. */
export type ChapterLine = {
  id: ChapterId
  number: number
  title: string
  words: number
  publishedAt: string | null
  advisory: LanguageAdvisory
}

export type Chapter = ChapterLine & {
  workId: WorkId
  noteBefore: Prose
  noteAfter: Prose
  body: Prose
}

/** Those of `codes` that are categories, each once, in the order in which pages name them. */
export function asCategories(codes: readonly string[]): Category[] {
  return categories.filter((code) => codes.includes(code))
}

/** A title as lists sort it: lower case, without quotation marks and leading articles. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/^(?:the|a|an)\s+(?=\S)/, '')
    .slice(0, 200)
}

/** The warnings that a reader of this chapter is told at its head: those that begin here. */
export function warningsFrom(warnings: readonly Warning[], chapter: ChapterId): Warning[] {
  return warnings.filter(({ fromChapter }) => fromChapter === chapter)
}
