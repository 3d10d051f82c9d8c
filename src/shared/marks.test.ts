import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tameMarks } from './marks.ts'

test('more marks on a letter than any script has are cut off, and composing ends', () => {
  const heavy = `a${'\u0301\u0316'.repeat(200_000)}b`
  const tamed = tameMarks(heavy)
  assert.equal(tamed, `a${'\u0301\u0316'.repeat(15)}b`)
  assert.ok(tamed.normalize('NFC').length < 40)
  assert.equal(tameMarks(tamed), tamed)
})

test('what people write stays as it is', () => {
  const words = ['Crème brûlée', 'e\u0301', 'שָׁלוֹם', 'ภาษาไทย', 'नमस्ते', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿']
  for (const word of words) assert.equal(tameMarks(word), word)
})
