import type { Actor } from '#policy/actor.ts'
import { mayRunArchive } from '#policy/may.ts'
import type { TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'

/**
 * Which tags somebody wrangles: all, those of some fandoms (their canonical ids and every spelling of them and of their
 * subtags), or none.
 */
export type Scope =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'fandoms'
      readonly roots: readonly TagId[]
      readonly spellings: readonly TagId[]
    }
  | { readonly kind: 'none' }

const mostFandoms = 300
const mostSpellings = 3000

/** What the actor wrangles: the archivist all, others what they were given. Up to five queries. */
export async function readScope(db: Db, actor: Actor): Promise<Scope> {
  if (!actor.account) return { kind: 'none' }
  if (mayRunArchive(actor)) return { kind: 'all' }
  const given = await db
    .selectFrom('wrangler')
    .select('fandom_id')
    .where('account_id', '=', actor.account.id)
    .limit(mostFandoms)
    .execute()
  if (given.length === 0) return { kind: 'none' }
  const fandoms = given.flatMap(({ fandom_id }) => fandom_id ?? [])
  return fandoms.length < given.length ? { kind: 'all' } : scopeOf(db, fandoms)
}

/** The scope of these fandoms. */
export async function scopeOf(db: Db, fandoms: readonly TagId[]): Promise<Scope> {
  const asked = await db
    .selectFrom('tag')
    .select(['id', 'canonical_id'])
    .where('id', 'in', fandoms)
    .execute()
  const roots = new Set(asked.map(({ id, canonical_id }) => canonical_id ?? id))
  let above = [...roots]
  while (above.length > 0 && roots.size < mostFandoms) {
    const below = await db
      .selectFrom('tag_parent')
      .innerJoin('tag', 'tag.id', 'tag_parent.tag_id')
      .select('tag.id')
      .where('tag_parent.parent_id', 'in', above)
      .where('tag.kind', '=', 'fandom')
      .limit(mostFandoms)
      .execute()
    above = below.map(({ id }) => id).filter((id) => !roots.has(id))
    for (const id of above) roots.add(id)
  }
  const all = [...roots]
  if (all.length === 0) return { kind: 'none' }
  const synonyms = await db
    .selectFrom('tag')
    .select('id')
    .where('canonical_id', 'in', all)
    .limit(mostSpellings)
    .execute()
  const alike = await db
    .selectFrom('tag as root')
    .innerJoin('tag', (join) =>
      join.onRef('tag.kind', '=', 'root.kind').onRef('tag.name_key', '=', 'root.name_key'),
    )
    .select('tag.id')
    .where('root.id', 'in', all)
    .limit(mostSpellings)
    .execute()
  const spellings = new Set([...all, ...[...synonyms, ...alike].map(({ id }) => id)])
  return { kind: 'fandoms', roots: all, spellings: [...spellings] }
}

/**
 * Which of these tags belong to the scope: its fandoms and their spellings, tags under them, synonyms of those, and of the
 * tags on a published work of them those that wait, and characters and relationships that nobody put under a fandom. At
 * most 100 tags. Two queries.
 */
export async function listWithin(
  db: Db,
  scope: Scope,
  tags: readonly TagId[],
): Promise<ReadonlySet<TagId>> {
  if (scope.kind === 'all') return new Set(tags)
  if (scope.kind === 'none' || tags.length === 0) return new Set()
  const { spellings, roots } = scope
  const within = new Set(tags.filter((id) => spellings.includes(id)))
  const under = await db
    .selectFrom('tag')
    .select('tag.id')
    .where('tag.id', 'in', tags)
    .where('tag.kind', '<>', 'fandom')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('tag_parent')
          .select('tag_parent.tag_id')
          .where((on) => on('tag_parent.tag_id', '=', on.fn.coalesce('tag.canonical_id', 'tag.id')))
          .where('tag_parent.parent_id', 'in', roots),
      ),
    )
    .execute()
  const used = await db
    .selectFrom('tag')
    .select('tag.id')
    .where('tag.id', 'in', tags)
    .where('tag.canonical_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('tag.canonical', '=', 0),
        eb.and([
          eb('tag.kind', 'in', ['character', 'relationship']),
          eb.not(
            eb.exists(
              eb
                .selectFrom('tag_parent')
                .innerJoin('tag as above', 'above.id', 'tag_parent.parent_id')
                .select('above.id')
                .whereRef('tag_parent.tag_id', '=', 'tag.id')
                .where('above.kind', '=', 'fandom'),
            ),
          ),
        ]),
      ]),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('work_tag as own')
          .innerJoin('work', 'work.id', 'own.work_id')
          .innerJoin('work_tag as of', 'of.work_id', 'own.work_id')
          .select('own.work_id')
          .whereRef('own.tag_id', '=', 'tag.id')
          .where('of.tag_id', 'in', spellings)
          .where('work.published_at', 'is not', null)
          .where('work.hidden_at', 'is', null)
          .where('work.deleted_at', 'is', null),
      ),
    )
    .execute()
  for (const { id } of [...under, ...used]) within.add(id)
  return within
}

/** Whether a wrangler of this scope may lead tags to this one: it is within, or belongs to no fandom. Up to three queries. */
export async function mayLeadTo(db: Db, scope: Scope, tag: TagId): Promise<boolean> {
  if ((await listWithin(db, scope, [tag])).has(tag)) return true
  if (scope.kind !== 'fandoms') return false
  const row = await db
    .selectFrom('tag')
    .select(['kind'])
    .select((eb) =>
      eb
        .selectFrom('tag_parent')
        .innerJoin('tag as above', 'above.id', 'tag_parent.parent_id')
        .select('above.id')
        .where((on) => on('tag_parent.tag_id', '=', on.fn.coalesce('tag.canonical_id', 'tag.id')))
        .where('above.kind', '=', 'fandom')
        .limit(1)
        .as('fandom'),
    )
    .where('tag.id', '=', tag)
    .executeTakeFirst()
  return row !== undefined && row.kind !== 'fandom' && row.fandom === null
}
