import { type Actor } from '#policy/actor.ts'
import { visibleWork } from '#policy/visible.ts'
import type { TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'

/** A fandom as readers find it: spellings that differ by case and space alone are one. */
export type Fandom = {
  id: TagId
  key: string
  name: string
  /** Works that the reader may read, at most `mostCounted`. */
  works: number
}

/** Counting ends here: a list needs no more than "and more". */
export const mostCounted = 500

const fandomsOnPage = 100

/** Fandoms with works that the actor may read, by name, from after the key `after`. Two queries. */
export async function listFandoms(
  db: Db,
  actor: Actor,
  after: string | null,
  onPage: number = fandomsOnPage,
): Promise<{ fandoms: Fandom[]; next: string | null }> {
  let query = db
    .selectFrom('tag')
    .select((eb) => [
      'tag.name_key',
      eb.fn.min('tag.id').as('id'),
      eb.fn.min('tag.name').as('name'),
    ])
    .where('tag.kind', '=', 'fandom')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('work_tag')
          .innerJoin('work', 'work.id', 'work_tag.work_id')
          .select('work.id')
          .whereRef('work_tag.tag_id', '=', 'tag.id')
          .where(visibleWork(actor)),
      ),
    )
  if (after !== null) query = query.where('tag.name_key', '>', after)
  const rows = await query
    .groupBy('tag.name_key')
    .orderBy('tag.name_key')
    .limit(onPage + 1)
    .execute()
  const found = rows.slice(0, onPage)
  const counts = await countWorks(
    db,
    actor,
    found.map(({ name_key }) => name_key),
  )
  const fandoms = found.map(({ id, name_key, name }) => ({
    id,
    key: name_key,
    name,
    works: counts.get(name_key) ?? 0,
  }))
  return { fandoms, next: rows.length > onPage ? (fandoms.at(-1)?.key ?? null) : null }
}

/** How many works these fandoms hold, each counted up to `mostCounted`. One query. */
async function countWorks(
  db: Db,
  actor: Actor,
  keys: readonly string[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('tag')
    .select('tag.name_key')
    .select((eb) =>
      eb
        .selectFrom((inner) =>
          inner
            .selectFrom('work_tag')
            .innerJoin('work', 'work.id', 'work_tag.work_id')
            .select('work.id')
            .whereRef('work_tag.tag_id', '=', 'tag.id')
            .where(visibleWork(actor))
            .limit(mostCounted)
            .as('some'),
        )
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('works'),
    )
    .where('tag.kind', '=', 'fandom')
    .where('tag.name_key', 'in', keys)
    .execute()
  const counts = new Map<string, number>()
  for (const { name_key, works } of rows) {
    counts.set(name_key, Math.min(mostCounted, (counts.get(name_key) ?? 0) + Number(works)))
  }
  return counts
}

/** A fandom with every spelling of it; null when there is none. One query. */
export async function readFandom(
  db: Db,
  id: string,
): Promise<{ name: string; spellings: TagId[] } | null> {
  const rows = await db
    .selectFrom('tag as asked')
    .innerJoin('tag', (join) =>
      join.onRef('tag.kind', '=', 'asked.kind').onRef('tag.name_key', '=', 'asked.name_key'),
    )
    .select(['tag.id', 'tag.name', 'asked.name as asked_name'])
    .where('asked.id', '=', id as TagId)
    .where('asked.kind', '=', 'fandom')
    .limit(200)
    .execute()
  const [first] = rows
  return first ? { name: first.asked_name, spellings: rows.map((row) => row.id) } : null
}
