import { adviseLanguage } from '#prose/advisory.ts'
import { countWords } from '#prose/count.ts'
import { asStoredProse, type Prose } from '#prose/prose.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import type { Db, Tx } from '#storage/db.ts'
import type { Flag } from '#storage/schema/tables.ts'

/** What is counted in a chapter's text: notes are no story words. */
export type TextCounts = {
  words: number
  mild: number
  strong: number
  slurs: number
  covered: Flag
}

/** Counts words and strong language. Takes milliseconds for long chapters: never inside a transaction. */
export function countText(body: Prose, language: string): TextCounts {
  const { mild, strong, slurs, covered } = adviseLanguage(body, language)
  return { words: countWords(body), mild, strong, slurs, covered: covered ? 1 : 0 }
}

/** Brings a work's sums in line with its chapters: the published ones, or all of them while it is a draft. Three statements. */
export async function recountWork(tx: Tx, work: WorkId): Promise<void> {
  const row = await tx
    .selectFrom('work')
    .select('published_at')
    .where('id', '=', work)
    .executeTakeFirstOrThrow()
  let chapters = tx
    .selectFrom('chapter')
    .select((eb) => [
      eb.fn.countAll<number>().as('chapters'),
      eb.fn.coalesce(eb.fn.sum<number>('words'), eb.lit(0)).as('words'),
      eb.fn.coalesce(eb.fn.sum<number>('mild'), eb.lit(0)).as('mild'),
      eb.fn.coalesce(eb.fn.sum<number>('strong'), eb.lit(0)).as('strong'),
      eb.fn.coalesce(eb.fn.sum<number>('slurs'), eb.lit(0)).as('slurs'),
      eb.fn.coalesce(eb.fn.min<number>('covered'), eb.lit(1)).as('covered'),
    ])
    .where('work_id', '=', work)
    .where('deleted_at', 'is', null)
  if (row.published_at !== null) chapters = chapters.where('published_at', 'is not', null)
  const sums = await chapters.executeTakeFirstOrThrow()
  await tx
    .updateTable('work')
    .set({
      chapters: Number(sums.chapters),
      words: Number(sums.words),
      mild: Number(sums.mild),
      strong: Number(sums.strong),
      slurs: Number(sums.slurs),
      covered: Number(sums.covered) === 0 ? 0 : 1,
    })
    .where('id', '=', work)
    .execute()
}

/** What was counted anew in a chapter as it stood in this revision. */
export type Recounted = { id: ChapterId; revision: number; counts: TextCounts }

/**
 * Counts a work's chapters anew when its language changes: strong language is counted by the language's word list.
 * Null when it stays. One query for each chapter; before the transaction that changes the language.
 */
export async function recountFor(
  db: Db,
  work: { id: WorkId; language: string },
  language: string,
): Promise<Recounted[] | null> {
  if (work.language === language) return null
  const ids = await db.selectFrom('chapter').select('id').where('work_id', '=', work.id).execute()
  const recounted: Recounted[] = []
  for (const { id } of ids) {
    const row = await db
      .selectFrom('chapter')
      .select(['body', 'revision'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) continue
    const counts = countText(asStoredProse(row.body), language)
    recounted.push({ id, revision: row.revision, counts })
  }
  return recounted
}

/** Puts what was counted anew in its place; a chapter that was edited meanwhile was counted by its edit. */
export async function keepRecounted(
  tx: Tx,
  work: WorkId,
  recounted: readonly Recounted[],
): Promise<void> {
  for (const { id, revision, counts } of recounted) {
    await tx
      .updateTable('chapter')
      .set(counts)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .execute()
  }
  await recountWork(tx, work)
}
