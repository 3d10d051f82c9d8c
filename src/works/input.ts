import type { Category } from '#front-matter/categories.ts'
import type { Prose } from '#prose/prose.ts'
import type { PenNameId } from '#shared/ids.ts'
import type { CommentsFrom, WarningAnswer, WorkStatus } from '#storage/schema/tables.ts'
import type { TagNames } from './tagging.ts'

/** A work's front matter as its author wants it, checked. */
export type WorkInput = {
  title: string
  penNameId: PenNameId
  tags: TagNames
  categories: readonly Category[]
  rating: string
  ratingSource: string | null
  warningAnswer: WarningAnswer
  warnings: readonly WarningInput[]
  summary: Prose
  noteBefore: Prose
  noteAfter: Prose
  disclaimer: Prose
  language: string
  status: WorkStatus
  plannedChapters: number | null
  commentsFrom: CommentsFrom
  commentsHeld: boolean
  countsShown: boolean
  accountsOnly: boolean
}

/** A warning of the archive's list (`code`) or in the author's words; `fromChapter` counts all chapters from 1. */
export type WarningInput = {
  code: string | null
  words: string
  spoiler: boolean
  fromChapter: number | null
}

export type ChapterInput = {
  title: string
  noteBefore: Prose
  noteAfter: Prose
  body: Prose
}

/** The untouched file that a work came from, and what was recognised in it. */
export type OriginalFile = {
  name: string
  mediaType: string
  encoding: string
  sha256: string
  bytes: Uint8Array
  recognised: string
}
