import type { Answer, Query, Term, TermKind } from '#catalogue/catalogue.ts'
import type { CatalogueHost } from '#catalogue/host.ts'
import type { PenNameId, TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import { tagKey } from '#works/tagging.ts'
import type { Typed } from './filter-url.ts'

export const isTagKind = (kind: TermKind): kind is TagKind =>
  kind === 'fandom' || kind === 'relationship' || kind === 'character' || kind === 'additional'

/** What terms are called, by `kind key`. Tags of no visible work are left out unless they are canonical. */
export type Names = ReadonlyMap<string, string>
export const nameKey = ({ kind, key }: Term) => `${kind} ${key}`

/** Names of what stands beside a result, which the viewer may know; tags, pen names, ratings and warnings. Four queries. */
export async function readNames(db: Db, terms: readonly Term[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const tags = terms.filter(({ kind }) => isTagKind(kind)).map(({ key }) => key as TagId)
  const penNames = terms
    .filter(({ kind }) => kind === 'pen-name')
    .map(({ key }) => key as PenNameId)
  if (tags.length > 0) {
    const rows = await db
      .selectFrom('tag')
      .select(['id', 'kind', 'name'])
      .where('id', 'in', tags)
      .execute()
    for (const { id, name } of rows) {
      for (const kind of ['fandom', 'relationship', 'character', 'additional'] as const)
        names.set(nameKey({ kind, key: id }), name)
    }
  }
  if (penNames.length > 0) {
    const rows = await db
      .selectFrom('pen_name')
      .select(['id', 'name'])
      .where('id', 'in', penNames)
      .execute()
    for (const { id, name } of rows) names.set(nameKey({ kind: 'pen-name', key: id }), name)
  }
  const ratings = await db.selectFrom('rating').select(['code', 'name']).limit(100).execute()
  for (const { code, name } of ratings) names.set(nameKey({ kind: 'rating', key: code }), name)
  const warnings = await db.selectFrom('warning_kind').select(['code', 'name']).limit(200).execute()
  for (const { code, name } of warnings) names.set(nameKey({ kind: 'warning', key: code }), name)
  return names
}

/**
 * The tags and pen names that were chosen and that this viewer may hear of: of tags those that a visible work has, or
 * that are canonical. Nobody is told what only drafts and hidden works name.
 */
export async function listTellable(
  db: Db,
  catalogue: CatalogueHost,
  viewer: Query['viewer'],
  chosen: readonly Term[],
  everything: Query,
): Promise<Set<string>> {
  const tags = chosen.filter(({ kind }) => isTagKind(kind))
  const canonical = new Set<string>(
    tags.length === 0
      ? []
      : (
          await db
            .selectFrom('tag')
            .select('id')
            .where('canonical', '=', 1)
            .where(
              'id',
              'in',
              tags.map(({ key }) => key as TagId),
            )
            .execute()
        ).map(({ id }) => id),
  )
  const tellable = new Set<string>()
  for (const term of chosen) {
    if (!isTagKind(term.kind) || canonical.has(term.key)) tellable.add(nameKey(term))
    else {
      const answer: Answer | null = await catalogue.find({
        ...everything,
        viewer,
        include: [term],
        size: 0,
      })
      if (answer === null || answer.count > 0) tellable.add(nameKey(term))
    }
  }
  return tellable
}

/** Finds what a person typed: a tag by its key (the most used spelling's family), a pen name by its own. One query each. */
export async function findTyped(db: Db, typed: Typed): Promise<Term | null> {
  if (typed.kind === 'pen-name') {
    const row = await db
      .selectFrom('pen_name')
      .select('id')
      .where('name', '=', typed.name.normalize('NFC'))
      .executeTakeFirst()
    return row ? { kind: 'pen-name', key: row.id } : null
  }
  const row = await db
    .selectFrom('tag')
    .select('id')
    .where('kind', '=', typed.kind)
    .where('name_key', '=', tagKey(typed.name))
    .orderBy('canonical', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row ? { kind: typed.kind, key: row.id } : null
}
