import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { compressFast } from './compress.ts'
import { type KeptPage, makePageCache } from './page-cache.ts'
import { pressLater } from './press.ts'

const words = Array.from({ length: 4000 }, (_, at) => `the ${at % 97} gulls of ${at % 31} ferries`)
const plain = Buffer.from(words.join(', '))

function keptPage(hurriedAt: number | null): KeptPage {
  return {
    version: '1',
    etag: 'W/"1"',
    bytes: compressFast(plain, 'br'),
    hurriedAt,
    headers: { 'content-encoding': 'br' },
    opens: null,
    versionNow: async () => '1',
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000
  while (!holds()) {
    assert.ok(performance.now() < end, 'it never happened')
    await new Promise((turn) => setImmediate(turn))
  }
}

test('a page that stays as it is becomes smaller, and says the same', async () => {
  const pages = makePageCache(1_000_000)
  const page = keptPage(5000)
  pages.keep('a', page)
  let now = 5000
  const house = { pages, clock: () => new Date(now) }
  pressLater(house, 'a', page)
  now = 6000
  pressLater(house, 'a', page)
  await until(() => pages.find('a') !== page)
  const pressed = pages.find('a')
  assert.ok(pressed && pressed.bytes.length < page.bytes.length)
  assert.deepEqual(brotliDecompressSync(pressed.bytes), plain)
  assert.deepEqual(
    [pressed.hurriedAt, pressed.etag, pressed.version],
    [null, page.etag, page.version],
  )
})

test('a page that was made anew meanwhile is not put back', async () => {
  const pages = makePageCache(1_000_000)
  const old = keptPage(0)
  const newer = { ...keptPage(0), version: '2' }
  const house = { pages, clock: () => new Date(2000) }
  pages.keep('a', old)
  pages.keep('b', old)
  pressLater(house, 'a', old)
  pages.keep('a', newer)
  // One is under way at a time: the next is taken once the first has ended.
  await until(() => {
    pressLater(house, 'b', old)
    return pages.find('b') !== old
  })
  assert.equal(pages.find('a'), newer)
})
