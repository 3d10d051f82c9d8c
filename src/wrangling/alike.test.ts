import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { comparedName, likeness } from './alike.ts'

const like = (one: string, other: string) => likeness(comparedName(one), comparedName(other))

test('case, accents and punctuation are a matter of spelling', () => {
  assert.equal(like('Elodie Marchetti', 'Élodie  MARCHETTI'), 'spelling')
  assert.equal(like('Hurt/Comfort', 'hurt / comfort'), 'spelling')
  assert.equal(like('slow-burn', 'Slow Burn'), 'spelling')
})

test('the sides of a pair may be swapped, and words too', () => {
  assert.equal(like('Ada Quill/Bela Thorn', 'Bela Thorn/Ada Quill'), 'sides')
  assert.equal(like('Ada Quill/Bela Thorn', 'Thorn Bela/Quill Ada'), 'sides')
  assert.equal(like('Quill Ada', 'Ada Quill'), 'word-order')
})

test('friends are not taken for lovers', () => {
  assert.equal(like('Ada/Bela', 'Ada & Bela'), null)
  assert.equal(like('Ada/Bela', 'Bela & Ada'), null)
})

test('other scripts are compared by their letters', () => {
  assert.equal(like('Татьяна', 'Tatyana'), 'transliteration')
  assert.equal(like('Αθηνά', 'Athina'), 'transliteration')
})

test('one typing error is forgiven, in a word of four letters or more, and never in a number', () => {
  assert.equal(like('Harbour Lihgts', 'Harbour Lights'), 'typing')
  assert.equal(like('Harbor Lights', 'Harbour Lights'), 'typing')
  assert.equal(like('Marc', 'Mark'), 'typing')
  assert.equal(like('Bea', 'Bee'), null)
  assert.equal(like('Season 2', 'Season 3'), null)
  assert.equal(like('Harbour Nights', 'Garden Nights'), null)
})

test('likeness is the same both ways, and a name is like itself', () => {
  const word = fc.constantFrom('Ada', 'Bela', 'Quill', 'quil', 'Lights', 'Lihgts', 'Élodie', '7')
  const name = fc
    .tuple(word, fc.constantFrom(' ', '/', ' & ', '-'), word)
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(name, name, (one, other) => {
      assert.equal(like(one, other), like(other, one))
      assert.equal(like(one, one), 'spelling')
    }),
  )
})
