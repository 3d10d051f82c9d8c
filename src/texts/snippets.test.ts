import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from './parse-query.ts'
import { type Piece, snippets } from './snippets.ts'

const of = (text: string, field: Piece['field'] = 'text'): Piece => ({ field, text })
const marked = (pieces: readonly Piece[], query: string, language = 'en') =>
  snippets(pieces, parseQuery(query), language).map(({ text, marks }) =>
    marks.map(([from, to]) => text.slice(from, to)),
  )
const filler = (words: number) => Array.from({ length: words }, (_, at) => `filler${at}`).join(' ')

test('words are marked in the forms in which they stand', () => {
  const [only, ...others] = snippets(
    [of('She was Running\nbetween the lamps.')],
    parseQuery('lamp run'),
    'en',
  )
  assert.deepEqual(others, [])
  assert.equal(only?.text, 'She was Running between the lamps.')
  assert.deepEqual(only.marks, [
    [8, 15],
    [28, 33],
  ])
  assert.deepEqual(marked([of('Die Häuser am Meer')], 'haus', 'de'), [['Häuser']])
  assert.deepEqual(marked([of('東京タワーの灯')], '"京タ"', 'ja'), [['京タ']])
})

test('a phrase is marked where it stands in a row, across a line end too', () => {
  const text = `harbour ${filler(5)} old wall, the old\nharbour walls ${filler(5)}`
  assert.deepEqual(marked([of(text)], '"old harbour"'), [['old\nharbour'.replace('\n', ' ')]])
  assert.deepEqual(marked([of('harbour old')], '"old harbour"'), [])
})

test('what is excluded, or looked for in another field, is not marked', () => {
  assert.deepEqual(marked([of('a lamp and fog')], 'lamp -fog'), [['lamp']])
  assert.deepEqual(marked([of('a lamp'), of('a lamp', 'note')], 'note:lamp'), [['lamp']])
  assert.deepEqual(marked([of('a lamp')], 'title:lamp'), [])
})

test('two excerpts show as many different words as can be, cut at words', () => {
  const text = `${filler(200)} lantern ${filler(200)} ferry ${filler(200)} lantern ferry ${filler(200)} goat ${filler(50)}`
  const found = snippets([of(text)], parseQuery('lantern ferry goat'), 'en')
  assert.deepEqual(
    found.map(({ text: shown, marks }) => marks.map(([from, to]) => shown.slice(from, to))),
    [['lantern', 'ferry'], ['goat']],
  )
  for (const { text: shown } of found) {
    assert.ok(shown.length <= 162, `${shown.length} characters`)
    assert.match(shown, /^…filler\d+ .* filler\d+…$/)
  }
})

test('6 MB are looked through in bounded time, and what stands at the end is found', () => {
  const text = `${filler(600_000)} the last lighthouse`
  assert.ok(text.length > 6e6)
  const begun = performance.now()
  assert.deepEqual(marked([of(text)], 'lighthouse'), [['lighthouse']])
  assert.deepEqual(marked([of(text)], '"last lighthouse"'), [['last lighthouse']])
  assert.deepEqual(marked([of(text)], 'nowhere'), [])
  const each = (performance.now() - begun) / 3
  assert.ok(each < 1500, `${each} ms each`)
})

test('for any text and query, marks are in the text, in order, apart, and no half of a pair is left', () => {
  const word = fc.constantFrom(
    'lamp',
    'lamps',
    '東京',
    '𝒶𝒷',
    'é',
    '\u{1f600}',
    'e\u0301',
    '\n',
    '½',
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 120 }),
      fc.array(word, { minLength: 1, maxLength: 4 }),
      (words, query) => {
        const text = words.join(' ')
        for (const one of snippets([of(text)], parseQuery(query.join(' ')), 'en')) {
          assert.equal(one.text.isWellFormed(), true)
          let last = -1
          for (const [from, to] of one.marks) {
            assert.ok(from > last && to > from && to <= one.text.length)
            last = to
          }
          assert.ok(one.marks.length > 0)
        }
      },
    ),
  )
})
