import type { StemLeaf, StemQuery } from '#storage/text-store.ts'

/** A query as FTS5 reads it (https://www.sqlite.org/fts5.html#full_text_query_syntax); null when it asks for nothing. */
export function matchOf({ all, none }: StemQuery): string | null {
  const groups = all.map(either)
  if (groups.length === 0 || groups.includes(null)) return null
  const wanted = groups.join(' AND ')
  const unwanted = either(none)
  return unwanted === null ? wanted : `(${wanted}) NOT ${unwanted}`
}

/** Any of what is wanted, for scores alone; null when nothing is. */
export function anyOf({ all }: StemQuery): string | null {
  return either(all.flat())
}

function either(leaves: readonly StemLeaf[]): string | null {
  const parts = leaves.flatMap(leafOf)
  return parts.length === 0 ? null : `(${parts.join(' OR ')})`
}

function leafOf({ field, forms }: StemLeaf): string[] {
  if (forms.length === 0) return []
  const either = forms.map((form) => `"${form.join(' ').replaceAll('"', '')}"`).join(' OR ')
  return [field === null ? `(${either})` : `({${field}} : (${either}))`]
}
