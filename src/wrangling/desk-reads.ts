import { everything, mostFacets } from '#catalogue/catalogue.ts'
import type { CatalogueHost } from '#catalogue/host.ts'
import type { Actor } from '#policy/actor.ts'
import { visibleWork } from '#policy/visible.ts'
import type { TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import { tagKey } from '#works/tagging.ts'
import { comparedName, type Likeness, likeness } from './alike.ts'
import type { Scope } from './scope.ts'

/** A tag that waits for a wrangler. */
export type Waiting = {
  readonly id: TagId
  readonly name: string
  /** Works that it is on; null where they were not counted. */
  readonly works: number | null
  readonly likely: readonly Likely[]
}
export type Likely = {
  readonly id: TagId
  readonly name: string
  readonly canonical: boolean
  readonly why: Likeness
}

export type Choice = {
  readonly kind: TagKind
  readonly fandom: TagId | null
  /** Beginning of the name; '' lists the most used. */
  readonly find: string
  /** How many of the most used to pass over, or the key after which names go on. */
  readonly from: number
  readonly after: string
}

export const waitingOnPage = 50
const mostLikely = 4

type Needs = { readonly db: Db; readonly catalogue: CatalogueHost }
type Listed = {
  readonly waiting: readonly Waiting[]
  /** Where the list goes on. */
  readonly next: { from: number } | { after: string } | null
}

/** Tags that wait, of a kind and in works of a fandom: the most used first, or by name. None that only drafts have. */
export async function listWaiting(needs: Needs, actor: Actor, choice: Choice): Promise<Listed> {
  const used =
    choice.find === '' && choice.after === '' ? await listUsed(needs, choice, true) : null
  if (!used) return listByName(needs, actor, choice)
  const some = used.slice(choice.from, choice.from + waitingOnPage)
  const rows = await readRows(
    needs.db,
    some.map(({ key }) => key as TagId),
  )
  const named = some.flatMap(({ key, count }) => {
    const row = rows.get(key as TagId)
    return row ? [{ id: row.id, name: row.name, works: count }] : []
  })
  const isMore = used.length > choice.from + waitingOnPage
  return {
    waiting: await withLikely(needs, choice, named),
    next: isMore ? { from: choice.from + waitingOnPage } : null,
  }
}

/** The most used tags of a kind, all or those that wait; null while the catalogue is being built. */
async function listUsed({ catalogue }: Needs, choice: Choice, unwrangledOnly: boolean) {
  const answer = await catalogue.find({
    ...everything,
    viewer: 'account',
    include: choice.fandom === null ? [] : [{ kind: 'fandom', key: choice.fandom }],
    facets: [choice.kind],
    facetSize: mostFacets,
    unwrangledOnly,
    size: 0,
  })
  return answer?.facets.find(({ kind }) => kind === choice.kind)?.terms ?? null
}

type Row = { id: TagId; name: string; canonical: 0 | 1 }

async function readRows(db: Db, ids: readonly TagId[]): Promise<Map<TagId, Row>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('tag')
    .select(['id', 'name', 'canonical'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function listByName(needs: Needs, actor: Actor, choice: Choice): Promise<Listed> {
  const key = tagKey(choice.find)
  let query = needs.db
    .selectFrom('tag')
    .select(['tag.id', 'tag.name', 'tag.name_key'])
    .where('tag.kind', '=', choice.kind)
    .where('tag.canonical', '=', 0)
    .where('tag.canonical_id', 'is', null)
    .where('tag.left_as_is', '=', 0)
    .where('tag.name_key', '>=', key)
    .where('tag.name_key', '>', choice.after)
    .where((eb) => {
      const works = eb
        .selectFrom('work_tag as own')
        .innerJoin('work', 'work.id', 'own.work_id')
        .select('own.work_id')
        .whereRef('own.tag_id', '=', 'tag.id')
        .where(visibleWork(actor))
      const { fandom } = choice
      return eb.exists(
        fandom === null
          ? works
          : works
              .innerJoin('work_tag as of', 'of.work_id', 'own.work_id')
              .innerJoin('tag as fandom', 'fandom.id', 'of.tag_id')
              .where((on) =>
                on.or([on('fandom.id', '=', fandom), on('fandom.canonical_id', '=', fandom)]),
              ),
      )
    })
    .orderBy('tag.name_key')
    .orderBy('tag.id')
    .limit(waitingOnPage + 1)
  if (key !== '') query = query.where('tag.name_key', '<', `${key}\uffff`)
  const rows = await query.execute()
  const some = rows.slice(0, waitingOnPage)
  const last = some.at(-1)
  return {
    waiting: await withLikely(
      needs,
      choice,
      some.map(({ id, name }) => ({ id, name, works: null })),
    ),
    next: rows.length > waitingOnPage && last ? { after: last.name_key } : null,
  }
}

/**
 * What each may be a synonym of: among the most used of its kind in the fandom (canonical ones, and what waits there
 * with a greater use), and the canonical tags anywhere whose name is nearly its own.
 */
async function withLikely(
  needs: Needs,
  choice: Choice,
  waiting: readonly { id: TagId; name: string; works: number | null }[],
): Promise<Waiting[]> {
  const used = (await listUsed(needs, choice, false)) ?? []
  const counts = new Map(used.map(({ key, count }) => [key, count]))
  const rows = await readRows(
    needs.db,
    used.map(({ key }) => key as TagId),
  )
  for (const row of await listNamedNearly(needs.db, choice.kind, waiting)) rows.set(row.id, row)
  const candidates = [...rows.values()].map((row) => ({
    ...row,
    compared: comparedName(row.name),
    uses: counts.get(row.id) ?? 0,
  }))
  return waiting.map((one) => {
    const compared = comparedName(one.name)
    const likely = candidates.flatMap(({ id, name, canonical, uses, compared: other }) => {
      if (id === one.id) return []
      const isGreater =
        canonical === 1 || uses > (one.works ?? 0) || (uses === one.works && id < one.id)
      const why = isGreater ? likeness(compared, other) : null
      return why ? [{ id, name, canonical: canonical === 1, why, uses }] : []
    })
    const sorted = likely.toSorted(
      (a, b) =>
        Number(b.canonical) - Number(a.canonical) || b.uses - a.uses || (a.id < b.id ? -1 : 1),
    )
    return { ...one, likely: sorted.slice(0, mostLikely).map(({ uses: _, ...rest }) => rest) }
  })
}

/** Canonical tags whose key is one that the names might have been written as. One query. */
async function listNamedNearly(
  db: Db,
  kind: TagKind,
  waiting: readonly { name: string }[],
): Promise<Row[]> {
  const keys = new Set(waiting.flatMap(({ name }) => writtenOtherwise(name)))
  if (keys.size === 0) return []
  return db
    .selectFrom('tag')
    .select(['id', 'name', 'canonical'])
    .where('kind', '=', kind)
    .where('name_key', 'in', [...keys])
    .where('canonical', '=', 1)
    .limit(500)
    .execute()
}

/** Keys of a name with its sides swapped, without punctuation and accents, and with its words the other way round. */
function writtenOtherwise(name: string): string[] {
  const key = tagKey(name)
  const bare = key.normalize('NFD').replace(/\p{M}/gu, '')
  const forms = [key, bare, bare.replace(/[^\p{L}\p{N}/& ]/gu, ''), bare.replace(/[-_.]/g, ' ')]
  const swapped = forms.flatMap((form) => {
    const sides = form.split(/\s*([/&])\s*/)
    const [left, sign, right] = sides
    return sides.length === 3 && left && right
      ? [
          `${right}${sign}${left}`,
          `${right} ${sign} ${left}`,
          `${left}${sign}${right}`,
          `${left} ${sign} ${right}`,
        ]
      : []
  })
  return [...forms, ...swapped].map(tagKey).filter((one) => one !== '')
}

/** Fandoms to choose among: of the scope, or the most used. Up to two queries. */
export async function listFandomChoices(
  { db, catalogue }: Needs,
  scope: Scope,
): Promise<{ id: TagId; name: string }[]> {
  const ids =
    scope.kind === 'fandoms'
      ? scope.roots
      : ((
          await catalogue.find({
            ...everything,
            viewer: 'account',
            facets: ['fandom'],
            facetSize: 100,
            size: 0,
          })
        )?.facets[0]?.terms.map(({ key }) => key as TagId) ?? [])
  const rows = await readRows(db, ids)
  return [...rows.values()].toSorted((a, b) => (tagKey(a.name) < tagKey(b.name) ? -1 : 1))
}
