import { hour, minute } from '#shared/clock.ts'
import type { PenNameId } from '#shared/ids.ts'
import type { Limit } from '#web/limiter.ts'

/** Whoever gives kudos or calls: a pen name, or a browser told apart by a signed cookie and a daily hash of its address. */
export type Reader = { key: string; penNameId: PenNameId | null; address: string }

/** What is counted at most, before it is set aside. */
export const burst = {
  /** Guests behind one address, for one work, on one day: a household. */
  perAddress: 3,
  /** Guests of one work within `within`: more is no coincidence. */
  perWork: 20,
  within: 10 * minute,
} as const

export const kudosLimit: Limit = { purpose: 'kudos and calls, address', most: 60, seconds: 600 }

/** How long a daily hash of an address is kept. */
export const addressKept = 24 * hour

/** A day with how many came on it, for the author's eyes. */
export type DayCount = { day: string; count: number }
