/** The only place that reads the time. Times are ISO-8601 UTC texts with milliseconds: `2026-11-23T09:44:00.000Z`. */

export type Instant = string
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** The instant as it is stored. */
export function instant(date: Date): Instant {
  return date.toISOString()
}

/** The instant `milliseconds` after (before, when negative) the given one. */
export function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}

/** The day in UTC, `2026-11-23`: the only precision in which strangers see times. */
export function day(at: Instant): string {
  return at.slice(0, 10)
}

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const oneDay = 24 * hour
