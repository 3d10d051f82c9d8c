import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stemmerOf } from './languages.ts'
import { stems } from './words.ts'

test('a language is known by the first part of its tag', () => {
  assert.equal(stemmerOf('de-AT'), 'german')
  assert.equal(stemmerOf('FR_ca'), 'french')
  assert.equal(stemmerOf(''), 'english')
  assert.equal(stemmerOf('und'), 'english')
  assert.equal(stemmerOf('tlh'), 'none')
  assert.equal(stemmerOf('constructor'), 'none')
})

test('every language that is named has a stemmer that can be loaded', () => {
  const tags =
    'ar bg da de el en es fi fr ga hi hu hy id it lt nb ne nl nn no pt ro ru sr sv ta tr uk'
  for (const tag of tags.split(' ')) {
    assert.notEqual(stemmerOf(tag), 'none', tag)
    assert.equal(stems('harbours 12', stemmerOf(tag)).at(-1), '12', tag)
  }
})

test('words are folded, and possessives and invisible signs make no difference', () => {
  assert.deepEqual(stems('Mirren’s CAFÉ, naïve Ærø!', 'none'), ['mirren', 'cafe', 'naive', 'aero'])
  assert.deepEqual(stems('light\u00adhouse', 'none'), ['lighthouse'])
  assert.deepEqual(stems('ﬁn ½ Ⅳ', 'none'), ['fin', '1', '2', 'iv'])
  assert.deepEqual(stems('東京タワーとtea', 'none'), ['東', '京', 'タ', 'ワ', 'ー', 'と', 'tea'])
  assert.deepEqual(stems('が か', 'none'), ['が', 'か'])
  assert.deepEqual(stems('морской ёлка', 'none'), ['морской', 'елка'])
  assert.deepEqual(stems('शब्द', 'none'), ['शब्द'])
})

test('in any text a word has the same stem with its accents and without, in any case', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('none', 'english', 'german', 'french', 'turkish', 'greek'),
      (text, stemmer) => {
        const found = stems(text, stemmer)
        for (const stem of found) {
          assert.match(stem, /^[\p{L}\p{N}\p{M}]+$/u)
          assert.ok(stem.length <= 64)
        }
        assert.deepEqual(
          stems(text.normalize('NFD'), stemmer),
          stems(text.normalize('NFC'), stemmer),
        )
      },
    ),
  )
})
