import { sql } from 'kysely'
import type { TagId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { Entry, TagEntry, Term } from './catalogue.ts'

/** Works and tags are read so many at a time. */
export const readAtOnce = 500

const oneDay = 24 * 60 * 60 * 1000
/** A day as the catalogue counts: from 1970-01-01, UTC. */
export const dayNumber = (at: string) => Math.floor(Date.parse(at) / oneDay)

/** A title as lists sort it stands in `title_key`; what is complete with one chapter is a one-shot. */
export async function readEntries(db: Db, ids: readonly WorkId[]): Promise<Entry[]> {
  if (ids.length === 0) return []
  const works = await db
    .selectFrom('work')
    .select(['id', 'title_key', 'rating', 'language', 'status', 'warning_answer', 'accounts_only'])
    .select(['counts_shown', 'words', 'chapters', 'published_at', 'updated_at'])
    .where('id', 'in', ids)
    .where('published_at', 'is not', null)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  const found = works.map(({ id }) => id)
  if (found.length === 0) return []
  const tags = listsOf(
    await db
      .selectFrom('work_tag')
      .select(['work_id', 'tag_id as value'])
      .where('work_id', 'in', found)
      .orderBy('position')
      .execute(),
  )
  const penNames = listsOf(
    await db
      .selectFrom('work_byline')
      .select(['work_id', 'pen_name_id as value'])
      .where('work_id', 'in', found)
      .execute(),
  )
  const categories = listsOf(
    await db
      .selectFrom('work_category')
      .select(['work_id', 'code as value'])
      .where('work_id', 'in', found)
      .execute(),
  )
  const warnings = await db
    .selectFrom('work_warning')
    .select(['work_id', 'code', 'spoiler'])
    .where('work_id', 'in', found)
    .where('code', 'is not', null)
    .execute()
  const warningsOf = Map.groupBy(warnings, ({ work_id }) => work_id)
  const counts = await readCounts(db, found)
  return works.flatMap((work) => {
    if (work.published_at === null) return []
    const terms: Term[] = [
      { kind: 'rating', key: work.rating },
      { kind: 'language', key: work.language },
      { kind: 'status', key: work.status },
      ...(penNames.get(work.id) ?? []).map((key) => ({ kind: 'pen-name' as const, key })),
      ...(categories.get(work.id) ?? []).map((key) => ({ kind: 'category' as const, key })),
      ...(work.warning_answer === 'listed'
        ? []
        : [{ kind: 'warning' as const, key: work.warning_answer }]),
      ...(warningsOf.get(work.id) ?? []).map(({ code, spoiler }) => ({
        kind: spoiler === 1 ? ('folded-warning' as const) : ('warning' as const),
        key: code ?? '',
      })),
    ]
    const shown = work.counts_shown === 1
    return {
      id: work.id,
      tags: tags.get(work.id) ?? [],
      terms,
      accountsOnly: work.accounts_only === 1,
      title: work.title_key,
      words: work.words,
      chapters: work.chapters,
      oneShot: work.status === 'complete' && work.chapters === 1,
      kudos: shown ? (counts.kudos.get(work.id) ?? 0) : null,
      comments: shown ? (counts.comments.get(work.id) ?? 0) : null,
      readers: counts.readers.get(work.id) ?? 0,
      updated: dayNumber(work.updated_at),
      published: dayNumber(work.published_at),
    }
  })
}

async function readCounts(db: Db, ids: readonly WorkId[]) {
  const kudos = await db
    .selectFrom('kudos')
    .select((eb) => ['work_id', eb.fn.countAll<number>().as('count')])
    .where('work_id', 'in', ids)
    .where('state', '=', 'counted')
    .groupBy('work_id')
    .execute()
  const comments = await db
    .selectFrom('comment')
    .select((eb) => ['work_id', eb.fn.countAll<number>().as('count')])
    .where('work_id', 'in', ids)
    .where('state', '=', 'shown')
    .where('is_private', '=', 0)
    .groupBy('work_id')
    .execute()
  const readers = await db
    .selectFrom('work_readers')
    .select(['work_id', 'readers as count'])
    .where('work_id', 'in', ids)
    .execute()
  const byWork = (rows: readonly { work_id: WorkId; count: number }[]) =>
    new Map(rows.map(({ work_id, count }) => [work_id, Number(count)]))
  return { kudos: byWork(kudos), comments: byWork(comments), readers: byWork(readers) }
}

function listsOf(
  rows: readonly { work_id: WorkId; value: string }[],
): ReadonlyMap<WorkId, string[]> {
  const lists = new Map<WorkId, string[]>()
  for (const { work_id, value } of rows) {
    const list = lists.get(work_id)
    if (list) list.push(value)
    else lists.set(work_id, [value])
  }
  return lists
}

/** Ids of all works that may be found, a batch at a time, from after `after`. One query. */
export async function listFindable(db: Db, after: string): Promise<WorkId[]> {
  const rows = await db
    .selectFrom('work')
    .select('id')
    .where('id', '>', after as WorkId)
    .where('published_at', 'is not', null)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(readAtOnce)
    .execute()
  return rows.map(({ id }) => id)
}

/** Ids of all tags, a batch at a time, from after `after`. One query. */
export async function listTags(db: Db, after: string): Promise<TagId[]> {
  const rows = await db
    .selectFrom('tag')
    .select('id')
    .where('id', '>', after as TagId)
    .orderBy('id')
    .limit(readAtOnce)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * These tags with their families. Spellings of one kind that differ by case and space alone are one: they are found under
 * the canonical one among them, else under the one with the lowest id. Three queries.
 */
export async function readTags(db: Db, ids: readonly TagId[]): Promise<TagEntry[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('tag')
    .select(['tag.id', 'tag.kind', 'tag.canonical_id', 'tag.canonical', 'tag.left_as_is'])
    .select((eb) =>
      eb
        .selectFrom('tag as same')
        .select(sql<TagId>`coalesce(same.canonical_id, same.id)`.as('id'))
        .whereRef('same.kind', '=', 'tag.kind')
        .whereRef('same.name_key', '=', 'tag.name_key')
        .orderBy(
          sql`case when same.canonical = 1 then 0 when same.canonical_id is not null then 1 else 2 end`,
        )
        .orderBy('same.id')
        .limit(1)
        .as('first_id'),
    )
    .where('tag.id', 'in', ids)
    .execute()
  // Kinds are read apart: joined, the planner may begin with all tags of a kind.
  const edges = await db
    .selectFrom('tag_parent')
    .select(['tag_id', 'parent_id'])
    .where('tag_id', 'in', ids)
    .orderBy('parent_id')
    .execute()
  const above = [...new Set(edges.map(({ parent_id }) => parent_id))]
  const kinds = new Map<TagId, string>()
  for (let from = 0; from < above.length; from += readAtOnce) {
    const some = above.slice(from, from + readAtOnce)
    const read = await db.selectFrom('tag').select(['id', 'kind']).where('id', 'in', some).execute()
    for (const { id, kind } of read) kinds.set(id, kind)
  }
  const broaderOf = new Map<TagId, TagId[]>()
  const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]))
  for (const { tag_id, parent_id } of edges) {
    if (kinds.get(parent_id) !== kindOf.get(tag_id)) continue
    const list = broaderOf.get(tag_id)
    if (list) list.push(parent_id)
    else broaderOf.set(tag_id, [parent_id])
  }
  return rows.map((row) => {
    const root = row.canonical === 1 ? row.id : (row.canonical_id ?? row.first_id ?? row.id)
    return {
      id: row.id,
      kind: row.kind,
      root,
      broader: root === row.id ? (broaderOf.get(row.id) ?? []) : [],
      unwrangled: row.canonical === 0 && row.canonical_id === null && row.left_as_is === 0,
    }
  })
}

/** Tags that works have, and every spelling of them: what may be new, or new to, a family. One query. */
export async function listSpellings(db: Db, tags: readonly TagId[]): Promise<TagId[]> {
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom('tag as named')
    .innerJoin('tag', (join) =>
      join.onRef('tag.kind', '=', 'named.kind').onRef('tag.name_key', '=', 'named.name_key'),
    )
    .select('tag.id')
    .distinct()
    .where('named.id', 'in', tags)
    .limit(20 * readAtOnce)
    .execute()
  return rows.map(({ id }) => id)
}
