import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Config } from '#config/config.ts'
import type { WorkId } from '#shared/ids.ts'
import { findAddress } from './address.ts'
import { matches } from './answers.ts'
import { chooseEncoding } from './compress.ts'
import { cookieName, type CookieName } from './cookies.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import { type KeptPage, pageKey } from './page-cache.ts'
import { pressLater } from './press.ts'
import { isVisit } from './readers.ts'
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
  const throughApp = getRequestListener(app.fetch, { overrideGlobalObjects: true })
  const headers = securityHeaders(config)
  const server = createServer((request, response) => {
    answer(request, response)
  })
  const sendKept = keptSender(house, headers, throughApp)
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const kept = request.method === 'GET' ? findKept(house, request) : undefined
    if (kept) sendKept(kept, { request, response })
    else void throughApp(request, response)
  }
  // A whole book over a slow line takes minutes; headers do not.
  server.requestTimeout = 300_000
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

function findKept(house: House, { headers, url }: IncomingMessage): KeptPage | undefined {
  const cookies = headers.cookie ? readCookies(house.config, headers.cookie) : noCookies
  const encoding = chooseEncoding(headers['accept-encoding'] as string | undefined)
  const key = pageKey(url ?? '/', encoding, cookies)
  const kept = key === null ? undefined : house.pages.find(key)
  if (key !== null && kept) pressLater(house, key, kept)
  return kept
}

type Asked = { readonly request: IncomingMessage; readonly response: ServerResponse }
type ThroughApp = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Sends kept pages, or 304, when their version still holds; all else goes through the app. Requests that came in one
 * turn of the event loop for one page share a look at its version: it is taken after the last of them came.
 */
function keptSender(
  house: House,
  headers: Record<string, string>,
  throughApp: ThroughApp,
): (kept: KeptPage, asked: Asked) => void {
  let waiting = new Map<KeptPage, Asked[]>()
  const lines = new WeakMap<KeptPage, HeaderLines>()

  async function sendAll(kept: KeptPage, all: readonly Asked[]): Promise<void> {
    const now = await kept.versionNow().catch(() => null)
    if (now !== kept.version) {
      for (const { request, response } of all) void throughApp(request, response)
      return
    }
    let own = lines.get(kept)
    if (!own) lines.set(kept, (own = headerLines(headers, kept)))
    for (const asked of all) {
      if (kept.opens) countReader(house, kept.opens, asked.request)
      send(kept, own, asked)
    }
  }

  return (kept, asked) => {
    if (waiting.size === 0) {
      setImmediate(() => {
        const turn = waiting
        waiting = new Map()
        for (const [page, all] of turn) void sendAll(page, all)
      })
    }
    const others = waiting.get(kept)
    if (others) others.push(asked)
    else waiting.set(kept, [asked])
  }
}

function countReader({ config, readers }: House, work: WorkId, request: IncomingMessage): void {
  const header = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  if (!isVisit(request.method ?? '', header)) return
  const { remoteAddress } = request.socket
  readers.opened(work, findAddress(header('x-forwarded-for'), remoteAddress, config.trustedProxies))
}

/** Names and values by turns, as `writeHead` takes them without asking about each. */
type HeaderLines = { readonly whole: string[]; readonly unchanged: string[] }

function headerLines(headers: Record<string, string>, kept: KeptPage): HeaderLines {
  const whole = { ...headers, ...kept.headers, 'content-length': String(kept.bytes.length) }
  // What RFC 9110, section 15.4.5, asks for; the rest is with the page that the reader has.
  const unchanged = {
    etag: kept.etag,
    'cache-control': kept.headers['cache-control'] ?? 'no-cache',
    vary: 'Accept-Encoding, Cookie',
  }
  return { whole: Object.entries(whole).flat(), unchanged: Object.entries(unchanged).flat() }
}

function send(kept: KeptPage, lines: HeaderLines, { request, response }: Asked): void {
  if (matches(request.headers['if-none-match'], kept.etag)) {
    response.writeHead(304, lines.unchanged)
    response.end()
  } else {
    response.writeHead(200, lines.whole)
    response.end(kept.bytes)
  }
}

const noCookies = { session: null, reading: null, opened: null, filter: null }

function readCookies(
  config: Config,
  header: string,
): typeof noCookies | Record<keyof typeof noCookies, string | null> {
  const find = (name: CookieName) => {
    const start = `${cookieName(config, name)}=`
    for (const part of header.split(';')) {
      const cookie = part.trim()
      if (cookie.startsWith(start)) return decode(cookie.slice(start.length))
    }
    return null
  }
  return {
    session: find('session'),
    reading: find('reading'),
    opened: find('opened'),
    filter: find('filter'),
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
