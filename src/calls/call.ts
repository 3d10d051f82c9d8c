import { oneDay } from '#shared/clock.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import type { WorkStatus } from '#storage/schema/tables.ts'

export const callLimits = { answer: 1000 } as const

/** How long a work in progress rests before readers may say that they would read more. */
export const stalledAfter = 14 * oneDay

/** Whether a reader may call for more: the work is complete, has one chapter, or has rested for a while. */
export function takesCalls(
  work: { status: WorkStatus; chapters: number; updatedAt: string },
  now: Date,
): boolean {
  if (work.status === 'complete' || work.chapters === 1) return true
  return now.getTime() - Date.parse(work.updatedAt) > stalledAfter
}

/** What an author sees of the calls for the newest chapter. */
export type Calls = { workId: WorkId; chapterId: ChapterId; count: number }

/** An answer to all who called. */
export type CallAnswer = {
  id: string
  kind: 'answer' | 'new-chapter'
  body: string
  createdAt: string
}
