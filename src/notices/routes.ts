import { type Context, Hono } from 'hono'
import { askToSignIn } from '#accounts/parts.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { markAllSeen, markSeen } from './acts.ts'
import { noticesPage } from './pages.ts'
import { listNotices } from './reads.ts'

/** What reached the pen names of an account: for its owner alone. */
export function noticeRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/notices', (c) => showNotices(c, house))
  app.post('/notices/seen', (c) => postSeen(c, house))
  return app
}

async function showNotices(c: Context<Env>, house: House): Promise<Response> {
  const actor = c.get('actor')
  const { account } = actor
  if (!account) return askToSignIn(c)
  const after = c.req.query('after')?.slice(0, 40) || null
  const { notices, older } = await listNotices(house.db, { ...actor, account }, after)
  const fresh = notices.filter(({ isNew }) => isNew).map(({ id }) => id)
  const [newest] = notices
  const more = after === null && newest && account.unseenNotices > fresh.length
  const page = noticesPage({
    notices,
    isFirst: after === null,
    older,
    seenAll: more ? { token: tokenField(c, house), newest: newest.id } : null,
  })
  const response = answerPage(c, house, page)
  if (fresh.length > 0 && isLookedAt(c)) {
    await house.write((tx) => markSeen(tx, house, account.id, fresh))
  }
  return response
}

async function postSeen(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const { account } = c.get('actor')
  if (!account) return askToSignIn(c)
  const newest = text(form, 'newest').slice(0, 40)
  await house.write((tx) => markAllSeen(tx, house, account.id, newest))
  return goTo(c, urls.notices())
}

/**
 * Whether a person sees the page now (Fetch Metadata): what a browser or a program fetches ahead of them, or only asks
 * the head of, leaves notices new.
 */
function isLookedAt(c: Context<Env>): boolean {
  const ahead = ['sec-purpose', 'purpose', 'x-moz', 'x-purpose'].some((name) => c.req.header(name))
  const dest = c.req.header('sec-fetch-dest')
  return c.req.raw.method === 'GET' && !ahead && (dest === undefined || dest === 'document')
}
