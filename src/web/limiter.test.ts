import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TooMany } from '#shared/errors.ts'
import { makeLimiter } from './limiter.ts'

const limit = { purpose: 'tests', most: 3, seconds: 60 }

test('no key is let through more often than its limit in a window, and each refusal says when it ends', () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b'),
    wait: fc.integer({ min: 0, max: 40_000 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = Date.UTC(2026, 10, 23)
      const limiter = makeLimiter(() => new Date(now))
      const windows = new Map<string, { begun: number; count: number }>()
      for (const { key, wait } of steps) {
        now += wait
        const kept = windows.get(key)
        const window = kept && now < kept.begun + 60_000 ? kept : { begun: now, count: 0 }
        windows.set(key, window)
        const full = window.count >= limit.most
        assert.equal(limiter.isFull(limit, key), full)
        try {
          limiter.take(limit, key)
          window.count++
          assert.equal(full, false)
        } catch (error) {
          assert.ok(error instanceof TooMany)
          assert.equal(full, true)
          assert.equal(
            error.retryAfter,
            Math.max(1, Math.ceil((window.begun + 60_000 - now) / 1000)),
          )
        }
      }
    }),
  )
})

test('purposes count apart, and what is forgotten begins anew', () => {
  const limiter = makeLimiter(() => new Date(0))
  for (let at = 0; at < limit.most; at++) limiter.take(limit, 'a')
  assert.throws(() => limiter.take(limit, 'a'), TooMany)
  limiter.take({ ...limit, purpose: 'others' }, 'a')
  limiter.forget(limit, 'a')
  limiter.take(limit, 'a')
})

test('a flood of keys is forgotten, oldest first, and never held whole', () => {
  const limiter = makeLimiter(() => new Date(0))
  const once = { ...limit, most: 1 }
  limiter.take(once, 'first')
  for (let at = 0; at < 49_999; at++) limiter.take(once, `flood ${at}`)
  assert.equal(limiter.isFull(once, 'first'), true)
  limiter.take(once, 'one more')
  assert.equal(limiter.isFull(once, 'first'), false)
  assert.equal(limiter.isFull(once, 'flood 49998'), true)
})
