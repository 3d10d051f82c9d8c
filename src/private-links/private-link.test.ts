import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PrivateLinkId } from '#shared/ids.ts'
import { makeKeys } from '#shared/keys.ts'
import {
  hashCode,
  idInToken,
  isTokenFor,
  newCode,
  parseCode,
  type Purpose,
  showCode,
  signedToken,
} from './private-link.ts'

const bytes = fc.uint8Array({ minLength: 15, maxLength: 15 })
const purposes: readonly Purpose[] = [
  'own link',
  'held link',
  'feed of link',
  'mail of link',
  'end mail of link',
]
const linkOf = (secret: string, id = '0123456789abcdef') => ({
  id: id as PrivateLinkId,
  secretHash: hashCode(secret),
})

test('a reading code holds at least a hundred random bits, in groups that can be read', () => {
  let asked = 0
  const code = newCode((length) => {
    asked += length
    return Buffer.alloc(length, 0xa5)
  })
  assert.ok(asked * 8 >= 100)
  assert.match(showCode(code), /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
})

test('every bit of chance is in the code', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const same = Buffer.from(a).equals(Buffer.from(b))
      assert.equal(newCode(() => a) === newCode(() => b), same)
    }),
  )
})

test('a code is read back however it is typed', () => {
  const apart = fc.constantFrom('-', ' ', '', ' - ', '\u2013', '.', '\u00a0', '\n')
  fc.assert(
    fc.property(bytes, apart, fc.boolean(), fc.boolean(), (random, between, small, alike) => {
      const code = newCode(() => random)
      let typed = showCode(code).replaceAll('-', between)
      if (alike) typed = typed.replaceAll('0', 'O').replaceAll('1', 'l')
      if (small) typed = typed.toLowerCase()
      assert.equal(parseCode(` ${typed}\t`), code)
    }),
  )
})

test('what is no code is none', () => {
  const code = showCode(newCode(() => Buffer.alloc(15, 7)))
  for (const typed of ['', code.slice(0, -1), `${code}0`, code.replace(/^./, 'U'), 'x'.repeat(300)])
    assert.equal(parseCode(typed), null, typed)
  fc.assert(fc.property(fc.string(), (typed) => parseCode(typed) === null))
})

test('a token opens what it was made for and nothing else', () => {
  const keys = makeKeys(Buffer.alloc(32, 1).toString('base64url'))
  const others = makeKeys(Buffer.alloc(32, 2).toString('base64url'))
  const link = linkOf('one')
  const rotated = linkOf('two')
  const beside = linkOf('one', 'fedcba9876543210')
  for (const purpose of purposes) {
    const token = signedToken(keys, purpose, link)
    assert.equal(idInToken(token), link.id)
    assert.ok(!token.includes(link.secretHash))
    assert.ok(isTokenFor(keys, purpose, link, token))
    for (const other of purposes) {
      assert.equal(isTokenFor(keys, other, link, token), other === purpose)
    }
    // Ending the mails works from the oldest mail too.
    assert.equal(isTokenFor(keys, purpose, rotated, token), purpose === 'end mail of link')
    assert.ok(!isTokenFor(keys, purpose, beside, token))
    assert.ok(!isTokenFor(others, purpose, link, token))
    const at = token.length - 3
    const bent = `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`
    assert.ok(!isTokenFor(keys, purpose, link, bent))
  }
})

test('what can’t be a token names no link', () => {
  fc.assert(fc.property(fc.string(), (text) => idInToken(text) === null))
  assert.equal(idInToken('0123456789abcdef.'), null)
  assert.equal(idInToken(`0123456789ABCDEF.${'a'.repeat(32)}`), null)
  assert.equal(idInToken(`0123456789abcdef.${'a'.repeat(32)}\n`), null)
})
