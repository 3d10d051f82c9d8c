import { Hono } from 'hono'
import type { SuggestKind } from '#catalogue/suggest-index.ts'
import type { TagId } from '#shared/ids.ts'
import { tameMarks } from '#shared/marks.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { suggestTags } from './suggest.ts'

const kinds: readonly SuggestKind[] = ['fandom', 'relationship', 'character', 'additional']
const longestTyped = 200
const mostFandoms = 20

/**
 * Names of tags for what is being typed: `/tags/suggest?q=…&kind=…&fandom=…`, kinds and chosen fandoms any number of times.
 * Answers `{"suggestions":[{"value","label","leadsTo"}]}`, at most ten.
 */
export function suggestRoutes(house: House): Hono<Env> {
  return new Hono<Env>().get('/tags/suggest', async (c) => {
    const { searchParams } = new URL(c.req.url)
    const typed = tameMarks(
      (searchParams.get('q') ?? '')
        .slice(0, longestTyped)
        .toWellFormed()
        .replace(/\p{Cc}/gu, ' '),
    )
    const wanted = searchParams.getAll('kind').slice(0, 8)
    const fandoms = searchParams
      .getAll('fandom')
      .slice(0, mostFandoms)
      .filter((id): id is TagId => /^[0-9a-z]{16}$/.test(id))
    const found = await suggestTags(house, c.get('actor'), {
      typed,
      kinds: kinds.filter((kind) => wanted.includes(kind)),
      fandoms,
    })
    const suggestions = found.map(({ name, leadsTo }) => ({ value: name, label: name, leadsTo }))
    // What somebody may see changes from one moment to the next, and from one reader to another.
    return c.json({ suggestions }, 200, { 'cache-control': 'private, no-store' })
  })
}
