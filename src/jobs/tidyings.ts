import { after, day, instant, oneDay } from '#shared/clock.ts'
import type { Tx } from '#storage/db.ts'

/** Something that time takes away. Each runs in a transaction of its own and gives whether there may be more. */
export type Tidying = { name: string; act: (tx: Tx, now: Date) => Promise<boolean> }

export const binKept = 90 * oneDay
export const addressesKept = oneDay
export const printsKept = 3 * oneDay
export const sentMailKept = 30 * oneDay

/** Big deletes go in pieces, so that no transaction holds up the writers for long. */
const atOnce = 50

export const tidyings: readonly Tidying[] = [
  {
    name: 'expired sessions',
    async act(tx, now) {
      await tx.deleteFrom('session').where('expires_at', '<=', instant(now)).execute()
      return false
    },
  },
  {
    name: 'expired links of accounts',
    async act(tx, now) {
      await tx.deleteFrom('account_token').where('expires_at', '<=', instant(now)).execute()
      return false
    },
  },
  {
    name: 'works in the bin',
    async act(tx, now) {
      const old = await tx
        .selectFrom('work')
        .select('id')
        .where('deleted_at', '<', instant(after(now, -binKept)))
        .limit(atOnce)
        .execute()
      const ids = old.map(({ id }) => id)
      if (ids.length > 0) await tx.deleteFrom('work').where('id', 'in', ids).execute()
      return ids.length === atOnce
    },
  },
  {
    name: 'chapters in the bin',
    async act(tx, now) {
      const old = await tx
        .selectFrom('chapter')
        .select('id')
        .where('deleted_at', '<', instant(after(now, -binKept)))
        .limit(atOnce)
        .execute()
      const ids = old.map(({ id }) => id)
      if (ids.length > 0) await tx.deleteFrom('chapter').where('id', 'in', ids).execute()
      return ids.length === atOnce
    },
  },
  {
    name: 'hashes of addresses',
    async act(tx, now) {
      const before = instant(after(now, -addressesKept))
      for (const table of ['kudos', 'call'] as const) {
        await tx
          .updateTable(table)
          .set({ address_hash: null })
          .where('address_hash', 'is not', null)
          .where('created_at', '<', before)
          .execute()
      }
      // Yesterday's salt may still be needed to compare what was counted before midnight.
      await tx.deleteFrom('daily_salt').where('day', '<', day(before)).execute()
      return false
    },
  },
  {
    name: 'prints of comments',
    async act(tx, now) {
      const before = instant(after(now, -printsKept))
      await tx.deleteFrom('comment_print').where('created_at', '<', before).execute()
      return false
    },
  },
  {
    name: 'mails that were sent',
    async act(tx, now) {
      await tx
        .deleteFrom('mail')
        .where('state', '<>', 'waiting')
        .where('created_at', '<', instant(after(now, -sentMailKept)))
        .execute()
      return false
    },
  },
]
