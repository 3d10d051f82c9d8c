import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { day, instant } from '#shared/clock.ts'
import { base32 } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Clock } from '#shared/clock.ts'
import type { Tx } from '#storage/db.ts'
import { addressOf } from '#web/address.ts'
import { readCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import type { Reader } from './kudos.ts'

/** Who taps: the acting pen name, or this browser, which gets its signed cookie now if it has none. */
export function readerOf(c: Context<Env>, house: House): Reader {
  const address = addressOf(c)
  const penName = c.get('actor').account?.actingPenName
  if (penName) return { key: `pen:${penName.id}`, penNameId: penName.id, address }
  const [id = '', signature = ''] = (readCookie(c, house.config, 'reader') ?? '').split('.')
  if (/^[0-9a-z]{26}$/.test(id) && house.keys.isSigned('reader', id, signature)) {
    return { key: `guest:${id}`, penNameId: null, address }
  }
  const fresh = base32(house.random(16))
  writeCookie(c, house.config, 'reader', `${fresh}.${house.keys.sign('reader', fresh)}`)
  return { key: `guest:${fresh}`, penNameId: null, address }
}

/** The address under today's salt; the salt and what was hashed with it are forgotten after a day. */
export async function hashAddress(
  tx: Tx,
  { clock, random }: { clock: Clock; random: Random },
  address: string,
): Promise<string> {
  const today = day(instant(clock()))
  await tx
    .insertInto('daily_salt')
    .values({ day: today, salt: base32(random(20)) })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute()
  const { salt } = await tx
    .selectFrom('daily_salt')
    .select('salt')
    .where('day', '=', today)
    .executeTakeFirstOrThrow()
  return createHash('sha256').update(`${salt}\0${address}`).digest('base64url')
}
