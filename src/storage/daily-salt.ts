import { createHash } from 'node:crypto'
import { type Clock, day, instant } from '#shared/clock.ts'
import { base32 } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from './db.ts'

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
