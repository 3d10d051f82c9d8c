import { type ExpressionBuilder, sql } from 'kysely'
import type { Answer } from '#catalogue/catalogue.ts'
import type { Actor } from '#policy/actor.ts'
import { visibleWork } from '#policy/visible.ts'
import type { PenNameId, TagId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { CategoryCode } from '#storage/schema/finding-tables.ts'
import type { Tables, WarningAnswer } from '#storage/schema/tables.ts'
import { type Filter, worksOnPage } from './filter.ts'

const mostPages = 20
const rowKinds: readonly string[] = ['pen-name', 'warning', 'category']
const tagKinds: readonly string[] = ['fandom', 'relationship', 'character', 'additional']

/** Whether a work has this warning, folded or not, or this category, or gave this answer about warnings. */
function hasCode(eb: ExpressionBuilder<Tables, 'work'>, kind: 'category' | 'warning', key: string) {
  if (kind === 'category') {
    return eb.exists(
      eb
        .selectFrom('work_category')
        .select('work_category.work_id')
        .whereRef('work_category.work_id', '=', 'work.id')
        .where('work_category.code', '=', key as CategoryCode),
    )
  }
  return eb.or([
    eb('work.warning_answer', '=', key as WarningAnswer),
    eb.exists(
      eb
        .selectFrom('work_warning')
        .select('work_warning.work_id')
        .whereRef('work_warning.work_id', '=', 'work.id')
        .where('work_warning.code', '=', key),
    ),
  ])
}

/**
 * What can be said while the catalogue is being built: works by their tags, pen names, ratings, warnings,
 * categories, languages and completion, the newest first, without families of tags, ranges and counts beside. Bounded; one query.
 */
export async function findPlainly(
  db: Db,
  actor: Actor,
  { include, exclude, page }: Filter,
): Promise<Answer> {
  let query = db.selectFrom('work').select('work.id').where(visibleWork(actor))
  for (const [terms, isIn] of [
    [include, true],
    [exclude, false],
  ] as const) {
    for (const { kind, key } of terms) {
      if (!tagKinds.includes(kind) && !rowKinds.includes(kind)) continue
      query = query.where((eb) => {
        const there =
          kind === 'category' || kind === 'warning'
            ? hasCode(eb, kind, key)
            : kind === 'pen-name'
              ? eb.exists(
                  eb
                    .selectFrom('work_byline')
                    .select('work_byline.work_id')
                    .whereRef('work_byline.work_id', '=', 'work.id')
                    .where('work_byline.pen_name_id', '=', key as PenNameId),
                )
              : eb.exists(
                  eb
                    .selectFrom('work_tag')
                    .select('work_tag.work_id')
                    .whereRef('work_tag.work_id', '=', 'work.id')
                    .where('work_tag.tag_id', '=', key as TagId),
                )
        return isIn ? there : eb.not(there)
      })
    }
    for (const column of ['rating', 'language', 'status'] as const) {
      const keys = terms.filter(({ kind }) => kind === column).map(({ key }) => key)
      if (keys.length > 0)
        query = query.where(`work.${column}`, isIn ? 'in' : 'not in', keys as never)
    }
  }
  const offset = (Math.min(page, mostPages) - 1) * worksOnPage
  const rows = await query
    .orderBy(sql`substr(work.updated_at, 1, 10)`, 'desc')
    .orderBy('work.id')
    .offset(offset)
    .limit(worksOnPage + 1)
    .execute()
  return {
    works: rows.slice(0, worksOnPage).map(({ id }) => id),
    count: page > mostPages ? 0 : offset + rows.length,
    facets: [],
    exact: { count: 'at-least', facets: 'absent' },
  }
}
