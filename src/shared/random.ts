import { randomBytes, randomFillSync } from 'node:crypto'

/** The only source of chance. Gives `length` unpredictable bytes. */
export type Random = (length: number) => Uint8Array

const pool = Buffer.alloc(4096)
let left = 0

/** Asks the system for many bytes at once: each is given out once, and none stays behind. */
export const systemRandom: Random = (length) => {
  if (length > pool.length / 8) return randomBytes(length)
  if (left < length) {
    randomFillSync(pool)
    left = pool.length
  }
  const given = Uint8Array.from(pool.subarray(left - length, left))
  pool.fill(0, left - length, left)
  left -= length
  return given
}
