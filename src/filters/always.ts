import type { Context } from 'hono'
import type { Term } from '#catalogue/catalogue.ts'
import { dropCookie, readCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { noFilter } from './filter.ts'
import { formatFilter, inOrder } from './filter-url.ts'
import { leavesOut } from './saved.ts'
import { listAlwaysOn } from './saved-reads.ts'

/** A filter that is always on for who asks: `query` is the query part of its address. */
export type AlwaysOn = { readonly name: string; readonly query: string }

/** As long as the address of a filter in a cookie may be: with all others it has to fit into what servers take. */
export const longestInBrowser = 1000

/** What an address leaves out, as an address of its own: all that a filter does that is always on. */
export function onlyOut(query: string): string {
  const exclude: readonly Term[] = leavesOut([{ query }])
  return formatFilter(inOrder({ ...noFilter, exclude }))
}

/**
 * What is always on for who asks: an account's own filters, whatever the browser; else the one that this browser keeps.
 * What somebody else wrote into the cookie is read as an address is: what can't be read is left out. One query, none for
 * strangers.
 */
export async function readAlwaysOn(c: Context<Env>, house: House): Promise<readonly AlwaysOn[]> {
  const { account } = c.get('actor')
  if (account) return listAlwaysOn(house.db, account.id)
  const query = keptInBrowser(c, house)
  return query ? [{ name: say('filters.browser.name'), query }] : []
}

/** The filter that this browser keeps, '' for none. */
export function keptInBrowser(c: Context<Env>, house: House): string {
  const cookie = readCookie(c, house.config, 'filter')
  return cookie && cookie.length <= longestInBrowser ? onlyOut(cookie) : ''
}

/** Keeps what the filter leaves out always on in this browser; drops what was kept where it leaves out nothing. */
export function keepInBrowser(
  c: Context<Env>,
  house: House,
  query: string,
): { kind: 'kept' | 'dropped' | 'too-long' } {
  const out = onlyOut(query)
  if (out.length > longestInBrowser) return { kind: 'too-long' }
  if (out === '') {
    dropCookie(c, house.config, 'filter')
    return { kind: 'dropped' }
  }
  writeCookie(c, house.config, 'filter', out)
  return { kind: 'kept' }
}

/** The address of the same page with nothing left out, this once: `parseFilter` and the lists read it. */
export const isAllShown = (search: URLSearchParams): boolean => search.get('show') === 'all'
