import type { Reading } from './reading.ts'

/** Whether a work of this rating asks before it opens, and is folded or hidden in lists. */
export function isAboveComfort(reading: Reading, rating: string): boolean {
  return reading.ask.includes(rating)
}
