import type { Context } from 'hono'
import { urls } from '#urls.ts'
import { goTo } from '#web/answers.ts'
import type { Env } from '#web/env.ts'

/** What a page that needs an account answers to somebody who is not signed in: sign in, then come back here. */
export function askToSignIn(c: Context<Env>): Response {
  const url = new URL(c.req.url)
  return goTo(c, urls.signIn(c.req.method === 'GET' ? url.pathname + url.search : undefined))
}
