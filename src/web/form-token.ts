import type { Context } from 'hono'
import { oneDay, second } from '#shared/clock.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'

/**
 * A token says: this site made this form, for this browser, at this time. `TIME.SIGNATURE`, TIME in milliseconds, base 36.
 * Pages that many strangers share carry one that is bound to nobody; signed-in pages one bound to the session.
 */
export function makeFormToken(house: House, boundTo: string): string {
  const time = house.clock().getTime().toString(36)
  return `${time}.${house.keys.sign('form', `${time}\0${boundTo}`)}`
}

/** The token for a page that is made for this request alone: one for all its forms. */
export function formTokenFor(c: Context<Env>, house: House): string {
  const boundTo = c.get('actor').account?.sessionHash ?? ''
  const made = c.get('formToken')
  if (made?.boundTo === boundTo) return made.token
  const token = makeFormToken(house, boundTo)
  c.set('formToken', { boundTo, token })
  return token
}

/** How long ago the token was made, in milliseconds; null when it is not ours or not for this browser. */
export function ageOfFormToken(c: Context<Env>, house: House, token: string): number | null {
  const [time = '', signature = ''] = token.slice(0, 80).split('.')
  const boundTo = c.get('actor').account?.sessionHash ?? ''
  if (!/^[0-9a-z]{6,10}$/.test(time)) return null
  if (!house.keys.isSigned('form', `${time}\0${boundTo}`, signature)) return null
  return house.clock().getTime() - Number.parseInt(time, 36)
}

/** Whether the token is ours, for this browser and at most a day old. */
export function isFormTokenFor(c: Context<Env>, house: House, token: string): boolean {
  const age = ageOfFormToken(c, house, token)
  return age !== null && age >= 0 && age <= oneDay
}

/** Guests' forms are no younger than this when they come back: nobody types faster. */
export const leastFormAge = 3 * second
