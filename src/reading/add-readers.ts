import { type Clock } from '#shared/clock.ts'
import type { WorkId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import type { NewReaders } from '#web/readers.ts'

const atOnce = 400

/** Numbers in the same step of a tenth are told apart by no list. */
const stepOf = (readers: number) =>
  readers < 10 ? readers : Math.floor(Math.log(readers) / Math.log(1.1))

/**
 * Adds readers to the numbers of works; works that are gone or not published are passed over. The log is told of those
 * that grew by about a tenth: a much read work is not put in order anew with every reader. Three queries for each 400 works,
 * and one for each that is told.
 */
export async function addReaders(
  tx: Tx,
  { clock }: { clock: Clock },
  counted: NewReaders,
): Promise<void> {
  // In one order, so that two processes wait for one another and not each for the other.
  const all = [...counted.keys()].toSorted()
  for (let from = 0; from < all.length; from += atOnce) {
    await addSome(tx, { clock }, all.slice(from, from + atOnce), counted)
  }
}

async function addSome(
  tx: Tx,
  { clock }: { clock: Clock },
  ids: readonly WorkId[],
  counted: NewReaders,
): Promise<void> {
  const there = await tx
    .selectFrom('work')
    .select('id')
    .where('id', 'in', ids)
    .where('published_at', 'is not', null)
    .orderBy('id')
    .execute()
  if (there.length === 0) return
  const rows = there.map(({ id }) => ({ work_id: id, readers: counted.get(id) ?? 0 }))
  const now = await tx
    .insertInto('work_readers')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('work_id').doUpdateSet((eb) => ({
        readers: eb('work_readers.readers', '+', eb.ref('excluded.readers')),
      })),
    )
    .returning(['work_id', 'readers'])
    .execute()
  for (const { work_id, readers } of now) {
    const before = Number(readers) - (counted.get(work_id) ?? 0)
    if (stepOf(before) === stepOf(Number(readers))) continue
    await recordChange(tx, clock, { kind: 'readers-counted', work: work_id })
  }
}
