import type { Context } from 'hono'
import type { PrivateLink } from '#private-links/private-link.ts'
import { readCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'

/** The code of this link, while the browser's cookie for the receipt lasts. */
export function receiptCode(c: Context<Env>, house: House, link: PrivateLink): string | null {
  const [id, code] = (readCookie(c, house.config, 'receipt') ?? '').split('.')
  return id === link.id && code && /^[0-9a-z]{24}$/.test(code) ? code : null
}
