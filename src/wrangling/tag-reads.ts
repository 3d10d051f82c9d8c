import type { Actor } from '#policy/actor.ts'
import { visibleWork } from '#policy/visible.ts'
import type { TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'

export type TagName = { readonly id: TagId; readonly kind: TagKind; readonly name: string }

/** A tag and its family, as the viewer may know it. */
export type TagFamily = TagName & {
  readonly canonical: boolean
  readonly leftAsIs: boolean
  /** What it is a synonym of. */
  readonly leadsTo: TagName | null
  readonly fandoms: readonly TagName[]
  readonly broader: readonly TagName[]
  /** Tags right below it, and spellings that lead to it and stand on a work the viewer may read: by name, the first. */
  readonly below: readonly TagName[]
  readonly synonyms: readonly TagName[]
  /** There are more than these. */
  readonly more: { readonly below: boolean; readonly synonyms: boolean }
}

/** So many of each list are shown on a page. */
export const familyOnPage = 100

/**
 * A tag with its family, lists from after a name's key. Null where it is none, or one that nothing but what the viewer may
 * not see names. Up to seven queries.
 */
export async function readFamily(
  db: Db,
  actor: Actor,
  id: TagId,
  after: { below?: string; synonyms?: string } = {},
): Promise<TagFamily | null> {
  const tag = await db
    .selectFrom('tag')
    .leftJoin('tag as root', 'root.id', 'tag.canonical_id')
    .select(['tag.id', 'tag.kind', 'tag.name', 'tag.name_key', 'tag.canonical', 'tag.left_as_is'])
    .select(['root.id as root_id', 'root.name as root_name', 'root.kind as root_kind'])
    .where('tag.id', '=', id)
    .executeTakeFirst()
  if (!tag) return null
  if (tag.canonical === 0 && !(await isOnVisibleWork(db, actor, tag))) return null
  const above = await db
    .selectFrom('tag_parent')
    .innerJoin('tag', 'tag.id', 'tag_parent.parent_id')
    .select(['tag.id', 'tag.kind', 'tag.name'])
    .where('tag_parent.tag_id', '=', id)
    .orderBy('tag.name_key')
    .limit(familyOnPage)
    .execute()
  const below = await db
    .selectFrom('tag_parent')
    .innerJoin('tag', 'tag.id', 'tag_parent.tag_id')
    .select(['tag.id', 'tag.kind', 'tag.name'])
    .where('tag_parent.parent_id', '=', id)
    .where('tag.name_key', '>', after.below ?? '')
    .orderBy('tag.name_key')
    .orderBy('tag.id')
    .limit(familyOnPage + 1)
    .execute()
  const synonyms = await db
    .selectFrom('tag')
    .select(['tag.id', 'tag.kind', 'tag.name'])
    .where('tag.canonical_id', '=', id)
    .where('tag.name_key', '>', after.synonyms ?? '')
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
    .orderBy('tag.name_key')
    .orderBy('tag.id')
    .limit(familyOnPage + 1)
    .execute()
  const isFandom = tag.kind === 'fandom'
  return {
    id: tag.id,
    kind: tag.kind,
    name: tag.name,
    canonical: tag.canonical === 1,
    leftAsIs: tag.left_as_is === 1,
    leadsTo:
      tag.root_id !== null && tag.root_name !== null && tag.root_kind !== null
        ? { id: tag.root_id, name: tag.root_name, kind: tag.root_kind }
        : null,
    fandoms: isFandom ? [] : above.filter(({ kind }) => kind === 'fandom'),
    broader: above.filter(({ kind }) => kind === tag.kind),
    below: below.slice(0, familyOnPage),
    synonyms: synonyms.slice(0, familyOnPage),
    more: { below: below.length > familyOnPage, synonyms: synonyms.length > familyOnPage },
  }
}

/** By this spelling or one that differs by case and space alone: they are one tag to readers. */
async function isOnVisibleWork(
  db: Db,
  actor: Actor,
  { kind, name_key }: { kind: TagKind; name_key: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('tag')
    .innerJoin('work_tag', 'work_tag.tag_id', 'tag.id')
    .innerJoin('work', 'work.id', 'work_tag.work_id')
    .select('work.id')
    .where('tag.kind', '=', kind)
    .where('tag.name_key', '=', name_key)
    .where(visibleWork(actor))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Names of tags, by id; those that are not there are left out. One query. */
export async function readTagNames(db: Db, ids: readonly TagId[]): Promise<Map<TagId, TagName>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('tag')
    .select(['id', 'kind', 'name'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
