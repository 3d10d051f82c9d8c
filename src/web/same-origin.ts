import type { Context } from 'hono'
import { Denied } from '#shared/errors.ts'
import type { Env } from './env.ts'
import { isFormTokenFor } from './form-token.ts'
import type { House } from './house.ts'

/**
 * Lets a state change through only when it comes from the site itself: Sec-Fetch-Site (Fetch Metadata), else Origin.
 * A browser that sends neither must show the token of a form that was made for it.
 */
export function requireSameOrigin(
  c: Context<Env>,
  house: House,
  form: URLSearchParams | FormData,
): void {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== 'null') {
    if (isOwn(origin, c, house)) return
    throw new Denied(foreign)
  }
  if (site !== undefined) {
    if (site === 'same-origin' || (site === 'none' && origin === undefined)) return
    throw new Denied(foreign)
  }
  if (origin === 'null') throw new Denied(foreign)
  const token = form.get('token')
  if (typeof token === 'string' && isFormTokenFor(c, house, token)) return
  throw new Denied(foreign)
}

const foreign =
  'This was sent from another site, or by a program that does not say where it comes from. Go back, load the page anew and send it again.'

function isOwn(origin: string, c: Context<Env>, house: House): boolean {
  if (origin === house.config.origin) return true
  // Without a set address the archive is reached under any name that leads here: the Host header tells which.
  if (house.config.secure) return false
  return origin === `http://${c.req.header('host') ?? ''}`
}
