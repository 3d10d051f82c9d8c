import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Env } from './env.ts'

/**
 * The address a request came from. Behind `trustedProxies` proxies it is the entry of X-Forwarded-For that the
 * outermost of them wrote; what a stranger wrote further left is not believed.
 */
export function findAddress(
  forwarded: string | undefined,
  socket: string | undefined,
  trustedProxies: number,
): string {
  const direct = socket?.replace(/^::ffff:/, '') ?? '0.0.0.0'
  if (trustedProxies === 0) return direct
  const entries = (forwarded ?? '').split(',').map((entry) => entry.trim())
  const entry = entries.at(-trustedProxies)?.replace(/^::ffff:/, '') ?? ''
  return isIP(entry) ? entry : direct
}

/** The network of an address: /24 of IPv4, /56 of IPv6. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address.split('.').slice(0, 3).join('.')
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].map((group) =>
    group.padStart(4, '0'),
  )
  return groups.slice(0, 4).join(':').slice(0, 17)
}

/** As far as readers can be told apart by an address: one household has a whole network of IPv6. */
export function householdOf(address: string): string {
  return isIP(address) === 6 ? networkOf(address) : address
}

/** The address that the middleware found for this request. */
export function addressOf(c: Context<Env>): string {
  return c.get('address')
}
