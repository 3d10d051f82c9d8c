import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Config } from '#config/config.ts'
import { matches } from './answers.ts'
import { chooseEncoding } from './compress.ts'
import { cookieName, type CookieName } from './cookies.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import { pageKey } from './page-cache.ts'
import { securityHeaders } from './security-headers.ts'

/**
 * Listens. A page that strangers share and that is kept in its present version is sent before anything else is asked;
 * all else goes through the app.
 */
export async function listen(
  house: House,
  app: Hono<Env>,
): Promise<{ server: Server; port: number }> {
  const { config } = house
  const throughApp = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const headers = securityHeaders(config)
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && (await sendKept(house, headers, request, response))) return
    await throughApp(request, response)
  }
  server.requestTimeout = 60_000
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 15_000
  server.maxRequestsPerSocket = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const bound = server.address()
  return { server, port: typeof bound === 'object' && bound ? bound.port : config.port }
}

/** Sends the kept page, or 304, when its version still holds. */
async function sendKept(
  house: House,
  headers: Record<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const cookies = readCookies(house.config, request.headers.cookie)
  const encoding = chooseEncoding(request.headers['accept-encoding'] as string | undefined)
  const key = pageKey(request.url ?? '/', encoding, cookies)
  const kept = key === null ? undefined : house.pages.find(key)
  if (!kept) return false
  try {
    if ((await kept.versionNow()) !== kept.version) return false
  } catch {
    return false
  }
  if (matches(request.headers['if-none-match'], kept.etag)) {
    response.writeHead(304, {
      ...headers,
      etag: kept.etag,
      'cache-control': kept.headers['cache-control'] ?? 'no-cache',
      vary: 'Accept-Encoding, Cookie',
    })
    response.end()
    return true
  }
  response.writeHead(200, { ...headers, ...kept.headers, 'content-length': kept.bytes.length })
  response.end(kept.bytes)
  return true
}

function readCookies(
  config: Config,
  header: string | undefined,
): { session: string | null; reading: string | null; opened: string | null } {
  const find = (name: CookieName) => {
    if (!header) return null
    const start = `${cookieName(config, name)}=`
    for (const part of header.split(';')) {
      const cookie = part.trim()
      if (cookie.startsWith(start)) return decode(cookie.slice(start.length))
    }
    return null
  }
  return { session: find('session'), reading: find('reading'), opened: find('opened') }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
