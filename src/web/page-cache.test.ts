import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chooseEncoding } from './compress.ts'
import { type KeptPage, makePageCache, pageKey } from './page-cache.ts'

const work = '0123456789abcdef'
const nobody = { session: null, reading: null, opened: null, filter: null }

test('pages are told apart by encoding, reading, the rating that was opened and address', () => {
  const base = pageKey(`/works/${work}`, 'br', nobody)
  const others = [
    pageKey(`/works/${work}`, 'gzip', nobody),
    pageKey(`/works/${work}?after=x`, 'br', nobody),
    pageKey(`/works/${work}`, 'br', { ...nobody, reading: '2.0.3.1.1.0.1..E_M' }),
    pageKey(`/works/${work}`, 'br', { ...nobody, opened: `${work}-M` }),
    pageKey(`/works/${work}`, 'br', { ...nobody, opened: `${work}-E` }),
  ]
  assert.equal(new Set([base, ...others]).size, 6)
  const lists = ['-rating=E', '-rating=M', null].map((filter) =>
    pageKey('/works', 'br', { ...nobody, filter }),
  )
  assert.equal(new Set(lists).size, 3)
  assert.equal(pageKey(`/works/${work}`, 'br', { ...nobody, filter: '-rating=E' }), base)
  const elsewhere = pageKey(`/works/${work}`, 'br', { ...nobody, opened: 'fedcba9876543210-M' })
  assert.equal(elsewhere, base)
})

test('what is for one person alone has no key', () => {
  assert.equal(pageKey('/works', 'br', { ...nobody, session: 'x' }), null)
  assert.equal(pageKey(`/works/${work}?did=kudos`, 'br', nobody), null)
  assert.equal(pageKey('/works', 'br', { ...nobody, reading: 'a b' }), null)
  assert.equal(pageKey('/works', 'br', { ...nobody, filter: '-rating=E /works' }), null)
  assert.equal(pageKey('/', 'br', { ...nobody, filter: 'x'.repeat(1001) }), null)
  assert.equal(pageKey(`/${'x'.repeat(500)}`, 'br', nobody), null)
})

test('a cookie that reads in two ways, or a path that is written in two, has no key', () => {
  const opened = [
    `${work}-~${work}-M`,
    `${work}-M~${work}-E`,
    `x${work}-M`,
    `${work}-`,
    `${work}-M M`,
    `${work}-${'M'.repeat(13)}`,
    `${'fedcba9876543210-M~'.repeat(250)}${work}-M`,
  ]
  for (const cookie of opened) {
    assert.equal(pageKey(`/works/${work}`, 'br', { ...nobody, opened: cookie }), null, cookie)
  }
  for (const path of [`/works/%30${work.slice(1)}`, `/%77orks/${work}`, 'http://x/works', '*']) {
    assert.equal(pageKey(path, 'br', nobody), null, path)
  }
  assert.notEqual(pageKey('/works?fandom=%20', 'br', nobody), null)
})

test('a cache holds no more than its bytes, and gives what was kept last under a key', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3000 })), {
        maxLength: 200,
      }),
      (steps) => {
        const cache = makePageCache(20_000)
        const last = new Map<string, KeptPage>()
        for (const [number, length] of steps) {
          const page = { bytes: new Uint8Array(length) } as KeptPage
          cache.keep(`key ${number}`, page)
          last.set(`key ${number}`, page)
          assert.ok(cache.size <= 20_000)
        }
        for (const [key, page] of last) {
          const found = cache.find(key)
          assert.ok(found === undefined || found === page)
        }
      },
    ),
  )
})

test('the encoding is the best that the client takes', () => {
  const cases: [string | undefined, string][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['identity', 'identity'],
    ['br;q=x', 'identity'],
  ]
  for (const [given, wanted] of cases) assert.equal(chooseEncoding(given), wanted, String(given))
})
