import type { Context } from 'hono'
import { SignedOut } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { goTo } from './answers.ts'
import type { Env } from './env.ts'
import { say } from './messages/say.ts'

/**
 * What a page that needs an account answers to somebody who is not signed in: sign in, then come back here. What was
 * posted is given back (throws `SignedOut`): a session that ended must not take a chapter with it.
 */
export function askToSignIn(c: Context<Env>): Response {
  if (c.req.method === 'POST') throw new SignedOut(say('web.signedOut'))
  const url = new URL(c.req.url)
  return goTo(c, urls.signIn(url.pathname + url.search))
}
