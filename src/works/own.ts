import type { Context, MiddlewareHandler } from 'hono'
import { askToSignIn } from '#accounts/parts.ts'
import { mayWriteWork } from '#policy/may.ts'
import { notFound } from '#shared/errors.ts'
import type { AccountId, WorkId } from '#shared/ids.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { readDeskChapter, type DeskChapter } from './desk-reads.ts'
import { hydrateWorks, readOwners } from './reads.ts'
import type { FrontMatter } from './work.ts'

/** The desk is for people who are signed in; everybody else is asked to. */
export const signedIn: MiddlewareHandler<Env> = async (c, next) => {
  if (!c.get('actor').account) return askToSignIn(c)
  holdNoNul(c)
  return next()
}

/** No id and no key holds a NUL, and PostgreSQL takes none in a text: an address with one leads nowhere. */
export function holdNoNul(c: Context<Env>): void {
  if (c.req.url.includes('%00')) notFound()
}

/** The account behind this request, after `signedIn`. */
export function authorOf(c: Context<Env>): { id: AccountId; actingPenName: string } {
  const account = c.get('actor').account ?? notFound()
  return { id: account.id, actingPenName: account.actingPenName?.id ?? '' }
}

/** The actor's own work, not in the bin, with its front matter. Everything else is not found. Six queries. */
export async function ownWork(c: Context<Env>, house: House, id: string): Promise<FrontMatter> {
  const workId = id as WorkId
  if (!mayWriteWork(c.get('actor'), await readOwners(house.db, workId))) notFound()
  const row = await house.db
    .selectFrom('work')
    .select('id')
    .where('id', '=', workId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const [work] = row ? await hydrateWorks(house.db, [workId]) : []
  return work ?? notFound()
}

/** A chapter of the actor's own work that is not in the bin, with that work. */
export async function ownChapter(
  c: Context<Env>,
  house: House,
  id: string,
): Promise<{ chapter: DeskChapter; work: FrontMatter }> {
  const chapter = (await readDeskChapter(house.db, id)) ?? notFound()
  if (chapter.deletedAt !== null) notFound()
  return { chapter, work: await ownWork(c, house, chapter.workId) }
}
