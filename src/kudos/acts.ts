import { sql } from 'kysely'
import type { Actor } from '#policy/actor.ts'
import { mayReadWork } from '#policy/visible.ts'
import { after, type Clock, instant } from '#shared/clock.ts'
import type { PenNameId, WorkId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from '#storage/changes.ts'
import { hashAddress } from '#storage/daily-salt.ts'
import type { Tx } from '#storage/db.ts'
import type { Counted } from '#storage/schema/tables.ts'
import { householdOf } from '#web/address.ts'
import { burst, type Reader } from './kudos.ts'

type Needs = { clock: Clock; random: Random }

/**
 * One wordless thanks per reader and work. What looks like stuffing is set aside without a word: the reader is thanked
 * alike. An author can't thank themselves under the byline's own pen name; under another one they are any reader.
 */
export async function giveKudos(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { workId, reader }: { workId: WorkId; reader: Reader },
): Promise<{ kind: 'given' | 'again' | 'own' | 'not-there' }> {
  const work = await tx
    .selectFrom('work')
    .select(['published_at', 'hidden_at', 'deleted_at', 'accounts_only', 'counts_shown'])
    .where('id', '=', workId)
    .executeTakeFirst()
  if (!work || !mayReadWork(actor, work)) return { kind: 'not-there' }
  if (await isBylinePenName(tx, workId, reader)) return { kind: 'own' }
  const guest = reader.penNameId === null
  const addressHash = guest ? await hashForWork(tx, needs, reader.address, workId) : null
  const state = await howToCount(tx, needs, 'kudos', workId, { reader, addressHash })
  const row = await tx
    .insertInto('kudos')
    .values({
      work_id: workId,
      reader_key: reader.key,
      address_hash: addressHash,
      state,
      created_at: instant(needs.clock()),
    })
    .onConflict((conflict) => conflict.columns(['work_id', 'reader_key']).doNothing())
    .returning('reader_key')
    .executeTakeFirst()
  if (!row) return { kind: 'again' }
  if (work.counts_shown === 1 && state === 'counted') {
    await recordChange(tx, needs.clock, { kind: 'counts-changed', work: workId })
  }
  return { kind: 'given' }
}

/** The address as it is kept for a day: another hash on each work, which is all that the counting asks for. */
export function hashForWork(tx: Tx, needs: Needs, address: string, work: WorkId): Promise<string> {
  return hashAddress(tx, needs, `${householdOf(address)}\0${work}`)
}

/** Whether the reader acts under a pen name of the work's byline. One query. */
export async function isBylinePenName(tx: Tx, workId: WorkId, reader: Reader): Promise<boolean> {
  if (reader.penNameId === null) return false
  const row = await tx
    .selectFrom('work_byline')
    .select('work_id')
    .where('work_id', '=', workId)
    .where('pen_name_id', '=', reader.penNameId)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Whether a tap is counted: not the fourth pen name of one account or the fourth guest behind one address today, not one
 * of a burst. Nobody is told, so that nobody learns which pen names are one person's.
 */
export async function howToCount(
  tx: Tx,
  needs: Needs,
  table: 'kudos' | 'call',
  workId: WorkId,
  { reader, addressHash }: { reader: Reader; addressHash: string | null },
): Promise<Counted> {
  if (reader.penNameId !== null) {
    const others = await otherPenNames(tx, table, workId, reader.penNameId)
    return others >= burst.perAddress ? 'set-aside' : 'counted'
  }
  if (addressHash === null) return 'counted'
  const sameAddress = await tx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('address_hash', '=', addressHash)
    .where('work_id', '=', workId)
    .executeTakeFirstOrThrow()
  if (Number(sameAddress.count) >= burst.perAddress) return 'set-aside'
  const lately = await tx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('work_id', '=', workId)
    .where('address_hash', 'is not', null)
    // What was set aside is no part of a burst: a flood from one address must not silence others.
    .where('state', '=', 'counted')
    .where('created_at', '>', instant(after(needs.clock(), -burst.within)))
    .executeTakeFirstOrThrow()
  return Number(lately.count) >= burst.perWork ? 'set-aside' : 'counted'
}

/** How many other pen names of the same account tapped on the work. One query. */
async function otherPenNames(
  tx: Tx,
  table: 'kudos' | 'call',
  workId: WorkId,
  penName: PenNameId,
): Promise<number> {
  const { rows } = await sql<{ id: PenNameId }>`
    select distinct other.id from pen_name as own
    join pen_name as other on other.account_id = own.account_id and other.id <> own.id
    join ${sql.table(table)} as tap on tap.reader_key = 'pen:' || other.id and tap.work_id = ${workId}
    where own.id = ${penName} limit ${sql.lit(burst.perAddress)}`.execute(tx)
  return rows.length
}
