import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matches, safeReturn } from './answers.ts'

const otherwise = '/otherwise'

test('where to go back to is a page of this site, whatever was asked', () => {
  const elsewhere = [
    'https://evil.test/',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/.//evil.test',
    '/..//evil.test',
    '/./..//evil.test/x',
    '/x/..//evil.test',
    '/%2e//evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    'javascript:alert(1)',
    ' /works',
    'works',
    '/works\r\nSet-Cookie: a=b',
    '/werke/ü',
    `/${'x'.repeat(1000)}`,
    '',
  ]
  for (const to of elsewhere) assert.equal(safeReturn(to, otherwise), otherwise, to)
  for (const to of [null, undefined]) assert.equal(safeReturn(to, otherwise), otherwise)
  const here = [
    '/',
    '/works/x?from=2#talk',
    '/account/email?proof=a.b.c',
    '/a//b',
    '/%2f%2fevil.test',
  ]
  for (const to of here) assert.equal(safeReturn(to, otherwise), to)
  const signs = fc.string({
    unit: fc.constantFrom('/', '\\', '.', '%2e', '%2f', '@', ':', '?', '#', 'a', '\t', '//'),
  })
  fc.assert(
    fc.property(
      fc.oneof(
        signs,
        signs.map((text) => `/${text}`),
        fc.webUrl(),
        fc.string(),
      ),
      (to) => {
        const back = safeReturn(to, otherwise)
        for (const base of ['http://archive.test/sign-in', 'https://archive.test/a/b?c']) {
          assert.equal(new URL(back, base).origin, new URL(base).origin, back)
        }
        assert.match(back, /^\/(?![/\\])[\x21-\x7e]*$/)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a page that a reader has is known by any of the tags that they send', () => {
  const etag = 'W/"abc"'
  for (const given of ['W/"abc"', '"abc"', '"x", "abc"', 'W/"x" , W/"abc"', '*']) {
    assert.equal(matches(given, etag), true, String(given))
  }
  for (const given of [
    undefined,
    '',
    'abc',
    '"ab"',
    '"abcd"',
    'W/"ABC"',
    `${'"x",'.repeat(1000)}"abc"`,
  ]) {
    assert.equal(matches(given, etag), false, String(given))
  }
})
