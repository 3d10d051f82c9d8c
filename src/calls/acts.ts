import { mailToLink, noticePenName } from '#comments/notify.ts'
import type { Needs } from '#comments/voice.ts'
import { hashForWork, howToCount, isBylinePenName } from '#kudos/acts.ts'
import type { Reader } from '#kudos/kudos.ts'
import type { Actor } from '#policy/actor.ts'
import { mayWriteWork } from '#policy/may.ts'
import { mayReadWork } from '#policy/visible.ts'
import { makePrivateLink } from '#private-links/acts.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import { after, hour, instant } from '#shared/clock.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import { readOwners } from '#works/reads.ts'
import { takesCalls } from './call.ts'
import { newestChapter } from './reads.ts'

export type Called =
  | { kind: 'called'; link: PrivateLink | null }
  | { kind: 'again' | 'own' | 'not-now' | 'not-there' }

/** "I'd read more": once per reader for the newest chapter. A guest gets a private link, so that the author can answer. */
export async function callForMore(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  input: { workId: WorkId; reader: Reader; link: PrivateLink | null },
): Promise<Called> {
  const { workId, reader } = input
  const work = await tx.selectFrom('work').selectAll().where('id', '=', workId).executeTakeFirst()
  if (!work || !mayReadWork(actor, work)) return { kind: 'not-there' }
  const { status, chapters, updated_at: updatedAt } = work
  const chapter = await newestChapter(tx, workId)
  if (!chapter || !takesCalls({ status, chapters, updatedAt }, needs.clock()))
    return { kind: 'not-now' }
  if (await isBylinePenName(tx, workId, reader)) return { kind: 'own' }
  const there = await tx
    .selectFrom('call')
    .select('reader_key')
    .where('work_id', '=', workId)
    .where('chapter_id', '=', chapter)
    .where('reader_key', '=', reader.key)
    .executeTakeFirst()
  if (there) return { kind: 'again' }
  const guest = reader.penNameId === null
  const addressHash = guest ? await hashForWork(tx, needs, reader.address, workId) : null
  const state = await howToCount(tx, needs, 'call', workId, { reader, addressHash })
  const link = guest
    ? (input.link ?? (await makePrivateLink(tx, needs, { workId, email: null })).link)
    : null
  const made = await tx
    .insertInto('call')
    .values({
      work_id: workId,
      chapter_id: chapter,
      reader_key: reader.key,
      pen_name_id: reader.penNameId,
      private_link_id: link?.id ?? null,
      address_hash: addressHash,
      state,
      created_at: instant(needs.clock()),
    })
    // Two taps at once: the second one finds the first.
    .onConflict((conflict) => conflict.columns(['work_id', 'chapter_id', 'reader_key']).doNothing())
    .returning('reader_key')
    .executeTakeFirst()
  if (made && work.counts_shown === 1 && state === 'counted') {
    await recordChange(tx, needs.clock, { kind: 'counts-changed', work: workId })
  }
  return { kind: 'called', link }
}

/** Takes the call for the newest chapter back. */
export async function takeCallBack(
  tx: Tx,
  needs: Needs,
  { workId, reader }: { workId: WorkId; reader: Reader },
): Promise<void> {
  const chapter = await newestChapter(tx, workId)
  if (!chapter) return
  const gone = await tx
    .deleteFrom('call')
    .where('work_id', '=', workId)
    .where('chapter_id', '=', chapter)
    .where('reader_key', '=', reader.key)
    .returning('state')
    .executeTakeFirst()
  if (gone?.state !== 'counted') return
  const work = await tx
    .selectFrom('work')
    .select('counts_shown')
    .where('id', '=', workId)
    .executeTakeFirst()
  // Where the count is not shown, the version of the page must not tell of it either.
  if (work?.counts_shown === 1) {
    await recordChange(tx, needs.clock, { kind: 'counts-changed', work: workId })
  }
}

/** The author answers all who called after the newest chapter at once. The same words twice in an hour are said once. */
export async function answerCallers(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { workId, body }: { workId: WorkId; body: string },
): Promise<{ kind: 'answered'; readers: number } | { kind: 'not-there' | 'nobody' | 'again' }> {
  if (!mayWriteWork(actor, await readOwners(tx, workId))) return { kind: 'not-there' }
  const chapter = await newestChapter(tx, workId)
  if (!chapter) return { kind: 'nobody' }
  const said = await tx
    .selectFrom('call_answer')
    .select('id')
    .where('work_id', '=', workId)
    .where('chapter_id', '=', chapter)
    .where('kind', '=', 'answer')
    .where('body', '=', body)
    .where('created_at', '>', instant(after(needs.clock(), -hour)))
    .limit(1)
    .executeTakeFirst()
  if (said) return { kind: 'again' }
  const readers = await tellCallers(tx, needs, { workId, after: chapter, kind: 'answer', body })
  return readers === 0 ? { kind: 'nobody' } : { kind: 'answered', readers }
}

/** A new chapter tells those who called after the one before it, and begins a new count. */
export async function tellOfNewChapter(
  tx: Tx,
  needs: Needs,
  { workId, before }: { workId: WorkId; before: ChapterId | null },
): Promise<void> {
  if (before) await tellCallers(tx, needs, { workId, after: before, kind: 'new-chapter', body: '' })
}

/** More callers than these are not told: an answer is one transaction, and writers wait for it. */
const mostTold = 20_000

async function tellCallers(
  tx: Tx,
  needs: Needs,
  what: { workId: WorkId; after: ChapterId; kind: 'answer' | 'new-chapter'; body: string },
): Promise<number> {
  const work = await tx
    .selectFrom('work')
    .select(['id', 'title'])
    .where('id', '=', what.workId)
    .executeTakeFirst()
  const callers = await tx
    .selectFrom('call')
    .leftJoin('private_link', 'private_link.id', 'call.private_link_id')
    .select(['call.reader_key', 'call.pen_name_id', 'call.private_link_id', 'private_link.email'])
    .where('call.work_id', '=', what.workId)
    .where('call.chapter_id', '=', what.after)
    .where('call.state', '=', 'counted')
    .orderBy('call.created_at')
    .limit(mostTold)
    .execute()
  if (!work || callers.length === 0) return 0
  const id = newId(needs.random)
  await tx
    .insertInto('call_answer')
    .values({
      id,
      work_id: what.workId,
      chapter_id: what.after,
      kind: what.kind,
      body: what.body,
      created_at: instant(needs.clock()),
    })
    .execute()
  for (let at = 0; at < callers.length; at += 200) {
    const some = callers.slice(at, at + 200)
    await tx
      .insertInto('call_answer_reader')
      .values(some.map(({ email: _, ...caller }) => ({ call_answer_id: id, ...caller })))
      .execute()
  }
  const isNew = what.kind === 'new-chapter'
  for (const { pen_name_id: penName, private_link_id: link, email } of callers) {
    if (penName) {
      const kind = isNew ? 'new-chapter' : 'call-answer'
      await noticePenName(tx, needs, { penName, kind, work, callAnswerId: id })
    }
    // Most guests left no address: nothing to look up for them.
    if (link && email)
      await mailToLink(tx, needs, link, isNew ? 'mail.newChapter' : 'mail.callAnswer')
  }
  return callers.length
}
