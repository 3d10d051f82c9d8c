import type { Actor } from '#policy/actor.ts'
import { mayWriteWork } from '#policy/may.ts'
import { type Clock, instant } from '#shared/clock.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import type { ChapterRow, WorkRow } from '#storage/schema/tables.ts'
import type { ChapterInput } from './input.ts'
import { readOwners } from './reads.ts'
import { recountWork, type TextCounts } from './recount.ts'
import { workLimits } from './work.ts'

type Needs = { clock: Clock; random: Random }
type Counted = ChapterInput & { counts: TextCounts }

/** What happens in the same transaction when a published work grows: the slices that come later hand it in. */
export type OnChapterPublished = (
  tx: Tx,
  facts: { workId: WorkId; chapterId: ChapterId; before: ChapterId | null },
) => Promise<void>

/** Writes a chapter with its first revision, unpublished. The caller asked who may. */
export async function insertChapter(
  tx: Tx,
  needs: Needs,
  work: WorkId,
  position: number,
  chapter: Counted,
): Promise<ChapterId> {
  const id = newId<ChapterId>(needs.random)
  const now = instant(needs.clock())
  await tx
    .insertInto('chapter')
    .values({
      id,
      work_id: work,
      position,
      title: chapter.title,
      note_before: chapter.noteBefore,
      note_after: chapter.noteAfter,
      body: chapter.body,
      ...chapter.counts,
      revision: 1,
      created_at: now,
      published_at: null,
      updated_at: now,
      deleted_at: null,
    })
    .execute()
  await keepRevision(tx, id, 1, chapter, now)
  return id
}

async function keepRevision(
  tx: Tx,
  id: ChapterId,
  number: number,
  chapter: Counted,
  now: string,
): Promise<void> {
  await tx
    .insertInto('chapter_revision')
    .values({
      chapter_id: id,
      number,
      title: chapter.title,
      note_before: chapter.noteBefore,
      note_after: chapter.noteAfter,
      body: chapter.body,
      words: chapter.counts.words,
      created_at: now,
    })
    .execute()
}

/** Adds a chapter at the end, as a draft. */
export async function addChapter(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { workId, chapter }: { workId: WorkId; chapter: Counted },
): Promise<{ kind: 'made'; id: ChapterId } | { kind: 'not-there' | 'too-many' }> {
  if (!mayWriteWork(actor, await readOwners(tx, workId))) return { kind: 'not-there' }
  const work = await tx
    .selectFrom('work')
    .select('deleted_at')
    .where('id', '=', workId)
    .executeTakeFirst()
  if (!work || work.deleted_at !== null) return { kind: 'not-there' }
  const last = await tx
    .selectFrom('chapter')
    .select((eb) => [eb.fn.max('position').as('position'), eb.fn.countAll<number>().as('count')])
    .where('work_id', '=', workId)
    .executeTakeFirstOrThrow()
  if (Number(last.count) >= workLimits.chapters) return { kind: 'too-many' }
  const id = await insertChapter(tx, needs, workId, Number(last.position ?? 0) + 1, chapter)
  await recountWork(tx, workId)
  return { kind: 'made', id }
}

/** The chapter with its work, when it is the actor's own. */
async function readOwnChapter(
  tx: Tx,
  actor: Actor,
  id: ChapterId,
): Promise<{ chapter: ChapterRow; work: WorkRow } | null> {
  const chapter = await tx.selectFrom('chapter').selectAll().where('id', '=', id).executeTakeFirst()
  if (!chapter || !mayWriteWork(actor, await readOwners(tx, chapter.work_id))) return null
  const work = await tx
    .selectFrom('work')
    .selectAll()
    .where('id', '=', chapter.work_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return work ? { chapter, work } : null
}

/**
 * Changes a chapter and keeps what it was as a revision. `from` is the revision that the form was made from: when the
 * chapter has moved on since, nothing is changed and the caller shows both. What readers can open keeps a text.
 */
export async function editChapter(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { id, chapter: input, from }: { id: ChapterId; chapter: Counted; from: number },
): Promise<
  | { kind: 'done'; workId: WorkId }
  | { kind: 'not-there' }
  | { kind: 'no-text' }
  | { kind: 'moved-on'; now: ChapterRow }
> {
  const found = await readOwnChapter(tx, actor, id)
  if (!found || found.chapter.deleted_at !== null) return { kind: 'not-there' }
  const { chapter, work } = found
  const same =
    chapter.title === input.title &&
    chapter.body === input.body &&
    chapter.note_before === input.noteBefore &&
    chapter.note_after === input.noteAfter
  if (same) return { kind: 'done', workId: work.id }
  if (chapter.revision !== from) return { kind: 'moved-on', now: chapter }
  if (chapter.published_at !== null && input.body === '') return { kind: 'no-text' }
  const now = instant(needs.clock())
  await tx
    .updateTable('chapter')
    .set({
      title: input.title,
      note_before: input.noteBefore,
      note_after: input.noteAfter,
      body: input.body,
      ...input.counts,
      revision: chapter.revision + 1,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute()
  await keepRevision(tx, id, chapter.revision + 1, input, now)
  await recountWork(tx, work.id)
  if (chapter.published_at !== null && work.published_at !== null) {
    await recordChange(tx, needs.clock, { kind: 'chapter-edited', work: work.id, chapter: id })
  }
  return { kind: 'done', workId: work.id }
}

/** Publishes a chapter of a published work; one of a draft goes out with the work. */
export async function postChapter(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: ChapterId,
  onPublished: readonly OnChapterPublished[],
): Promise<{ kind: 'done'; workId: WorkId } | { kind: 'not-there' | 'no-text' | 'draft' }> {
  const found = await readOwnChapter(tx, actor, id)
  if (!found || found.chapter.deleted_at !== null) return { kind: 'not-there' }
  const { chapter, work } = found
  if (work.published_at === null) return { kind: 'draft' }
  if (chapter.body === '') return { kind: 'no-text' }
  if (chapter.published_at !== null) return { kind: 'done', workId: work.id }
  const before = await tx
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work.id)
    .where('published_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  const now = instant(needs.clock())
  await tx.updateTable('chapter').set({ published_at: now }).where('id', '=', id).execute()
  await tx.updateTable('work').set({ updated_at: now }).where('id', '=', work.id).execute()
  await recountWork(tx, work.id)
  await recordChange(tx, needs.clock, { kind: 'chapter-published', work: work.id, chapter: id })
  for (const tell of onPublished) {
    await tell(tx, { workId: work.id, chapterId: id, before: before?.id ?? null })
  }
  return { kind: 'done', workId: work.id }
}

/** Moves a chapter one place up or down among those that are not in the bin. */
export async function moveChapter(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { id, by }: { id: ChapterId; by: -1 | 1 },
): Promise<{ kind: 'done'; workId: WorkId } | { kind: 'not-there' }> {
  const found = await readOwnChapter(tx, actor, id)
  if (!found || found.chapter.deleted_at !== null) return { kind: 'not-there' }
  const workId = found.work.id
  const rows = await tx
    .selectFrom('chapter')
    .select(['id', 'position', 'published_at'])
    .where('work_id', '=', workId)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute()
  const at = rows.findIndex((row) => row.id === id)
  const [one, other] = [rows[at], rows[at + by]]
  if (!one || !other) return { kind: 'done', workId }
  await tx
    .updateTable('chapter')
    .set({ position: other.position })
    .where('id', '=', one.id)
    .execute()
  await tx
    .updateTable('chapter')
    .set({ position: one.position })
    .where('id', '=', other.id)
    .execute()
  // Readers see nothing of a draft's place.
  const isSeen = one.published_at !== null && other.published_at !== null
  if (found.work.published_at !== null && isSeen) {
    await recordChange(tx, needs.clock, { kind: 'chapters-reordered', work: workId })
  }
  return { kind: 'done', workId }
}

/** Puts a chapter into the bin; its comments go with it and come back with it. */
export async function deleteChapter(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: ChapterId,
): Promise<{ kind: 'done'; workId: WorkId } | { kind: 'not-there' } | { kind: 'last' }> {
  const found = await readOwnChapter(tx, actor, id)
  if (!found || found.chapter.deleted_at !== null) return { kind: 'not-there' }
  const { chapter, work } = found
  const others = await tx
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work.id)
    .where('id', '<>', id)
    .where('deleted_at', 'is', null)
    .where('published_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  // A published work without a chapter would be a page with nothing on it.
  if (work.published_at !== null && chapter.published_at !== null && !others)
    return { kind: 'last' }
  await tx
    .updateTable('chapter')
    .set({ deleted_at: instant(needs.clock()) })
    .where('id', '=', id)
    .execute()
  await recountWork(tx, work.id)
  if (work.published_at !== null && chapter.published_at !== null) {
    await recordChange(tx, needs.clock, { kind: 'chapter-deleted', work: work.id, chapter: id })
  }
  return { kind: 'done', workId: work.id }
}

/** Takes a chapter out of the bin, to where it was. */
export async function restoreChapter(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: ChapterId,
): Promise<{ kind: 'done'; workId: WorkId } | { kind: 'not-there' }> {
  const found = await readOwnChapter(tx, actor, id)
  if (!found || found.chapter.deleted_at === null) return { kind: 'not-there' }
  await tx.updateTable('chapter').set({ deleted_at: null }).where('id', '=', id).execute()
  await recountWork(tx, found.work.id)
  if (found.work.published_at !== null && found.chapter.published_at !== null) {
    const kind = 'chapter-published'
    await recordChange(tx, needs.clock, { kind, work: found.work.id, chapter: id })
  }
  return { kind: 'done', workId: found.work.id }
}
