import type { Context } from 'hono'
import { BadRequest, TooLarge, WrongKind } from '#shared/errors.ts'
import { tameMarks } from '#shared/marks.ts'
import { turn } from '#shared/turn.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import { requireSameOrigin } from './same-origin.ts'

/** 510,000 characters of chapter can be four bytes each, percent-encoded to twelve. */
const mostFormBytes = 8 * 1024 * 1024
const mostUploadBytes = 12 * 1024 * 1024
const mostFields = 1500

/**
 * Reads a posted form, and refuses it when it did not come from the site itself. Throws `TooLarge`, `WrongKind`,
 * `BadRequest`, `Denied`. Every handler of a POST goes through here; a test walks the routes and holds it so.
 */
export async function readForm(c: Context<Env>, house: House): Promise<FormData> {
  const type = c.req.header('content-type') ?? ''
  const kind = kindOf(type)
  const upload = kind === 'multipart/form-data'
  if (!upload && kind !== 'application/x-www-form-urlencoded' && type !== '') {
    throw new WrongKind('Only forms can be sent here.')
  }
  const bytes = await readBytes(c, upload ? mostUploadBytes : mostFormBytes)
  const form = await parse(bytes, type)
  c.set('typed', form)
  requireSameOrigin(c, house, form)
  await turn()
  return form
}

/** The media type without its parameters (RFC 9110, section 8.3.1). */
const kindOf = (type: string) => type.split(';')[0]?.trim().toLowerCase() ?? ''

/** The form of a request that was refused before it was read, for the refusal's page; null when it can't be read. */
export async function readTyped(c: Context<Env>): Promise<FormData | null> {
  const read = c.get('typed')
  if (read) return read
  if (c.req.raw.bodyUsed) return null
  try {
    const type = c.req.header('content-type') ?? ''
    return await parse(await readBytes(c, mostFormBytes), type)
  } catch {
    return null
  }
}

async function parse(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  if (bytes.length === 0) return new FormData()
  if (hasTooManyFields(bytes, type)) throw new BadRequest('This form has too many fields.')
  if (kindOf(type) !== 'multipart/form-data') return fieldsOf(bytes)
  try {
    return await new Response(bytes, {
      headers: { 'content-type': type },
    }).formData()
  } catch {
    throw new BadRequest('This form could not be read.')
  }
}

/** An urlencoded form (https://url.spec.whatwg.org/#urlencoded-parsing). */
function fieldsOf(bytes: Uint8Array): FormData {
  const form = new FormData()
  const fields = new URLSearchParams(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(),
  )
  for (const [name, value] of fields) form.append(name, value)
  return form
}

/** Counted before anything is parsed: the parser takes minutes over millions of empty fields. */
function hasTooManyFields(bytes: Uint8Array, type: string): boolean {
  const upload = kindOf(type) === 'multipart/form-data'
  const boundary = upload ? /;\s*boundary="?([^";]+)/i.exec(type)?.[1] : undefined
  const parting = boundary === undefined ? '&' : `--${boundary}`
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // One `&` stands between two fields; a boundary also before the first and after the last.
  let fields = boundary === undefined ? 1 : -1
  for (let at = buffer.indexOf(parting); at >= 0; at = buffer.indexOf(parting, at + 1)) {
    if (++fields > mostFields) return true
  }
  return false
}

async function readBytes(c: Context<Env>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(c.req.header('content-length') ?? 0)
  const tooLarge = () =>
    new TooLarge(`This is larger than the archive takes: at most ${most / 1024 / 1024} MB at once.`)
  if (declared > most) throw tooLarge()
  // No more than what was declared comes through.
  if (declared > 0) return new Uint8Array(await c.req.raw.arrayBuffer())
  const reader = c.req.raw.body?.getReader()
  if (!reader) return new Uint8Array()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > most) {
      await reader.cancel()
      throw tooLarge()
    }
    parts.push(value)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/**
 * Without what nobody types and neither HTML nor PostgreSQL can hold (control characters, noncharacters) and without the
 * marks that would take hours to put in order.
 */
function plain(value: string): string {
  return tameMarks(value.replace(/(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/gu, ''))
}

/** A text field as it was typed; missing and files give ''. Line ends are LF; no control characters. */
export function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? plain(value.replace(/\r\n?/g, '\n')) : ''
}

/** Every text of a field that may stand several times. */
export function texts(form: FormData, name: string): string[] {
  return form
    .getAll(name)
    .filter((value): value is string => typeof value === 'string')
    .map(plain)
}

export function isChecked(form: FormData, name: string): boolean {
  return form.get(name) !== null
}

/** A chosen file, or null when none was. */
export function file(form: FormData, name: string): File | null {
  const value = form.get(name)
  return value instanceof File && (value.size > 0 || value.name !== '') ? value : null
}
