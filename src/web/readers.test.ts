import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomBytes } from 'node:crypto'
import { oneDay } from '#shared/clock.ts'
import type { WorkId } from '#shared/ids.ts'
import { countReaders, isVisit, type NewReaders } from './readers.ts'

const [one, two] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'] as [WorkId, WorkId]

function counting({ failing = 0 } = {}) {
  let now = Date.parse('2026-11-23T09:00:00.000Z')
  let fails = failing
  const kept: NewReaders[] = []
  const troubles: unknown[] = []
  const readers = countReaders({
    clock: () => new Date(now),
    random: randomBytes,
    keep: async (counted) => {
      if (fails-- > 0) throw new Error('the disk is full')
      kept.push(counted)
    },
    complain: (error) => troubles.push(error),
  })
  const totals = () => {
    const sums = new Map<WorkId, number>()
    for (const counted of kept)
      for (const [work, count] of counted) sums.set(work, (sums.get(work) ?? 0) + count)
    return Object.fromEntries(sums)
  }
  return { readers, kept, troubles, totals, pass: (by: number) => void (now += by) }
}

test('a household is one reader of a work a day, and of each work', async () => {
  const { readers, totals, pass } = counting()
  for (const address of ['203.0.113.5', '203.0.113.5', '203.0.113.6']) readers.opened(one, address)
  readers.opened(two, '203.0.113.5')
  // One household of IPv6 has many addresses.
  readers.opened(one, '2001:db8:1:2::1')
  readers.opened(one, '2001:db8:1:2:ffff::9')
  await readers.flush()
  assert.deepEqual(totals(), { [one]: 3, [two]: 1 })
  readers.opened(one, '203.0.113.5')
  await readers.flush()
  assert.deepEqual(totals(), { [one]: 3, [two]: 1 })
  pass(oneDay)
  readers.opened(one, '203.0.113.5')
  await readers.flush()
  assert.deepEqual(totals(), { [one]: 4, [two]: 1 })
})

test('nothing is written where nobody came, and what is left is kept at the end', async () => {
  const { readers, kept, totals } = counting()
  await readers.flush()
  assert.equal(kept.length, 0)
  readers.opened(one, '203.0.113.5')
  await readers.close()
  readers.opened(one, '203.0.113.6')
  await readers.close()
  assert.deepEqual(totals(), { [one]: 1 })
  assert.equal(kept.length, 1)
})

test('what could not be kept is kept with the next', async () => {
  const { readers, troubles, totals } = counting({ failing: 1 })
  readers.opened(one, '203.0.113.5')
  await readers.flush()
  assert.equal(troubles.length, 1)
  readers.opened(one, '203.0.113.6')
  await readers.flush()
  assert.deepEqual(totals(), { [one]: 2 })
})

test('of fifty thousand visits hardly one is taken for another', async () => {
  const { readers, totals } = counting()
  for (let at = 0; at < 50_000; at++)
    readers.opened(one, `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`)
  await readers.flush()
  assert.ok((totals()[one] ?? 0) > 49_990, String(totals()[one]))
})

test('people are told from programs, pages from what is fetched ahead', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'
  const visit = (headers: Record<string, string>, method = 'GET') =>
    isVisit(method, (name) => headers[name])
  assert.ok(visit({ 'user-agent': firefox }))
  assert.ok(visit({ 'user-agent': firefox, 'sec-fetch-dest': 'document' }))
  assert.ok(visit({ 'user-agent': 'Lynx/2.9.2 libwww-FM/2.14' }))
  assert.ok(visit({ 'user-agent': 'w3m/0.5.3+git20230121' }))
  assert.ok(!visit({ 'user-agent': firefox }, 'HEAD'))
  assert.ok(!visit({}))
  for (const agent of [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'curl/8.9.0',
    'python-requests/2.32',
    'facebookexternalhit/1.1',
    'Mozilla/5.0 (compatible; bingbot/2.0)',
    'Mozilla/5.0 (compatible; YandexBot/3.0)',
    'ia_archiver',
  ])
    assert.ok(!visit({ 'user-agent': agent }), agent)
  assert.ok(!visit({ 'user-agent': firefox, 'sec-purpose': 'prefetch;prerender' }))
  assert.ok(!visit({ 'user-agent': firefox, purpose: 'prefetch' }))
  assert.ok(!visit({ 'user-agent': firefox, 'x-moz': 'prefetch' }))
  assert.ok(!visit({ 'user-agent': firefox, 'sec-fetch-dest': 'empty' }))
})
