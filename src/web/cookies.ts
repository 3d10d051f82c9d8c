import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '#config/config.ts'
import { oneDay } from '#shared/clock.ts'

/** The cookies of the site. All HttpOnly and SameSite=Lax; Secure (and `__Host-`) behind https. */
export type CookieName =
  | 'session'
  | 'reading'
  | 'opened'
  | 'filter'
  | 'replies'
  | 'receipt'
  | 'reader'

const daysKept: Record<CookieName, number> = {
  session: 90,
  reading: 365,
  opened: 365,
  filter: 365,
  replies: 365,
  receipt: 0.01,
  reader: 365,
}

/** The name as it goes over the wire. */
export function cookieName(config: Config, name: CookieName): string {
  return `${config.secure ? '__Host-' : ''}tweed_${name}`
}

export function readCookie(c: Context, config: Config, name: CookieName): string | null {
  return getCookie(c, cookieName(config, name)) ?? null
}

export function writeCookie(c: Context, config: Config, name: CookieName, value: string): void {
  setCookie(c, cookieName(config, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: config.secure,
    maxAge: Math.round((daysKept[name] * oneDay) / 1000),
  })
}

export function dropCookie(c: Context, config: Config, name: CookieName): void {
  deleteCookie(c, cookieName(config, name), { path: '/', secure: config.secure })
}
