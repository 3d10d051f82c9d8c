import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sha256 } from './secure-hash.ts'

test('the hash is the standard one for texts of every length around a block', () => {
  for (let length = 0; length <= 200; length++) {
    const text = 'lamp-oil 0123456789'.repeat(11).slice(0, length)
    assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'), `${length}`)
  }
})

test('the hash of "abc" is the one that FIPS 180-4 gives', () => {
  assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
