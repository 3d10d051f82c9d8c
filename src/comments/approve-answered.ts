import type { Actor } from '#policy/actor.ts'
import type { Tx } from '#storage/db.ts'
import { onceKeyOf } from './body.ts'
import { approveComment } from './care.ts'
import type { CommentFacts } from './comment.ts'
import { readCommentFacts } from './reads.ts'
import type { Needs } from './voice.ts'

/** Tells the words that the author saw from others that took their place since. */
export function wordsKey({ id, body }: CommentFacts): string {
  return onceKeyOf([id, body]).slice(0, 16)
}

/** An answer that everybody reads lets them read what it answers, as far as its author saw those very words. */
export async function approveAnswered(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  parent: CommentFacts | null,
  seen: string,
): Promise<void> {
  if (!parent || seen === '') return
  const now = await readCommentFacts(tx, parent.id)
  if (now?.state !== 'held' || wordsKey(now) !== seen) return
  await approveComment(tx, needs, actor, now.id)
}
