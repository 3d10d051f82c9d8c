import { Hono } from 'hono'
import type { Actor } from '#policy/actor.ts'
import { parseReading } from '#policy/reading.ts'
import { base32 } from '#shared/ids.ts'
import { findAddress } from './address.ts'
import { answerForEver } from './answers.ts'
import { chooseEncoding } from './compress.ts'
import { readCookie } from './cookies.ts'
import type { Env } from './env.ts'
import { answerError, answerNothing } from './error-pages.ts'
import type { House } from './house.ts'
import { securityHeaders } from './security-headers.ts'

/** Finds who a session's token belongs to; handed in by `app.ts`, because `web` knows no noun. */
export type FindAccount = (
  house: House,
  token: string,
) => Promise<{ account: NonNullable<Actor['account']>; reading: string } | null>

/** The app with what happens to every request, before any route is added to it. */
export function makeFrame(house: House, findAccount: FindAccount): Hono<Env> {
  const app = new Hono<Env>()
  const { config } = house
  const headers = Object.entries(securityHeaders(config))

  app.use(async (c, next) => {
    c.set('requestId', base32(house.random(5)))
    // No address of ours holds one, and PostgreSQL takes none in a text.
    if (/%00/.test(c.req.url)) c.res = c.text('There is nothing at this address.\n', 404)
    else await next()
    for (const [name, value] of headers) {
      // What a route says stricter for its own answer stays.
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    c.res.headers.set('x-request-id', c.get('requestId'))
  })
  app.get('/assets/*', (c) => {
    const encoding = chooseEncoding(c.req.header('accept-encoding'))
    const asset = house.assets.find(c.req.path.slice('/assets/'.length), encoding)
    if (!asset) return c.text('There is nothing at this address.\n', 404)
    const response = answerForEver(c, asset.bytes, asset.type)
    if (asset.encoding !== 'identity') response.headers.set('content-encoding', asset.encoding)
    response.headers.set('vary', 'Accept-Encoding')
    return response
  })
  app.use(async (c, next) => {
    c.set(
      'address',
      findAddress(
        c.req.header('x-forwarded-for'),
        c.env?.incoming?.socket.remoteAddress,
        config.trustedProxies,
      ),
    )
    c.set('site', await house.settings())
    const token = readCookie(c, config, 'session')
    const found = token && token.length <= 80 ? await findAccount(house, token) : null
    c.set('actor', {
      account: found?.account ?? null,
      reading: parseReading(found ? found.reading : readCookie(c, config, 'reading')),
    })
    await next()
  })
  app.onError((error, c) => answerError(c, house, error))
  app.notFound((c) => answerNothing(c, house, methodsAt(app, c.req.path)))
  return app
}

/** The methods that a route takes at this path; HEAD stands beside GET. */
function methodsAt(app: Hono<Env>, path: string): string[] {
  return ['GET', 'POST'].flatMap((method) => {
    const [found] = app.router.match(method, path)
    const taken = found.some(([[, route]]) => route.method === method)
    return taken ? (method === 'GET' ? ['GET', 'HEAD'] : [method]) : []
  })
}
