import type { Context } from 'hono'
import { base32, type WorkId } from '#shared/ids.ts'
import { addressOf } from '#web/address.ts'
import { readCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import type { Reader } from './kudos.ts'

/**
 * Who taps on a work: the acting pen name, or this browser, which gets its signed cookie now if it has none. A guest's key
 * is another one for each work, so that no table says which works one guest likes.
 */
export function readerOf(c: Context<Env>, house: House, work: WorkId): Reader {
  const address = addressOf(c)
  const penName = c.get('actor').account?.actingPenName
  if (penName) return { key: `pen:${penName.id}`, penNameId: penName.id, address }
  const [id = '', signature = ''] = (readCookie(c, house.config, 'reader') ?? '').split('.')
  if (/^[0-9a-z]{26}$/.test(id) && house.keys.isSigned('reader', id, signature)) {
    return { key: keyFor(house, id, work), penNameId: null, address }
  }
  const fresh = base32(house.random(16))
  writeCookie(c, house.config, 'reader', `${fresh}.${house.keys.sign('reader', fresh)}`)
  return { key: keyFor(house, fresh, work), penNameId: null, address }
}

function keyFor(house: House, id: string, work: WorkId): string {
  return `guest:${house.keys.sign('reader of work', `${id} ${work}`)}`
}
