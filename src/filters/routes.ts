import { type Context, Hono } from 'hono'
import { everything, mostTerms } from '#catalogue/catalogue.ts'
import { versionOfArchive, versionOfLists } from '#storage/changes.ts'
import { answerPage, answerPublic, goTo } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { type Page, tokenField } from '#web/layout.ts'
import { hydrateWorks } from '#works/reads.ts'
import type { TagId, WorkId } from '#shared/ids.ts'
import { suggestTags } from '#tags/suggest.ts'
import { readExcerpts } from './excerpts.ts'
import { type Filter, withTerm } from './filter.ts'
import {
  formatFilter,
  inOrder,
  type Missing,
  namesIn,
  type Parsed,
  parseFilter,
  type Typed,
} from './filter-url.ts'
import { keptInBrowser, readAlwaysOn } from './always.ts'
import { browserRoutes } from './browser-routes.ts'
import { catalogueVersion, findWorks, viewerOf } from './find.ts'
import { canHide, leftOutPart } from './left-out.ts'
import { foundPage } from './pages.ts'
import { address } from './parts.ts'
import { savedRoutes } from './saved-routes.ts'
import { findTyped, listTellable, nameKey, readNames } from './reads.ts'

/** Works by whatever readers filter by. The address is the filter. */
export function filterRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/works', (c) => answerFilter(c, house))
  app.route('/', savedRoutes(house))
  app.route('/', browserRoutes(house))
  return app
}

async function answerFilter(c: Context<Env>, house: House): Promise<Response> {
  const { searchParams } = new URL(c.req.url)
  const parsed = parseFilter(searchParams)
  const { filter, missing } = await withTyped(house, parsed)
  const written = inOrder(filter)
  // What was sent from the form goes on to the address that says it: one page, one address.
  const isOne = searchParams.toString() === formatFilter(written)
  if (!isOne && missing.length === 0 && parsed.problems.length === 0)
    return goTo(c, address(written))
  const make = () => makePage(c, house, written, missing, parsed.problems)
  // The index of words follows a moment later: what it finds is kept by nobody.
  if (!isOne || written.text) return answerPage(c, house, await make())
  return answerPublic(
    c,
    house,
    async () => {
      const mark = await catalogueVersion(house)
      return `${await versionOf(house, written)}${mark}`
    },
    async () => ({ kind: 'page', page: await make() }),
  )
}

function versionOf(house: House, filter: Filter): Promise<string> {
  return goesByCounts(filter) ? versionOfArchive(house.db) : versionOfLists(house.db)
}

/** Kudos and comments change the order or the choice. */
function goesByCounts({ sort, kudos, comments }: Filter): boolean {
  const limited = [kudos, comments].some((range) => Object.keys(range).length > 0)
  return limited || sort === 'kudos' || sort === 'comments' || sort === 'kudos-per-reader'
}

/** The filter with the names that were typed, looked up; `missing` are those that nothing here is called. */
async function withTyped(
  house: House,
  { filter, typed }: Parsed,
): Promise<{ filter: Filter; missing: Typed[] }> {
  let found = filter
  const missing: Typed[] = []
  const take = async (one: Typed): Promise<boolean> => {
    const term = await findTyped(house.db, one)
    if (term) found = withTerm(found, term, one.exclude ? 'exclude' : 'include')
    return term !== null
  }
  let looked = 0
  for (const one of typed) {
    if (await take(one)) continue
    for (const name of namesIn(one.name)) {
      if (++looked > mostTerms) break
      const part = { ...one, name }
      if (name === one.name || !(await take(part))) missing.push(part)
    }
  }
  return { filter: found, missing }
}

/** So many names that nothing has are looked for nearby, with so many tags each. */
const mostLooked = 5
const mostNear = 4

async function withNear(
  c: Context<Env>,
  house: House,
  filter: Filter,
  missing: readonly Typed[],
): Promise<Missing[]> {
  const fandoms = filter.include
    .filter(({ kind }) => kind === 'fandom')
    .map(({ key }) => key as TagId)
  return Promise.all(
    missing.map(async (one, at) => {
      if (one.kind === 'pen-name' || at >= mostLooked) return { ...one, near: [] }
      const asked = { typed: one.name.slice(0, 200), kinds: [one.kind], fandoms }
      const near = await suggestTags(house, c.get('actor'), asked)
      return { ...one, near: near.slice(0, mostNear) }
    }),
  )
}

async function makePage(
  c: Context<Env>,
  house: House,
  filter: Filter,
  missing: readonly Typed[],
  problems: Parsed['problems'],
): Promise<Page> {
  const actor = c.get('actor')
  const always = await readAlwaysOn(c, house)
  const { answer, leftOut, words } = await findWorks(house, actor, filter, { always })
  const works = await hydrateWorks(house.db, answer.works as WorkId[])
  const chosen = [...filter.include, ...filter.exclude, ...(leftOut.comfort?.ratings ?? [])]
  const beside = answer.facets.flatMap(({ kind, terms }) => terms.map(({ key }) => ({ kind, key })))
  const names = await readNames(house.db, [...chosen, ...beside])
  const tellable = await listTellable(
    house.db,
    house.catalogue,
    viewerOf(actor),
    chosen,
    everything,
  )
  for (const term of chosen) if (!tellable.has(nameKey(term))) names.delete(nameKey(term))
  return foundPage({
    filter,
    names,
    answer,
    works,
    reading: actor.reading,
    missing: await withNear(c, house, filter, missing),
    problems,
    words,
    leftOut: leftOutPart(leftOut, names, {
      account: actor.account !== null,
      here: address(filter),
    }),
    canHide: canHide(actor, always),
    token: tokenField(c, house),
    account: actor.account !== null,
    inBrowser: actor.account ? '' : keptInBrowser(c, house),
    excerpts: filter.text ? await readExcerpts(house.db, actor, works, filter.text) : new Map(),
  })
}
