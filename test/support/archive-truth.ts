import type { Entry, TagEntry, Term } from '#catalogue/catalogue.ts'
import type { TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'

const dayOf = (at: string) => Math.floor(Date.parse(at) / 86_400_000)

/** What there is to be found in an archive, worked out from its tables one row after the other. */
export async function archiveTruth(db: Db): Promise<{ entries: Entry[]; tags: TagEntry[] }> {
  const works = await db.selectFrom('work').selectAll().execute()
  const tags = await db.selectFrom('tag').selectAll().execute()
  const parents = await db.selectFrom('tag_parent').selectAll().execute()
  const workTags = await db.selectFrom('work_tag').selectAll().execute()
  const bylines = await db.selectFrom('work_byline').selectAll().execute()
  const categories = await db.selectFrom('work_category').selectAll().execute()
  const warnings = await db.selectFrom('work_warning').selectAll().execute()
  const kudos = await db.selectFrom('kudos').selectAll().execute()
  const comments = await db.selectFrom('comment').selectAll().execute()
  const readers = await db.selectFrom('work_readers').selectAll().execute()
  const entries: Entry[] = []
  for (const work of works) {
    const { id, published_at } = work
    if (published_at === null || work.hidden_at !== null || work.deleted_at !== null) continue
    const terms: Term[] = [
      { kind: 'rating', key: work.rating },
      { kind: 'language', key: work.language },
      { kind: 'status', key: work.status },
    ]
    for (const one of bylines)
      if (one.work_id === id) terms.push({ kind: 'pen-name', key: one.pen_name_id })
    for (const one of categories)
      if (one.work_id === id) terms.push({ kind: 'category', key: one.code })
    if (work.warning_answer !== 'listed') terms.push({ kind: 'warning', key: work.warning_answer })
    for (const one of warnings) {
      if (one.work_id !== id || one.code === null) continue
      terms.push({ kind: one.spoiler === 1 ? 'folded-warning' : 'warning', key: one.code })
    }
    const shown = work.counts_shown === 1
    const given = kudos.filter((one) => one.work_id === id && one.state === 'counted').length
    const said = comments.filter(
      (one) => one.work_id === id && one.state === 'shown' && one.is_private === 0,
    ).length
    entries.push({
      id,
      tags: workTags.filter((one) => one.work_id === id).map(({ tag_id }) => tag_id),
      terms,
      accountsOnly: work.accounts_only === 1,
      title: work.title_key,
      words: work.words,
      chapters: work.chapters,
      oneShot: work.status === 'complete' && work.chapters === 1,
      kudos: shown ? given : null,
      comments: shown ? said : null,
      readers: readers.find((one) => one.work_id === id)?.readers ?? 0,
      updated: dayOf(work.updated_at),
      published: dayOf(published_at),
    })
  }
  const kindOf = new Map(tags.map(({ id, kind }) => [id, kind]))
  const described = tags.map((tag): TagEntry => {
    const root = rootOf(tag)
    const above = parents.filter(
      ({ tag_id, parent_id }) => tag_id === tag.id && kindOf.get(parent_id) === tag.kind,
    )
    return {
      id: tag.id,
      kind: tag.kind,
      root,
      broader: root === tag.id ? above.map(({ parent_id }) => parent_id) : [],
      unwrangled: tag.canonical === 0 && tag.canonical_id === null && tag.left_as_is === 0,
    }
  })
  return { entries, tags: described }

  /** Spellings that differ by case and space alone are one tag. */
  function rootOf(tag: (typeof tags)[number]): TagId {
    if (tag.canonical === 1) return tag.id
    if (tag.canonical_id !== null) return tag.canonical_id
    const same = tags.filter(({ kind, name_key }) => kind === tag.kind && name_key === tag.name_key)
    const lowest = (some: typeof tags) => some.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]
    const canonical = lowest(same.filter((one) => one.canonical === 1))
    if (canonical) return canonical.id
    const synonym = lowest(same.filter((one) => one.canonical_id !== null))
    return synonym?.canonical_id ?? lowest(same)?.id ?? tag.id
  }
}
