import { sql } from 'kysely'
import type { TagId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { readAtOnce, readTags } from './read-entries.ts'
import type { TagFacts } from './suggest-rows.ts'

const mostFandoms = 6
/** Uses beyond are not counted one by one when a tag is read alone. */
const mostCounted = 2000

/**
 * These tags as they are, with how many works have each. A tag that no wrangler put under a fandom belongs to those of a
 * work that it is on. About ten queries; with `bounded` one for each tag, whose published works are counted up to 2,000.
 */
export async function readTagFacts(
  db: Db,
  ids: readonly TagId[],
  { bounded }: { bounded: boolean },
): Promise<TagFacts[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('tag')
    .select(['id', 'kind', 'name'])
    .where('id', 'in', ids)
    .execute()
  const counts = bounded ? await countBounded(db, ids) : await countAll(db, ids)
  const roots = new Map((await readTags(db, ids)).map(({ id, root }) => [id, root as TagId]))
  const parents = await readFandoms(db, [...new Set([...ids, ...roots.values()])])
  const lost = rows
    .filter(({ id, kind }) => kind !== 'fandom' && !parents.has(roots.get(id) ?? id))
    .map(({ id }) => id)
  const beside = await fandomsBeside(db, lost)
  return rows.map(({ id, kind, name }) => {
    const root = roots.get(id) ?? id
    const count = counts.get(id) ?? { own: 0, ownForStrangers: 0 }
    const fandoms = kind === 'fandom' ? [] : (parents.get(root) ?? beside.get(id) ?? [])
    return { id, kind, name, root, ...count, fandoms }
  })
}

type Counts = Map<TagId, { own: number; ownForStrangers: number }>
const visible = sql<boolean>`work.published_at is not null and work.hidden_at is null and work.deleted_at is null`

/** By the index alone: works that are not published count too. Whether a tag may be told is asked of the catalogue. */
async function countAll(db: Db, ids: readonly TagId[]): Promise<Counts> {
  const rows = await db
    .selectFrom('work_tag')
    .select((eb) => ['tag_id as id', eb.fn.countAll<number>().as('own')])
    .where('tag_id', 'in', ids)
    .groupBy('tag_id')
    .execute()
  return new Map(
    rows.map(({ id, own }) => [id, { own: Number(own), ownForStrangers: Number(own) }]),
  )
}

async function countBounded(db: Db, ids: readonly TagId[]): Promise<Counts> {
  const counts: Counts = new Map()
  for (const id of ids) {
    const row = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('work_tag')
          .innerJoin('work', 'work.id', 'work_tag.work_id')
          .select('work.accounts_only')
          .where('work_tag.tag_id', '=', id)
          .where(visible)
          .limit(mostCounted)
          .as('some'),
      )
      .select((eb) => [
        eb.fn.countAll<number>().as('own'),
        sql<number | null>`sum(1 - accounts_only)`.as('open'),
      ])
      .executeTakeFirstOrThrow()
    counts.set(id, { own: Number(row.own), ownForStrangers: Number(row.open ?? 0) })
  }
  return counts
}

async function readFandoms(db: Db, ids: readonly TagId[]): Promise<Map<TagId, TagId[]>> {
  const edges = await db
    .selectFrom('tag_parent')
    .select(['tag_id', 'parent_id'])
    .where('tag_id', 'in', ids)
    .execute()
  const areFandoms = await onlyFandoms(
    db,
    edges.map(({ parent_id }) => parent_id),
  )
  const fandoms = new Map<TagId, TagId[]>()
  for (const { tag_id, parent_id } of edges) {
    if (!areFandoms.has(parent_id)) continue
    const list = fandoms.get(tag_id)
    if (!list) fandoms.set(tag_id, [parent_id])
    else if (list.length < mostFandoms) list.push(parent_id)
  }
  return fandoms
}

/** Which of these tags are fandoms, each with what it leads to. Read apart: joined, the planner may begin with all fandoms. */
async function onlyFandoms(db: Db, tags: readonly TagId[]): Promise<Map<TagId, TagId>> {
  const asked = [...new Set(tags)]
  const found = new Map<TagId, TagId>()
  for (let from = 0; from < asked.length; from += readAtOnce) {
    const rows = await db
      .selectFrom('tag')
      .select(['id', 'kind', 'canonical_id'])
      .where('id', 'in', asked.slice(from, from + readAtOnce))
      .execute()
    for (const { id, kind, canonical_id } of rows)
      if (kind === 'fandom') found.set(id, canonical_id ?? id)
  }
  return found
}

/** The fandoms of a work that each tag is on, where it is one that is published. Four queries. */
async function fandomsBeside(db: Db, ids: readonly TagId[]): Promise<Map<TagId, TagId[]>> {
  if (ids.length === 0) return new Map()
  const firsts = await db
    .selectFrom('work_tag')
    .select((eb) => ['tag_id', eb.fn.min('work_id').as('work')])
    .where('tag_id', 'in', ids)
    .groupBy('tag_id')
    .execute()
  const works = [...new Set(firsts.map(({ work }) => work as WorkId))]
  if (works.length === 0) return new Map()
  const shown = await db
    .selectFrom('work')
    .select('id')
    .where('id', 'in', works)
    .where(visible)
    .execute()
  const open = shown.map(({ id }) => id)
  if (open.length === 0) return new Map()
  const beside = await db
    .selectFrom('work_tag')
    .select(['work_id', 'tag_id'])
    .where('work_id', 'in', open)
    .execute()
  const fandoms = await onlyFandoms(
    db,
    beside.map(({ tag_id }) => tag_id),
  )
  const ofWork = Map.groupBy(beside, ({ work_id }) => work_id)
  return new Map(
    firsts.map(({ tag_id, work }) => {
      const its = (ofWork.get(work as WorkId) ?? []).flatMap((one) => fandoms.get(one.tag_id) ?? [])
      return [tag_id, [...new Set(its)].slice(0, mostFandoms)]
    }),
  )
}

/** Tags of these works, and every tag of their families up to 500: what may be found otherwise now. Two queries. */
export async function listTagsOf(db: Db, works: readonly WorkId[]): Promise<TagId[]> {
  if (works.length === 0) return []
  const rows = await db
    .selectFrom('work_tag')
    .select('tag_id')
    .distinct()
    .where('work_id', 'in', works)
    .limit(5000)
    .execute()
  return rows.map(({ tag_id }) => tag_id)
}

/** Every spelling that leads where one of these does, up to 2,000. Two queries. */
export async function listFamilies(db: Db, ids: readonly TagId[]): Promise<TagId[]> {
  if (ids.length === 0) return []
  const roots = new Set((await readTags(db, ids)).map(({ root }) => root as TagId))
  const rows = await db
    .selectFrom('tag')
    .select('id')
    .where((eb) => eb.or([eb('id', 'in', [...roots]), eb('canonical_id', 'in', [...roots])]))
    .limit(2000)
    .execute()
  return [...new Set([...ids, ...rows.map(({ id }) => id)])]
}
