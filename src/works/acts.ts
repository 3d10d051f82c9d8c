import type { Actor } from '#policy/actor.ts'
import { mayUsePenName, mayWriteWork } from '#policy/may.ts'
import { type Clock, instant } from '#shared/clock.ts'
import type { ChapterId, PenNameId, WorkId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import type { WorkRow } from '#storage/schema/tables.ts'
import { insertChapter } from './chapter-acts.ts'
import type { ChapterInput, OriginalFile, WarningInput, WorkInput } from './input.ts'
import { readOwners } from './reads.ts'
import { keepRecounted, recountWork, type Recounted, type TextCounts } from './recount.ts'
import { tagWork } from './tagging.ts'
import { titleKey } from './work.ts'

export type Needs = { clock: Clock; random: Random }
export type CountedChapter = ChapterInput & { counts: TextCounts }

const flag = (yes: boolean) => (yes ? 1 : 0)

/** Begins a work as a draft, with its first chapters and, where it came from a file, the file untouched. */
export async function startWork(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  made: { input: WorkInput; chapters: readonly CountedChapter[]; original: OriginalFile | null },
): Promise<{ kind: 'made'; id: WorkId; chapters: ChapterId[] } | { kind: 'not-there' }> {
  if (!(await mayTakePenName(tx, actor, made.input.penNameId))) return { kind: 'not-there' }
  const id = newId<WorkId>(needs.random)
  const now = instant(needs.clock())
  await tx
    .insertInto('work')
    .values({
      id,
      ...columnsOf(made.input),
      words: 0,
      chapters: 0,
      mild: 0,
      strong: 0,
      slurs: 0,
      covered: 1,
      created_at: now,
      published_at: null,
      updated_at: now,
      hidden_at: null,
      deleted_at: null,
    })
    .execute()
  await tx
    .insertInto('work_byline')
    .values({ work_id: id, pen_name_id: made.input.penNameId, position: 0 })
    .execute()
  const chapters: ChapterId[] = []
  for (const [at, chapter] of made.chapters.entries()) {
    chapters.push(await insertChapter(tx, needs, id, at + 1, chapter))
  }
  await tagWork(tx, needs, id, made.input.tags)
  await categorise(tx, id, made.input.categories)
  await warnOf(tx, needs, id, made.input.warnings)
  if (made.original) {
    const { mediaType, ...file } = made.original
    await tx
      .insertInto('original_file')
      .values({
        id: newId(needs.random),
        work_id: id,
        media_type: mediaType,
        ...file,
        created_at: now,
      })
      .execute()
  }
  await recountWork(tx, id)
  return { kind: 'made', id, chapters }
}

/** Changes a work's front matter; `recounted` is what `recountFor` found, for a language that changes. */
export async function editWork(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  {
    id,
    input,
    recounted = null,
  }: { id: WorkId; input: WorkInput; recounted?: readonly Recounted[] | null },
): Promise<{ kind: 'done' } | { kind: 'not-there' }> {
  const work = await readOwnWork(tx, actor, id)
  if (!work || !(await mayTakePenName(tx, actor, input.penNameId))) return { kind: 'not-there' }
  await tx.updateTable('work').set(columnsOf(input)).where('id', '=', id).execute()
  const byline = await tx
    .selectFrom('work_byline')
    .select('pen_name_id')
    .where('work_id', '=', id)
    .where('position', '=', 0)
    .executeTakeFirst()
  if (byline?.pen_name_id !== input.penNameId) await changeByline(tx, id, input.penNameId)
  await tagWork(tx, needs, id, input.tags)
  await categorise(tx, id, input.categories)
  await warnOf(tx, needs, id, input.warnings)
  if (recounted) await keepRecounted(tx, id, recounted)
  if (work.published_at !== null) {
    await recordChange(tx, needs.clock, { kind: 'work-edited', work: id, penName: input.penNameId })
  }
  return { kind: 'done' }
}

async function changeByline(tx: Tx, id: WorkId, penName: PenNameId): Promise<void> {
  await tx.deleteFrom('work_byline').where('work_id', '=', id).where('position', '=', 0).execute()
  await tx
    .insertInto('work_byline')
    .values({ work_id: id, pen_name_id: penName, position: 0 })
    .execute()
}

/** What keeps a work from being published. */
export type Missing = 'title' | 'text' | 'warnings'

/** Publishes a draft with all its chapters that hold text. */
export async function publishWork(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: WorkId,
): Promise<
  { kind: 'published' } | { kind: 'not-there' } | { kind: 'missing'; missing: Missing[] }
> {
  const work = await readOwnWork(tx, actor, id)
  if (!work) return { kind: 'not-there' }
  if (work.published_at !== null) return { kind: 'published' }
  const missing = await missingFrom(tx, work)
  if (missing.length > 0) return { kind: 'missing', missing }
  const now = instant(needs.clock())
  await tx
    .updateTable('chapter')
    .set({ published_at: now })
    .where('work_id', '=', id)
    .where('deleted_at', 'is', null)
    .where('published_at', 'is', null)
    .where('body', '<>', '')
    .execute()
  await tx
    .updateTable('work')
    .set({ published_at: now, updated_at: now })
    .where('id', '=', id)
    .execute()
  await recountWork(tx, id)
  await recordChange(tx, needs.clock, { kind: 'work-published', work: id })
  return { kind: 'published' }
}

async function missingFrom(tx: Tx, work: WorkRow): Promise<Missing[]> {
  const missing: Missing[] = []
  if (work.title === '') missing.push('title')
  const chapter = await tx
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work.id)
    .where('deleted_at', 'is', null)
    .where('body', '<>', '')
    .limit(1)
    .executeTakeFirst()
  if (!chapter) missing.push('text')
  const warnings = await tx
    .selectFrom('work_warning')
    .select('id')
    .where('work_id', '=', work.id)
    .limit(1)
    .executeTakeFirst()
  const unsaid = work.warning_answer === 'unanswered'
  if (unsaid || (work.warning_answer === 'listed' && !warnings)) missing.push('warnings')
  return missing
}

/** Puts a work into the bin, comments and all. */
export async function deleteWork(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: WorkId,
): Promise<{ kind: 'done' } | { kind: 'not-there' }> {
  const work = await readOwnWork(tx, actor, id)
  if (!work) return { kind: 'not-there' }
  await tx
    .updateTable('work')
    .set({ deleted_at: instant(needs.clock()) })
    .where('id', '=', id)
    .execute()
  if (work.published_at !== null)
    await recordChange(tx, needs.clock, { kind: 'work-deleted', work: id })
  return { kind: 'done' }
}

/** Takes a work out of the bin, as it was. */
export async function restoreWork(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  id: WorkId,
): Promise<{ kind: 'done' } | { kind: 'not-there' }> {
  const owners = await readOwners(tx, id)
  if (!mayWriteWork(actor, owners)) return { kind: 'not-there' }
  const work = await tx
    .updateTable('work')
    .set({ deleted_at: null })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .returning('published_at')
    .executeTakeFirst()
  if (!work) return { kind: 'not-there' }
  if (work.published_at !== null)
    await recordChange(tx, needs.clock, { kind: 'work-restored', work: id })
  return { kind: 'done' }
}

/** The work, when it is the actor's own and not in the bin. */
export async function readOwnWork(tx: Tx, actor: Actor, id: WorkId): Promise<WorkRow | null> {
  if (!mayWriteWork(actor, await readOwners(tx, id))) return null
  const work = await tx
    .selectFrom('work')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return work ?? null
}

async function mayTakePenName(tx: Tx, actor: Actor, id: PenNameId): Promise<boolean> {
  const row = await tx
    .selectFrom('pen_name')
    .select('account_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined && mayUsePenName(actor, row.account_id)
}

function columnsOf(input: WorkInput) {
  return {
    title: input.title,
    title_key: titleKey(input.title),
    language: input.language,
    summary: input.summary,
    note_before: input.noteBefore,
    note_after: input.noteAfter,
    disclaimer: input.disclaimer,
    rating: input.rating,
    rating_source: input.ratingSource,
    warning_answer: input.warningAnswer,
    status: input.status,
    planned_chapters: input.plannedChapters,
    comments_from: input.commentsFrom,
    comments_held: flag(input.commentsHeld),
    counts_shown: flag(input.countsShown),
    accounts_only: flag(input.accountsOnly),
  } as const
}

/** Gives a work exactly these categories. */
async function categorise(tx: Tx, work: WorkId, codes: WorkInput['categories']): Promise<void> {
  await tx.deleteFrom('work_category').where('work_id', '=', work).execute()
  if (codes.length === 0) return
  const rows = codes.map((code) => ({ work_id: work, code }))
  await tx.insertInto('work_category').values(rows).execute()
}

/** Gives a work exactly these warnings. A chapter number that leads nowhere warns of the whole work. */
async function warnOf(
  tx: Tx,
  needs: Needs,
  work: WorkId,
  warnings: readonly WarningInput[],
): Promise<void> {
  await tx.deleteFrom('work_warning').where('work_id', '=', work).execute()
  if (warnings.length === 0) return
  const chapters = await tx
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute()
  const rows = warnings.map((warning, position) => ({
    id: newId(needs.random),
    work_id: work,
    code: warning.code,
    words: warning.words,
    spoiler: flag(warning.spoiler),
    from_chapter_id:
      warning.fromChapter === null ? null : (chapters[warning.fromChapter - 1]?.id ?? null),
    position,
  }))
  await tx
    .insertInto('work_warning')
    .values(rows as never)
    .execute()
}
