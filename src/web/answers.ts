import { createHash, hash as hashOnce } from 'node:crypto'
import type { Context } from 'hono'
import type { WorkId } from '#shared/ids.ts'
import { turn } from '#shared/turn.ts'
import type { SiteSettings } from '#storage/site-settings.ts'
import { addressOf } from './address.ts'
import { chooseEncoding, compressFast } from './compress.ts'
import { readCookie } from './cookies.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import { type Page, layout } from './layout.ts'
import { type KeptPage, pageKey } from './page-cache.ts'
import { pressLater } from './press.ts'
import { isVisit } from './readers.ts'

export const htmlType = 'text/html; charset=utf-8'
export const atomType = 'application/atom+xml; charset=utf-8'

/** A page for this request alone: kept by nobody. */
export function answerPage(
  c: Context<Env>,
  house: House,
  page: Page,
  status: 200 | 400 | 403 | 404 | 409 | 422 | 429 = 200,
): Response {
  const bytes = encode(layout(c, house, page).pieces)
  return send(c, bytes, status, { 'content-type': htmlType, 'cache-control': 'no-store' })
}

/** Sends the reader on with GET. `to` is an address of this site. */
export function goTo(c: Context<Env>, to: string): Response {
  return c.redirect(to, 303)
}

const own = 'http://own.invalid'

/** Where to go back to: a path of this site from a form or a query, else `otherwise`. */
export function safeReturn(to: string | null | undefined, otherwise: string): string {
  if (!to || to.length > 1000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(to)) return otherwise
  const url = URL.parse(to, own)
  if (url?.origin !== own) return otherwise
  const path = url.pathname + url.search + url.hash
  // `/.//elsewhere` is a path of ours that, written without its dot, is an address elsewhere.
  return URL.parse(path, own)?.origin === own ? path : otherwise
}

/** What a public answer is made of; `opens` is the work whose text it shows to somebody who did not write it. */
export type PublicAnswer =
  | { kind: 'page'; page: Page; opens?: WorkId | null }
  | { kind: 'text'; type: string; text: string }

/** Smaller answers are not worth it, in bytes. */
const leastCompressed = 1024

const rebuildAfter = 6 * 60 * 60 * 1000

/**
 * A page that strangers share. `version` is asked first: it alone answers If-None-Match (RFC 9110, section 13.1.2) and
 * finds the kept, compressed page; only then is anything read and rendered. Signed-in readers get their own, made anew.
 */
export async function answerPublic(
  c: Context<Env>,
  house: House,
  version: () => Promise<string>,
  make: () => Promise<PublicAnswer>,
): Promise<Response> {
  const url = new URL(c.req.url)
  const encoding = chooseEncoding(c.req.header('accept-encoding'))
  const key = pageKey(url.pathname + url.search, encoding, {
    session: readCookie(c, house.config, 'session'),
    reading: readCookie(c, house.config, 'reading'),
    opened: readCookie(c, house.config, 'opened'),
    filter: readCookie(c, house.config, 'filter'),
  })
  if (/[?&]did=/.test(url.search)) return answerOnce(c, house, make)
  if (key === null) return answerAnew(c, house, make)
  const versionNow = wholeVersion(house, version)
  const now = await versionNow()
  const kept = house.pages.find(key)
  if (kept?.version === now) {
    pressLater(house, key, kept)
    return answerKept(c, house, kept)
  }
  const etag = `W/"${hash(`${now} ${key}`)}"`
  const given = c.req.header('if-none-match')
  // `*` asks whether there is anything: only making the page tells.
  if (given?.trim() !== '*' && matches(given, etag)) return notModified(c, etag)
  const page = await once(house, `${now} ${key}`, async () => {
    const read = await make()
    await turn()
    const { bytes, type } = render(c, house, read)
    const made: KeptPage = {
      version: now,
      etag,
      // What zlib gives is the beginning of something larger.
      bytes: Uint8Array.from(compressFast(bytes, encoding)),
      hurriedAt: encoding === 'identity' ? null : house.clock().getTime(),
      versionNow,
      headers: publicHeaders(type, etag, encoding),
      opens: opensOf(read),
    }
    house.pages.keep(key, made)
    return made
  })
  return answerKept(c, house, page)
}

const opensOf = (answer: PublicAnswer): WorkId | null =>
  answer.kind === 'page' ? (answer.opens ?? null) : null

/** Counts a reader, where the page shows a work's text and a person asked for it. */
function countReader(c: Context<Env>, house: House, opens: WorkId | null): void {
  if (opens && isVisit(c.req.method, (name) => c.req.header(name)))
    house.readers.opened(opens, addressOf(c))
}

/**
 * The version with all else that a page depends on. Made here, so that a kept page holds on to nothing of the request
 * that it was made for.
 */
function wholeVersion(house: House, version: () => Promise<string>): () => Promise<string> {
  // Forms in the page hold a token that ages: a kept page is made anew from time to time, and its ETag with it.
  return async () =>
    `${await version()}~${Math.floor(house.clock().getTime() / rebuildAfter)}~${house.assets.version}~${written(await house.settings())}`
}

const settingsWritten = new WeakMap<SiteSettings, string>()

/** The settings as a text; the same object is read for a second, by every request. */
function written(settings: SiteSettings): string {
  let text = settingsWritten.get(settings)
  if (text === undefined) settingsWritten.set(settings, (text = JSON.stringify(settings)))
  return text
}

/** Pages that are being made. */
const beingMade = new WeakMap<House['pages'], Map<string, Promise<KeptPage>>>()

/** Many who ask for the same page at once wait for the one who asked first. */
function once(house: House, name: string, make: () => Promise<KeptPage>): Promise<KeptPage> {
  let making = beingMade.get(house.pages)
  if (!making) beingMade.set(house.pages, (making = new Map()))
  const begun = making.get(name)
  if (begun) return begun
  const begins = make().finally(() => making.delete(name))
  making.set(name, begins)
  return begins
}

function publicHeaders(type: string, etag: string, encoding: string): Record<string, string> {
  return {
    'content-type': type,
    etag,
    'cache-control': 'public, no-cache',
    vary: 'Accept-Encoding, Cookie',
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  }
}

function answerKept(c: Context<Env>, house: House, page: KeptPage): Response {
  countReader(c, house, page.opens)
  if (matches(c.req.header('if-none-match'), page.etag)) return notModified(c, page.etag)
  return c.body(page.bytes as Uint8Array<ArrayBuffer>, 200, { ...page.headers })
}

/** A page with a word about what was just done: nobody keeps it, and nobody asks whether it is still the same. */
async function answerOnce(
  c: Context<Env>,
  house: House,
  make: () => Promise<PublicAnswer>,
): Promise<Response> {
  const answer = await make()
  countReader(c, house, opensOf(answer))
  const { bytes, type } = render(c, house, answer)
  return send(c, bytes, 200, { 'content-type': type, 'cache-control': 'no-store' })
}

async function answerAnew(
  c: Context<Env>,
  house: House,
  make: () => Promise<PublicAnswer>,
): Promise<Response> {
  const answer = await make()
  countReader(c, house, opensOf(answer))
  const { bytes, type } = render(c, house, answer)
  const etag = `W/"${tagOf(c, house, bytes)}"`
  if (matches(c.req.header('if-none-match'), etag)) return notModified(c, etag)
  return send(c, bytes, 200, {
    'content-type': type,
    etag,
    'cache-control': 'private, no-cache',
    vary: 'Accept-Encoding, Cookie',
  })
}

/**
 * The tag of a page without the tokens of its forms, which are new each time: what is left tells whether the reader has
 * it already. Session and time stand in their place, because the tokens that the reader has work for that session and
 * for a day.
 */
function tagOf(c: Context<Env>, house: House, bytes: Buffer): string {
  const session = c.get('actor').account?.sessionHash ?? ''
  const made = createHash('sha256')
  made.update(`${session} ${Math.floor(house.clock().getTime() / rebuildAfter)} `)
  const token = c.get('formToken')?.token
  let from = 0
  while (token) {
    const at = bytes.indexOf(token, from, 'latin1')
    if (at < 0) break
    made.update(bytes.subarray(from, at))
    from = at + token.length
  }
  return made.update(bytes.subarray(from)).digest('base64url').slice(0, 22)
}

function render(
  c: Context<Env>,
  house: House,
  answer: PublicAnswer,
): { bytes: Buffer; type: string } {
  return answer.kind === 'page'
    ? { bytes: encode(layout(c, house, answer.page).pieces), type: htmlType }
    : { bytes: encode([answer.text]), type: answer.type }
}

let sheet = Buffer.allocUnsafeSlow(256 * 1024)
const largestSheet = 4 * 1024 * 1024

/**
 * Text in UTF-8, on a sheet that the next text is written over: what is to last is compressed or copied before anything
 * is awaited. Pages are many and large, and a buffer for each would stand about until the next collection.
 */
function encode(pieces: readonly string[]): Buffer {
  let most = 0
  for (const piece of pieces) most += piece.length * 3
  if (most > largestSheet) return Buffer.from(pieces.join(''))
  if (most > sheet.length) sheet = Buffer.allocUnsafeSlow(Math.min(largestSheet, most * 2))
  let length = 0
  for (const piece of pieces) length += sheet.write(piece, length)
  return sheet.subarray(0, length)
}

function send(
  c: Context<Env>,
  bytes: Uint8Array,
  status: 200 | 400 | 403 | 404 | 409 | 422 | 429,
  headers: Record<string, string>,
): Response {
  const encoding = chooseEncoding(c.req.header('accept-encoding'))
  const isSmall = bytes.length < leastCompressed || encoding === 'identity'
  const body = isSmall ? Uint8Array.from(bytes) : compressFast(bytes, encoding)
  return c.body(body as Uint8Array<ArrayBuffer>, status, {
    vary: 'Accept-Encoding, Cookie',
    ...headers,
    ...(isSmall ? {} : { 'content-encoding': encoding }),
  })
}

function notModified(c: Context<Env>, etag: string): Response {
  return c.body(null, 304, {
    etag,
    vary: 'Accept-Encoding, Cookie',
    'cache-control': c.get('actor').account ? 'private, no-cache' : 'public, no-cache',
  })
}

/** Weak comparison of If-None-Match with an ETag. */
export function matches(given: string | undefined, etag: string): boolean {
  if (!given) return false
  if (given === etag) return true
  const opaque = etag.replace(/^W\//, '')
  return given
    .slice(0, 2000)
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === opaque)
}

function hash(of: string): string {
  return hashOnce('sha256', of, 'base64url').slice(0, 22)
}

/** A picture or another small thing that never changes under its address. */
export function answerForEver(c: Context<Env>, bytes: Uint8Array, type: string): Response {
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': type,
    'cache-control': 'public, max-age=31536000, immutable',
  })
}
