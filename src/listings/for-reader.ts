import type { Context } from 'hono'
import { isAllShown, readAlwaysOn } from '#filters/always.ts'
import { noFilter, worksOnPage } from '#filters/filter.ts'
import { findWorks } from '#filters/find.ts'
import { allShownPart, canHide, leftOutPart } from '#filters/left-out.ts'
import { readNames } from '#filters/reads.ts'
import type { Html } from '#html.ts'
import type { PenNameId, WorkId } from '#shared/ids.ts'
import { type Url, urls } from '#urls.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { hydrateWorks } from '#works/reads.ts'
import type { FrontMatter } from '#works/work.ts'
import { listWorks } from './reads.ts'

type ForReader = {
  works: FrontMatter[]
  /** What was left out, in words. */
  leftOut: Html | null
  /** Whether it is the first page. */
  isFirst: boolean
  /** The next page. */
  older: Url | null
}

/**
 * The newest works, of a pen name or of all, as this reader wants lists: without what their comfort and what is always on
 * leave out, which is counted. Where nothing is left out the database answers, page by page from after a work; else the
 * catalogue, in the same order, by number of page. Reads `after`, `page` and `show` of the address.
 */
export async function listForReader(
  c: Context<Env>,
  house: House,
  penName: string | null,
  onPage: number = worksOnPage,
): Promise<ForReader> {
  const actor = c.get('actor')
  const { searchParams } = new URL(c.req.url)
  const isAll = isAllShown(searchParams)
  const show = isAll ? ('all' as const) : undefined
  const always = await readAlwaysOn(c, house)
  const hides = canHide(actor, always)
  const page = pageOf(searchParams)
  const here = (at: { after?: string; page?: number; show?: 'all' | undefined }): Url =>
    penName === null ? urls.home(at.show) : urls.penName(penName, at)
  const shown = isAll && hides ? allShownPart(here({})) : null

  if ((!hides || isAll) && page === 1) {
    const after = searchParams.get('after')?.slice(0, 40) || null
    const which = penName === null ? {} : { penName: penName as PenNameId }
    const { works, older } = await listWorks(house.db, actor, which, after, onPage)
    const next = older === null ? null : here({ after: older, show })
    return { works, leftOut: shown, isFirst: after === null, older: next }
  }

  const include = penName === null ? [] : [{ kind: 'pen-name' as const, key: penName }]
  const filter = { ...noFilter, include, page, all: isAll }
  const { answer, leftOut } = await findWorks(house, actor, filter, { always, few: onPage })
  const names = await readNames(house.db, leftOut.comfort?.ratings ?? [])
  const account = actor.account !== null
  return {
    works: await hydrateWorks(house.db, answer.works as WorkId[]),
    leftOut: shown ?? leftOutPart(leftOut, names, { account, here: here({}) }),
    isFirst: page === 1,
    older: answer.count > page * onPage ? here({ page: page + 1, show }) : null,
  }
}

const mostPages = 100_000

function pageOf(search: URLSearchParams): number {
  const typed = search.get('page') ?? ''
  return /^[1-9]\d{0,5}$/.test(typed) ? Math.min(Number(typed), mostPages) : 1
}
