import { type CallAnswer } from '#calls/call.ts'
import { listCallAnswersForLinks } from '#calls/reads.ts'
import type { GuestComment } from '#comments/reads.ts'
import { listBehindLinks } from '#comments/reads.ts'
import type { Actor } from '#policy/actor.ts'
import { mayReadWork } from '#policy/visible.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import type { CommentId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { say } from '#web/messages/say.ts'

/** What one private link leads to: a guest's words on one work, the answers, and what the author told all who called. */
export type Behind = {
  link: PrivateLink
  work: { id: WorkId; title: string; readable: boolean }
  /** The oldest first. */
  comments: GuestComment[]
  callAnswers: CallAnswer[]
  called: boolean
  muted: ReadonlySet<CommentId>
}

/** Everything behind these links, in their order. Seven queries, whatever their number. */
export async function readBehind(
  db: Db,
  actor: Actor,
  links: readonly PrivateLink[],
): Promise<Behind[]> {
  if (links.length === 0) return []
  const ids = links.map(({ id }) => id)
  const works = await readWorks(
    db,
    links.map(({ workId }) => workId),
  )
  const comments = await listBehindLinks(db, ids)
  const callAnswers = await listCallAnswersForLinks(db, ids)
  const called = await listCalled(db, ids)
  const muted = await listMuted(db, ids)
  return links.flatMap((link) => {
    const row = works.get(link.workId)
    if (!row) return []
    const readable = mayReadWork(actor, row)
    return {
      link,
      // What the work is called now is for those who may read it.
      work: { id: row.id, title: readable ? row.title : say('replies.closed'), readable },
      comments: comments.filter(({ linkId }) => linkId === link.id),
      callAnswers: callAnswers.filter(({ linkId }) => linkId === link.id),
      called: called.has(link.id),
      muted: muted.get(link.id) ?? new Set<CommentId>(),
    }
  })
}

async function readWorks(db: Db, ids: readonly WorkId[]) {
  const rows = await db
    .selectFrom('work')
    .select(['id', 'title', 'published_at', 'hidden_at', 'deleted_at', 'accounts_only'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function listCalled(db: Db, links: readonly PrivateLinkId[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('call')
    .select('private_link_id')
    .distinct()
    .where('private_link_id', 'in', links)
    .execute()
  return new Set(rows.flatMap(({ private_link_id }) => private_link_id ?? []))
}

async function listMuted(
  db: Db,
  links: readonly PrivateLinkId[],
): Promise<Map<PrivateLinkId, Set<CommentId>>> {
  const rows = await db
    .selectFrom('muted_thread')
    .select(['private_link_id', 'thread_id'])
    .where('private_link_id', 'in', links)
    .limit(2000)
    .execute()
  const muted = new Map<PrivateLinkId, Set<CommentId>>()
  for (const { private_link_id: link, thread_id: thread } of rows) {
    const threads = muted.get(link) ?? new Set()
    muted.set(link, threads.add(thread))
  }
  return muted
}

/** Whether something came behind this link since its holder last looked. */
export function isNew(link: PrivateLink, what: { at: string | null; own: boolean }): boolean {
  return !what.own && what.at !== null && what.at > link.seenAt
}

/** How much is new behind a link; threads that the guest muted make no news. */
export function countNew({ link, comments, callAnswers, muted }: Behind): number {
  const answers = comments.filter(
    ({ own, shownAt, threadId }) => !muted.has(threadId) && isNew(link, { own, at: shownAt }),
  )
  return answers.length + callAnswers.filter(({ createdAt }) => createdAt > link.seenAt).length
}
