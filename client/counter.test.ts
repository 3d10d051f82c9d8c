import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countCharacters } from './counter.ts'
import { countCharacters as countedByServer } from '#prose/count.ts'

const texts = [
  '',
  'a lamp\nand a bell',
  '“Wait,” she said — and waited…',
  'née Å, décomposé: e\u0301',
  'a family 👩‍👩‍👧‍👦 and a flag 🇳🇴',
  'नमस्ते, தமிழ்',
  'שלום עולם\nمرحبا',
  'soft\u00adhyphen, two\u200dgether, ‼️ ©️',
]

for (const text of texts) {
  test(`the browser counts as the server does: ${JSON.stringify(text)}`, () => {
    assert.equal(countCharacters(text), countedByServer(text))
  })
}

test('an emoji of seven code points is one character', () => {
  assert.equal(countCharacters('👩‍👩‍👧‍👦'), 1)
})
