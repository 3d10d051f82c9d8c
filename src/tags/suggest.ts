import { everything } from '#catalogue/catalogue.ts'
import type { CatalogueHost } from '#catalogue/host.ts'
import type { SuggestHost } from '#catalogue/suggest-host.ts'
import type { SuggestKind } from '#catalogue/suggest-index.ts'
import type { Actor } from '#policy/actor.ts'
import { visibleWork } from '#policy/visible.ts'
import type { TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { tagKey } from '#works/tagging.ts'

export type Asked = {
  readonly typed: string
  /** None means all. */
  readonly kinds: readonly SuggestKind[]
  /** Ids of the fandoms chosen already. */
  readonly fandoms: readonly TagId[]
}

/** A tag as it is suggested: the spelling that fits, and what it leads to where that is another. */
export type Suggested = {
  readonly id: TagId
  readonly name: string
  readonly leadsTo: string | null
}

/** So many are suggested. */
export const mostSuggested = 10

type Needs = {
  readonly db: Db
  readonly catalogue: CatalogueHost
  readonly suggestions: SuggestHost
}

/**
 * Tags that what was typed may mean, best first: none but those that a work which this reader may read is found under.
 * While names are still being read, those that begin with it.
 */
export async function suggestTags(needs: Needs, actor: Actor, asked: Asked): Promise<Suggested[]> {
  const viewer = actor.account ? 'account' : 'stranger'
  const fandoms = await withRoots(needs.db, asked.fandoms)
  const found = await needs.suggestions.find({
    ...asked,
    fandoms,
    viewer,
    most: mostSuggested * 2,
  })
  const ids = found?.map(({ id }) => id as TagId) ?? (await listBeginning(needs.db, actor, asked))
  if (ids.length === 0) return []
  const rows = await needs.db
    .selectFrom('tag')
    .leftJoin('tag as root', 'root.id', 'tag.canonical_id')
    .select(['tag.id', 'tag.kind', 'tag.name', 'root.name as leads_to'])
    .where('tag.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const isTellable = async (id: TagId): Promise<boolean> => {
    const row = byId.get(id)
    if (!row) return false
    const include = [{ kind: row.kind, key: id }]
    const answer = await needs.catalogue.find({ ...everything, viewer, include, size: 0 })
    // Without a catalogue the tags came from works that the reader may read.
    return answer ? answer.count > 0 : found === null
  }
  const shown: Suggested[] = []
  for (let from = 0; from < ids.length && shown.length < mostSuggested;) {
    // No more are asked about than there is room for: nearly all of them may be told.
    const some = ids.slice(from, from + mostSuggested - shown.length)
    from += some.length
    const tellable = await Promise.all(some.map(isTellable))
    for (const [at, id] of some.entries()) {
      const row = tellable[at] ? byId.get(id) : undefined
      if (row) shown.push({ id, name: row.name, leadsTo: row.leads_to })
    }
  }
  return shown
}

async function withRoots(db: Db, fandoms: readonly TagId[]): Promise<TagId[]> {
  if (fandoms.length === 0) return []
  const rows = await db
    .selectFrom('tag')
    .select(['id', 'canonical_id'])
    .where('id', 'in', fandoms)
    .execute()
  return [
    ...new Set(rows.flatMap(({ id, canonical_id }) => (canonical_id ? [id, canonical_id] : [id]))),
  ]
}

/** Tags on works that the reader may read, whose names begin with what was typed. One query for each kind. */
async function listBeginning(db: Db, actor: Actor, { typed, kinds }: Asked): Promise<TagId[]> {
  const key = tagKey(typed)
  if (key === '') return []
  const all =
    kinds.length > 0 ? kinds : (['fandom', 'relationship', 'character', 'additional'] as const)
  const found: TagId[] = []
  for (const kind of all) {
    const rows = await db
      .selectFrom('tag')
      .select('tag.id')
      .where('tag.kind', '=', kind)
      .where('tag.name_key', '>=', key)
      .where('tag.name_key', '<', `${key}\uffff`)
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
      .limit(mostSuggested)
      .execute()
    found.push(...rows.map(({ id }) => id))
  }
  return found.slice(0, mostSuggested)
}
