import { type Clock, instant } from '#shared/clock.ts'
import { type CommentId, newId, type PrivateLinkId, type WorkId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from '#storage/db.ts'
import { hashCode, newCode, type PrivateLink } from './private-link.ts'

type Needs = { clock: Clock; random: Random }

/** Makes a private link for a guest of this work. The code is given once and kept nowhere. */
export async function makePrivateLink(
  tx: Tx,
  { clock, random }: Needs,
  { workId, email }: { workId: WorkId; email: string | null },
): Promise<{ link: PrivateLink; code: string }> {
  const code = newCode(random)
  const now = instant(clock())
  const link = {
    id: newId<PrivateLinkId>(random),
    workId,
    secretHash: hashCode(code),
    email,
    seenAt: now,
  }
  await tx
    .insertInto('private_link')
    .values({
      id: link.id,
      work_id: workId,
      secret_hash: link.secretHash,
      email,
      created_at: now,
      seen_at: now,
      revoked_at: null,
    })
    .execute()
  return { link, code }
}

/** Gives the link another code; the old one and all that was signed with it end. */
export async function rotatePrivateLink(
  tx: Tx,
  { random }: Pick<Needs, 'random'>,
  link: PrivateLink,
): Promise<{ link: PrivateLink; code: string }> {
  const code = newCode(random)
  const secretHash = hashCode(code)
  await tx
    .updateTable('private_link')
    .set({ secret_hash: secretHash })
    .where('id', '=', link.id)
    .where('revoked_at', 'is', null)
    .execute()
  return { link: { ...link, secretHash }, code }
}

/**
 * Gives a link that nobody has used or given an address to another code; null when it was used, has one or is revoked.
 */
export async function renewUnusedLink(
  tx: Tx,
  needs: Pick<Needs, 'random'>,
  id: PrivateLinkId,
): Promise<{ link: PrivateLink; code: string } | null> {
  const row = await tx
    .selectFrom('private_link')
    .select(['id', 'work_id', 'secret_hash', 'seen_at'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('email', 'is', null)
    .whereRef('seen_at', '=', 'created_at')
    .executeTakeFirst()
  if (!row) return null
  const link = { id: row.id, workId: row.work_id, secretHash: row.secret_hash, email: null }
  return rotatePrivateLink(tx, needs, { ...link, seenAt: row.seen_at })
}

/** Ends the link for good. The comments stay; nobody can come back to them with this key. */
export async function revokePrivateLink(
  tx: Tx,
  { clock }: Pick<Needs, 'clock'>,
  id: PrivateLinkId,
): Promise<void> {
  await tx
    .updateTable('private_link')
    .set({ revoked_at: instant(clock()), email: null })
    .where('id', '=', id)
    .execute()
}

/** Takes back a link that was made in this very transaction and never given to anyone. */
export async function forgetPrivateLink(tx: Tx, id: PrivateLinkId): Promise<void> {
  await tx.deleteFrom('private_link').where('id', '=', id).execute()
}

/** Whether somebody can still come back by this link. One query. */
export async function isLinkInForce(tx: Tx, id: PrivateLinkId | null): Promise<boolean> {
  if (id === null) return false
  const row = await tx
    .selectFrom('private_link')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Where the guest wants to be told of answers; null ends the mails. */
export async function setLinkEmail(tx: Tx, id: PrivateLinkId, email: string | null): Promise<void> {
  await tx.updateTable('private_link').set({ email }).where('id', '=', id).execute()
}

/** Remembers that the guest has seen all that there is now. */
export async function markSeen(
  tx: Tx,
  { clock }: Pick<Needs, 'clock'>,
  ids: readonly PrivateLinkId[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('private_link')
    .set({ seen_at: instant(clock()) })
    .where('id', 'in', ids)
    .execute()
}

/** The guest wants to hear no more of this thread, or wants to again. */
export async function muteThread(
  tx: Tx,
  { clock }: Pick<Needs, 'clock'>,
  { link, thread, muted }: { link: PrivateLinkId; thread: CommentId; muted: boolean },
): Promise<void> {
  if (!muted) {
    await tx
      .deleteFrom('muted_thread')
      .where('private_link_id', '=', link)
      .where('thread_id', '=', thread)
      .execute()
    return
  }
  await tx
    .insertInto('muted_thread')
    .values({ private_link_id: link, thread_id: thread, created_at: instant(clock()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether the guest wants to hear nothing of this thread. One query. */
export async function isThreadMuted(
  tx: Tx,
  id: PrivateLinkId,
  thread: CommentId,
): Promise<boolean> {
  const row = await tx
    .selectFrom('muted_thread')
    .select('thread_id')
    .where('private_link_id', '=', id)
    .where('thread_id', '=', thread)
    .executeTakeFirst()
  return row !== undefined
}
