import { after, day, instant, oneDay } from '#shared/clock.ts'
import type { Tx } from '#storage/db.ts'

/** Something that time takes away. Each runs in a transaction of its own and gives whether there may be more. */
export type Tidying = { name: string; act: (tx: Tx, now: Date) => Promise<boolean> }

export const binKept = 90 * oneDay
export const addressesKept = oneDay
export const printsKept = 3 * oneDay
export const sentMailKept = 30 * oneDay
/** After it was seen, and at all: what nobody has looked at for a year is waited for no longer. */
export const seenNoticesKept = 90 * oneDay
export const noticesKept = 365 * oneDay

/** Big deletes go in pieces, so that no transaction holds up the writers for long. */
export const rowsAtOnce = 500
/** With a work or a chapter goes all that belongs to it: comments, revisions, files. */
export const textsAtOnce = 20

const mayBeMore = ({ numDeletedRows }: { numDeletedRows: bigint }) =>
  numDeletedRows >= BigInt(rowsAtOnce)

export const tidyings: readonly Tidying[] = [
  {
    name: 'expired sessions',
    async act(tx, now) {
      const gone = await tx
        .deleteFrom('session')
        .where('token_hash', 'in', (eb) =>
          eb
            .selectFrom('session')
            .select('token_hash')
            .where('expires_at', '<=', instant(now))
            .limit(rowsAtOnce),
        )
        .executeTakeFirstOrThrow()
      return mayBeMore(gone)
    },
  },
  {
    name: 'expired links of accounts',
    async act(tx, now) {
      const gone = await tx
        .deleteFrom('account_token')
        .where('token_hash', 'in', (eb) =>
          eb
            .selectFrom('account_token')
            .select('token_hash')
            .where('expires_at', '<=', instant(now))
            .limit(rowsAtOnce),
        )
        .executeTakeFirstOrThrow()
      return mayBeMore(gone)
    },
  },
  { name: 'works in the bin', act: (tx, now) => emptyBin(tx, 'work', now) },
  { name: 'chapters in the bin', act: (tx, now) => emptyBin(tx, 'chapter', now) },
  {
    name: 'hashes of addresses',
    async act(tx, now) {
      const kudos = await forgetAddresses(tx, 'kudos', now)
      const calls = await forgetAddresses(tx, 'call', now)
      // Only today's salt is ever asked for.
      await tx
        .deleteFrom('daily_salt')
        .where('day', '<', day(instant(now)))
        .execute()
      return kudos || calls
    },
  },
  {
    name: 'prints of comments',
    async act(tx, now) {
      const gone = await tx
        .deleteFrom('comment_print')
        .where('comment_id', 'in', (eb) =>
          eb
            .selectFrom('comment_print')
            .select('comment_id')
            .where('created_at', '<', instant(after(now, -printsKept)))
            .limit(rowsAtOnce),
        )
        .executeTakeFirstOrThrow()
      return mayBeMore(gone)
    },
  },
  {
    name: 'mails that were sent',
    async act(tx, now) {
      const gone = await tx
        .deleteFrom('mail')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('mail')
            .select('id')
            .where('state', '<>', 'waiting')
            .where('created_at', '<', instant(after(now, -sentMailKept)))
            .limit(rowsAtOnce),
        )
        .executeTakeFirstOrThrow()
      return mayBeMore(gone)
    },
  },
  {
    name: 'notices',
    async act(tx, now) {
      const old = instant(after(now, -noticesKept))
      const seenBefore = instant(after(now, -seenNoticesKept))
      const gone = await tx
        .deleteFrom('notice')
        .where('id', 'in', (eb) =>
          eb
            // Each pen name's notices stand in the order of time, so by pen name only old ones are read. A cross join
            // keeps SQLite to that order: left to choose, it reads every notice.
            .selectFrom('pen_name')
            .crossJoin('notice as old')
            .select('old.id')
            .whereRef('old.pen_name_id', '=', 'pen_name.id')
            // None was seen before it was there.
            .where('old.created_at', '<', seenBefore)
            .where((or) =>
              or.or([or('old.seen_at', '<', seenBefore), or('old.created_at', '<', old)]),
            )
            .limit(rowsAtOnce),
        )
        .executeTakeFirstOrThrow()
      return mayBeMore(gone)
    },
  },
]

async function emptyBin(tx: Tx, table: 'work' | 'chapter', now: Date): Promise<boolean> {
  const old = await tx
    .selectFrom(table)
    .select('id')
    .where('deleted_at', '<', instant(after(now, -binKept)))
    .limit(textsAtOnce)
    .execute()
  const ids = old.map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom(table).where('id', 'in', ids).execute()
  return ids.length === textsAtOnce
}

async function forgetAddresses(tx: Tx, table: 'kudos' | 'call', now: Date): Promise<boolean> {
  const before = instant(after(now, -addressesKept))
  const hashed = tx
    .selectFrom(table)
    .select('address_hash')
    .where('address_hash', 'is not', null)
    .where('created_at', '<', before)
    .limit(rowsAtOnce)
  const { numUpdatedRows } = await tx
    .updateTable(table)
    .set({ address_hash: null })
    .where('address_hash', 'in', hashed)
    .where('created_at', '<', before)
    .executeTakeFirstOrThrow()
  return numUpdatedRows >= BigInt(rowsAtOnce)
}
