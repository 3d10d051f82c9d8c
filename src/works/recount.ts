import { adviseLanguage } from '#prose/advisory.ts'
import { countWords } from '#prose/count.ts'
import type { Prose } from '#prose/prose.ts'
import type { WorkId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
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
