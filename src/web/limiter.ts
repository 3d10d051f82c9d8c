import { TooMany } from '#shared/errors.ts'
import type { Clock } from '#shared/clock.ts'

/** At most `most` in `seconds`, told apart by purpose and key. */
export type Limit = { readonly purpose: string; readonly most: number; readonly seconds: number }

export type Limiter = {
  /** Counts one; throws `TooMany` with when to come back once the limit is reached. */
  take(limit: Limit, key: string): void
  /** Whether one more would be refused; counts nothing. */
  isFull(limit: Limit, key: string): boolean
  /** Forgets what was counted for a key (a right password ends its row of wrong ones). */
  forget(limit: Limit, key: string): void
}

const mostKeys = 50_000

/** Counts in memory, in fixed windows; a flood of new keys forgets the oldest, never grows. */
export function makeLimiter(clock: Clock): Limiter {
  const windows = new Map<string, { count: number; ends: number }>()

  function find(limit: Limit, key: string): { count: number; ends: number } {
    const name = `${limit.purpose}\0${key}`
    const now = clock().getTime()
    const kept = windows.get(name)
    if (kept && kept.ends > now) return kept
    windows.delete(name)
    if (windows.size >= mostKeys) {
      const oldest = windows.keys().next().value
      if (oldest !== undefined) windows.delete(oldest)
    }
    const fresh = { count: 0, ends: now + limit.seconds * 1000 }
    windows.set(name, fresh)
    return fresh
  }

  return {
    take(limit, key) {
      const window = find(limit, key)
      if (window.count >= limit.most) {
        throw new TooMany(
          'That was a lot at once. Nothing is lost: wait a little and send it again.',
          (window.ends - clock().getTime()) / 1000,
        )
      }
      window.count++
    },
    isFull(limit, key) {
      return find(limit, key).count >= limit.most
    },
    forget(limit, key) {
      windows.delete(`${limit.purpose}\0${key}`)
    },
  }
}
