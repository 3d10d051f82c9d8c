import type { WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { DayCount } from './kudos.ts'

/** How many readers gave kudos to a work. One query. */
export async function countKudos(db: Db, work: WorkId): Promise<number> {
  const row = await db
    .selectFrom('kudos')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('work_id', '=', work)
    .where('state', '=', 'counted')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const daysShown = 60

/** Kudos or calls by day, the newest day first, at most `daysShown` days. For the work's author alone. One query. */
export async function countByDay(
  db: Db,
  table: 'kudos' | 'call',
  work: WorkId,
): Promise<DayCount[]> {
  const rows = await db
    .selectFrom(table)
    .select((eb) => [
      eb.fn<string>('substr', ['created_at', eb.val(1), eb.val(10)]).as('day'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('work_id', '=', work)
    .where('state', '=', 'counted')
    .groupBy('day')
    .orderBy('day', 'desc')
    .limit(daysShown)
    .execute()
  return rows.map(({ day, count }) => ({ day, count: Number(count) }))
}

/** How many were set aside as stuffing. For the work's author alone. One query. */
export async function countSetAside(
  db: Db,
  table: 'kudos' | 'call',
  work: WorkId,
): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('work_id', '=', work)
    .where('state', '=', 'set-aside')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
