import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countCharacters, countWords, isLongerThan } from './count.ts'
import { fromPlainText } from './plain-text.ts'
import { asStoredProse } from './prose.ts'

const cases: readonly [string, number][] = [
  ['The lamp went out.', 4],
  ['a well-known lamp', 3],
  ["don’t and don't", 3],
  ['out—and in -- again', 4],
  ['3,000 miles at 2.5 knots', 5],
  ['* * *', 0],
  ['"Wait…what?"', 2],
  ['and/or', 2],
  ['U.S.A. or e.g. this', 4],
  ['keeper@lamp.example wrote', 2],
  ['Маяк погас ночью.', 3],
  ['灯塔的灯灭了', 5],
  ['ประภาคารดับแล้ว', 3],
  ['naïve café', 2],
  ['', 0],
]
for (const [text, count] of cases) {
  test(`${text || 'nothing'} has ${count} words`, () => {
    assert.equal(countWords(fromPlainText(text, 'chapter')), count)
  })
}

test('a word across markup is one, words in neighbouring blocks are two, ruby readings are none', () => {
  assert.equal(countWords(asStoredProse('<p>un<em>believ</em>able</p><p>a<br>b</p>')), 3)
  assert.equal(countWords(asStoredProse('<p><ruby>kanji<rp>(</rp><rt>reading</rt></ruby></p>')), 1)
})

test('characters are counted as people see them', () => {
  assert.equal(countCharacters('abc\n'), 4)
  assert.equal(countCharacters('e\u0301👩‍👩‍👧‍👦🇸🇪'), 3)
})

test('a limit holds for characters, and giant texts are refused unread', () => {
  assert.equal(isLongerThan('👩‍👩‍👧‍👦'.repeat(10), 10), false)
  assert.equal(isLongerThan('👩‍👩‍👧‍👦'.repeat(11), 10), true)
  assert.equal(isLongerThan('abc', 3), false)
  assert.equal(isLongerThan('\u0301'.repeat(50_000_000), 1000), true)
})

test('100,000 words are counted at once', () => {
  const prose = asStoredProse(
    '<p>“Don’t row,” she said to the café keeper, well-known &amp; old.</p>'.repeat(10_000),
  )
  const start = performance.now()
  assert.equal(countWords(prose), 100_000)
  assert.ok(performance.now() - start < 1000)
})
