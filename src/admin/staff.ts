import type { Context, MiddlewareHandler } from 'hono'
import { askToSignIn } from '#accounts/parts.ts'
import type { Actor } from '#policy/actor.ts'
import { notFound } from '#shared/errors.ts'
import type { Env } from '#web/env.ts'

/** Lets staff through. A stranger is asked to sign in; for everybody else there is nothing here. */
export function staffOnly(may: (actor: Actor) => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    const actor = c.get('actor')
    if (!actor.account) return askToSignIn(c)
    if (!may(actor)) notFound()
    return next()
  }
}

/** The id in the path. What no id can be is not found, before a database is asked. */
export function idIn(c: Context<Env, '/:id'>): string {
  const id = c.req.param('id')
  return /^[0-9a-z]{1,40}$/.test(id) ? id : notFound()
}
