import type { Speaker } from '#comments/comment.ts'
import type { CommentId, PenNameId, WorkId } from '#shared/ids.ts'

export const noticesOnPage = 50

/** What a notice tells of. What waits for approval becomes a comment when it is approved. */
export type NoticeTopic =
  | 'comment'
  | 'held-comment'
  | 'answer'
  | 'private'
  | 'call-answer'
  | 'new-chapter'

/** Where a notice leads. Never holds what was said in a comment: that is read where it stands. */
export type NoticeBody =
  | { kind: 'comment'; id: CommentId; speaker: Speaker; byAuthor: boolean }
  | { kind: 'held'; speaker: Speaker }
  | { kind: 'words'; words: string }
  /** The number of the chapter that the reader has not read; null for the work as it stands. */
  | { kind: 'chapter'; number: number | null }
  | { kind: 'gone'; why: 'withdrawn' | 'removed' | 'away' }

/** Something that reached one of the account's pen names, for that account's eyes alone. */
export type Notice = {
  id: string
  topic: NoticeTopic
  penName: { id: PenNameId; name: string }
  /** Null when the work is not there any more, or not for this reader. */
  work: { id: WorkId; title: string } | null
  body: NoticeBody
  at: string
  isNew: boolean
}
