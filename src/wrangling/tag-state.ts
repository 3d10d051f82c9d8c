import type { TagId } from '#shared/ids.ts'
import type { Db, Tx } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'

/** All that wrangling changes in a tag. Its name is its author's and never changes. */
export type TagState = {
  readonly id: TagId
  readonly kind: TagKind
  readonly name: string
  readonly key: string
  readonly canonical: boolean
  /** The canonical tag that it is a synonym of. */
  readonly canonicalId: TagId | null
  readonly leftAsIs: boolean
  /** Sorted. Of its own kind: broader; fandoms of another kind's tag: where it belongs. */
  readonly parents: readonly TagId[]
}

/** An act that would change more tags at once is refused. */
export const mostTouched = 2000
const atOnce = 500

export const isWaiting = (tag: TagState) =>
  !tag.canonical && tag.canonicalId === null && !tag.leftAsIs

export function sameState(one: TagState, other: TagState): boolean {
  return (
    one.kind === other.kind &&
    one.canonical === other.canonical &&
    one.canonicalId === other.canonicalId &&
    one.leftAsIs === other.leftAsIs &&
    one.parents.join() === other.parents.join()
  )
}

/** Tags as they are now; those that are not there are left out. Two queries for each 500. */
export async function readStates(db: Db, ids: readonly TagId[]): Promise<Map<TagId, TagState>> {
  const states = new Map<TagId, TagState>()
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce)
    const rows = await db
      .selectFrom('tag')
      .select(['id', 'kind', 'name', 'name_key', 'canonical', 'canonical_id', 'left_as_is'])
      .where('id', 'in', some)
      .execute()
    const edges = await db
      .selectFrom('tag_parent')
      .select(['tag_id', 'parent_id'])
      .where('tag_id', 'in', some)
      .orderBy('parent_id')
      .execute()
    for (const row of rows) {
      states.set(row.id, {
        id: row.id,
        kind: row.kind,
        name: row.name,
        key: row.name_key,
        canonical: row.canonical === 1,
        canonicalId: row.canonical_id,
        leftAsIs: row.left_as_is === 1,
        parents: edges.filter(({ tag_id }) => tag_id === row.id).map(({ parent_id }) => parent_id),
      })
    }
  }
  return states
}

/** Makes tags what these states say. */
export async function writeStates(tx: Tx, states: readonly TagState[]): Promise<void> {
  for (const { id, kind, canonical, canonicalId, leftAsIs, parents } of states) {
    await tx
      .updateTable('tag')
      .set({
        kind,
        canonical: canonical ? 1 : 0,
        canonical_id: canonicalId,
        left_as_is: leftAsIs ? 1 : 0,
      })
      .where('id', '=', id)
      .execute()
    await tx.deleteFrom('tag_parent').where('tag_id', '=', id).execute()
    if (parents.length === 0) continue
    await tx
      .insertInto('tag_parent')
      .values(parents.map((parent_id) => ({ tag_id: id, parent_id })))
      .execute()
  }
}

/** Synonyms of a canonical tag, at most one more than an act may touch. One query. */
export async function listSynonymIds(db: Db, id: TagId): Promise<TagId[]> {
  const rows = await db
    .selectFrom('tag')
    .select('id')
    .where('canonical_id', '=', id)
    .orderBy('id')
    .limit(mostTouched + 1)
    .execute()
  return rows.map((row) => row.id)
}

/** Tags right below a tag, at most one more than an act may touch. One query. */
export async function listChildIds(db: Db, id: TagId): Promise<TagId[]> {
  const rows = await db
    .selectFrom('tag_parent')
    .select('tag_id as id')
    .where('parent_id', '=', id)
    .orderBy('tag_id')
    .limit(mostTouched + 1)
    .execute()
  return rows.map((row) => row.id)
}

/** Every spelling that differs from these by case, width and space alone, themselves too. One query for each tag. */
export async function listSameSpelled(
  db: Db,
  tags: readonly { kind: TagKind; key: string }[],
): Promise<TagId[]> {
  const found = new Set<TagId>()
  const asked = new Map(tags.map((tag) => [`${tag.kind} ${tag.key}`, tag]))
  for (const { kind, key } of asked.values()) {
    const rows = await db
      .selectFrom('tag')
      .select('id')
      .where('kind', '=', kind)
      .where('name_key', '=', key)
      .limit(mostTouched)
      .execute()
    for (const { id } of rows) found.add(id)
  }
  return [...found]
}
