import { sql } from 'kysely'
import type { Actor } from '#policy/actor.ts'
import { visibleWork } from '#policy/visible.ts'
import { day } from '#shared/clock.ts'
import type { PenNameId, TagId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { hydrateWorks } from '#works/reads.ts'
import type { FrontMatter } from '#works/work.ts'

export const worksOnPage = 50

/** Which works a list is of. */
export type Which = {
  fandom?: readonly TagId[]
  penName?: PenNameId
  rating?: string
}

export type WorkList = {
  works: FrontMatter[]
  /** The key of the next page; null when there is none. */
  older: WorkId | null
}

/** The order inside a day tells nothing: not which works were published one after the other. The catalogue's is the same. */
export const dayOf = sql<string>`substr(${sql.ref('work.updated_at')}, 1, 10)`

/** With more works than this a fandom or a pen name is found among the newest works, not the newest among its own. */
const few = 2000

/**
 * Works that the actor may read, those of the newest day first, a page at a time, from after the work `after`. Eight queries at most,
 * whatever the number of works.
 */
export async function listWorks(
  db: Db,
  actor: Actor,
  which: Which,
  after: string | null,
  onPage: number = worksOnPage,
): Promise<WorkList> {
  let query = db.selectFrom('work').select('work.id').where(visibleWork(actor))
  const among = await idsAmong(db, which)
  if (among?.length === 0) return { works: [], older: null }
  if (among && among.length <= few) query = query.where('work.id', 'in', among)
  else {
    const { fandom, penName } = which
    if (fandom) {
      query = query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('work_tag')
            .select('work_tag.work_id')
            .whereRef('work_tag.work_id', '=', 'work.id')
            .where('work_tag.tag_id', 'in', fandom),
        ),
      )
    }
    if (penName) {
      query = query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('work_byline')
            .select('work_byline.work_id')
            .whereRef('work_byline.work_id', '=', 'work.id')
            .where('work_byline.pen_name_id', '=', penName),
        ),
      )
    }
  }
  if (which.rating !== undefined) query = query.where('work.rating', '=', which.rating)
  const last = after === null ? undefined : await readKey(db, actor, after)
  if (after !== null && !last) return { works: [], older: null }
  if (last) {
    // The first condition finds the place in the index, the second one the place within the day.
    query = query
      .where(dayOf, '<=', day(last.updated_at))
      .where((eb) => eb.or([eb(dayOf, '<', day(last.updated_at)), eb('work.id', '>', last.id)]))
  }
  const rows = await query
    .orderBy(dayOf, 'desc')
    .orderBy('work.id')
    .limit(onPage + 1)
    .execute()
  const ids = rows.slice(0, onPage).map(({ id }) => id)
  const works = await hydrateWorks(db, ids)
  return { works, older: rows.length > onPage ? (ids.at(-1) ?? null) : null }
}

/** The works of a fandom or a pen name, when they are few; one more than `few` otherwise. One query, none without either. */
async function idsAmong(db: Db, { fandom, penName }: Which): Promise<WorkId[] | null> {
  if (penName) {
    const rows = await db
      .selectFrom('work_byline')
      .select('work_id')
      .where('pen_name_id', '=', penName)
      .limit(few + 1)
      .execute()
    return rows.map(({ work_id }) => work_id)
  }
  if (!fandom) return null
  const rows = await db
    .selectFrom('work_tag')
    .select('work_id')
    .where('tag_id', 'in', fandom)
    .limit(few + 1)
    .execute()
  return [...new Set(rows.map(({ work_id }) => work_id))]
}

/** Where a list goes on: a work's place among the newest, if the actor may read it. One query. */
async function readKey(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ id: WorkId; updated_at: string } | undefined> {
  return db
    .selectFrom('work')
    .select(['work.id', 'work.updated_at'])
    .where('work.id', '=', id as WorkId)
    .where(visibleWork(actor))
    .executeTakeFirst()
}
