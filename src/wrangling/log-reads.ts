import type { PenNameId, TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { acts, type Act, parseLogged } from './logged.ts'
import { readTagNames, type TagName } from './tag-reads.ts'

/** An act as wranglers read of it: under the pen name that it was done under, never the account. */
export type LogLine = {
  readonly id: string
  readonly at: string
  readonly act: Act
  readonly tag: TagName
  /** What the tag leads to since, or its parents, by name. */
  readonly to: readonly string[]
  readonly others: number
  readonly by: string | null
  readonly isUndone: boolean
}

const onPage = 50

/** Where the log goes on: an instant, and the id that parts equals. */
export type LogPlace = { readonly at: string; readonly id: string }

/** What wranglers did, newest first; with one tag or all. Three queries. */
export async function listLog(
  db: Db,
  { after, tag }: { after: LogPlace | null; tag: TagId | null },
): Promise<{ lines: LogLine[]; next: LogPlace | null }> {
  let query = db
    .selectFrom('wrangling')
    .select(['id', 'at', 'act', 'tag_id', 'after', 'undone_at'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(onPage + 1)
  if (tag !== null) query = query.where('tag_id', '=', tag)
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('at', 'id'), '<', tuple(after.at, after.id)),
    )
  const rows = await query.execute()
  const some = rows.slice(0, onPage).map((row) => {
    const { by, tags } = parseLogged(row.after)
    const own = tags.find(({ id }) => id === row.tag_id)
    const to =
      row.act === 'parents' ? (own?.parents ?? []) : own?.canonicalId ? [own.canonicalId] : []
    return { ...row, by, to: to.slice(0, 10), others: tags.length - (own ? 1 : 0) }
  })
  const names = await readTagNames(db, [
    ...new Set(some.flatMap(({ tag_id, to }) => [tag_id, ...to])),
  ])
  const penNames = await readPenNames(
    db,
    some.flatMap(({ by }) => by ?? []),
  )
  const lines = some.flatMap(({ id, at, act, tag_id, to, others, by, undone_at }) => {
    const known = acts.find((one) => one === act)
    const named = names.get(tag_id)
    if (!known || !named) return []
    const line: LogLine = {
      id,
      at,
      act: known,
      tag: named,
      to: to.flatMap((one) => names.get(one)?.name ?? []),
      others,
      by: by === null ? null : (penNames.get(by) ?? null),
      isUndone: undone_at !== null,
    }
    return [line]
  })
  const last = rows[onPage - 1]
  return { lines, next: rows.length > onPage && last ? { at: last.at, id: last.id } : null }
}

async function readPenNames(db: Db, ids: readonly PenNameId[]): Promise<Map<PenNameId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('pen_name')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
