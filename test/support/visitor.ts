import type { Hono } from 'hono'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { assertGoodHtml } from './html-check.ts'
import { type Form, findForm } from './form.ts'

/** What a form or a test sends: one text for a field, several, or a file in a `FormData`. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

/** A response with its text read; HTML was checked before a test sees it. */
export type Answer = {
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where the answer sends the visitor, as a path of this site; '' when nowhere. */
  readonly location: string
  /** Goes where the answer points; an answer that points nowhere fails the test. */
  follow(): Promise<Answer>
  /** The page's form that posts to `action` (path and query), with what the page filled in. */
  form(action: string): Form
}

/** A browser without scripts: keeps cookies, says where it comes from, follows nothing by itself. */
export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, fields?: Fields | FormData, headers?: Record<string, string>): Promise<Answer>
  readonly cookies: Map<string, string>
  /** The address that its requests come from. */
  readonly address: string
}

let visitors = 0

/** A new visitor, with an address of their own unless one is given. */
export function makeVisitor(app: Hono<Env>, house: House, address?: string): Visitor {
  const cookies = new Map<string, string>()
  visitors++
  const from = address ?? `198.51.${(visitors >> 8) & 255}.${visitors & 255}`
  const { origin } = house.config

  async function send(
    path: string,
    init: RequestInit,
    more: Record<string, string>,
  ): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    // An empty text takes a header away that the visitor would send by itself.
    for (const [name, value] of Object.entries(more)) {
      if (value === '') headers.delete(name)
      else headers.set(name, value)
    }
    const request = new Request(new URL(path, origin), { ...init, headers })
    const incoming = { socket: { remoteAddress: from } }
    const response = await app.fetch(request, { incoming } as unknown as Env['Bindings'])
    keepCookies(cookies, response.headers.getSetCookie())
    const text = await response.text()
    if (response.headers.get('content-type')?.startsWith('text/html')) assertGoodHtml(text)
    return makeAnswer(visitor, path, response, text, origin)
  }

  const visitor: Visitor = {
    cookies,
    address: from,
    get: (path, headers = {}) => send(path, { method: 'GET' }, headers),
    post: (path, fields = {}, headers = {}) =>
      send(
        path,
        {
          method: 'POST',
          body: fields instanceof FormData ? fields : encode(fields),
          headers: { origin, 'sec-fetch-site': 'same-origin' },
        },
        headers,
      ),
  }
  return visitor
}

function makeAnswer(
  visitor: Visitor,
  path: string,
  response: Response,
  text: string,
  origin: string,
): Answer {
  const to = response.headers.get('location')
  const url = to === null ? null : new URL(to, origin)
  const location = url === null ? '' : url.pathname + url.search
  return {
    path,
    status: response.status,
    headers: response.headers,
    text,
    location,
    follow() {
      if (!location) throw new Error(`${path} answered ${response.status} and points nowhere`)
      return visitor.get(location)
    },
    form: (action) => findForm(visitor, text, action),
  }
}

function encode(fields: Fields): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
  }
  return body
}

function keepCookies(cookies: Map<string, string>, set: readonly string[]): void {
  for (const line of set) {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const gone = attributes.some((one) => /^\s*max-age=0\s*$/i.test(one))
    if (gone) cookies.delete(pair.slice(0, at))
    else cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
