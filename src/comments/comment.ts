import type { Prose } from '#prose/prose.ts'
import type { ChapterId, CommentId, PenNameId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import type { CommentState } from '#storage/schema/tables.ts'

export const commentLimits = { body: 10_000, guestName: 60, email: 254, reason: 1000 } as const

/** Answers deeper than this stand beside each other. */
export const mostDepth = 5

/** Threads on one page, and answers shown below them. */
export const threadsOnPage = 20
export const answersOnPage = 400

/** Who says something: a pen name, or a guest with the name that they chose. */
export type Speaker =
  | { kind: 'pen-name'; id: PenNameId; name: string }
  | { kind: 'guest'; name: string }

/** A comment as one viewer may see it. What is withdrawn or removed has no words left, and nobody who said them. */
export type Comment = {
  id: CommentId
  workId: WorkId
  chapterId: ChapterId | null
  threadId: CommentId
  parentId: CommentId | null
  depth: number
  speaker: Speaker | null
  byAuthor: boolean
  isPrivate: boolean
  body: Prose
  state: CommentState
  createdAt: string
  editedAt: string | null
}

/** Who stands behind a comment: for rules, never for pages. */
export type CommentFacts = {
  id: CommentId
  workId: WorkId
  chapterId: ChapterId | null
  threadId: CommentId
  depth: number
  penNameId: PenNameId | null
  linkId: PrivateLinkId | null
  isPrivate: boolean
  readerPenNameId: PenNameId | null
  readerLinkId: PrivateLinkId | null
  state: CommentState
  answeredAt: string | null
  body: Prose
}

/** A comment can be edited by its writer until somebody answered it, and never after it is gone. */
export function canBeEdited(comment: Pick<CommentFacts, 'state' | 'answeredAt'>): boolean {
  return comment.answeredAt === null && (comment.state === 'shown' || comment.state === 'held')
}

/** Puts answers under what they answer: a list in reading order. A branch with nothing to show is left out. */
export function inReadingOrder(comments: readonly Comment[]): Comment[] {
  const answers = new Map<CommentId | null, Comment[]>()
  const known = new Set(comments.map(({ id }) => id))
  for (const comment of comments) {
    const above = comment.parentId !== null && known.has(comment.parentId) ? comment.parentId : null
    const beside = answers.get(above)
    if (beside) beside.push(comment)
    else answers.set(above, [comment])
  }
  const walk = (above: CommentId | null): Comment[] =>
    (answers.get(above) ?? []).flatMap((comment) => {
      const below = walk(comment.id)
      const gone = comment.state === 'withdrawn' || comment.state === 'removed'
      return gone && below.length === 0 ? [] : [comment, ...below]
    })
  return walk(null)
}
