import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countWords } from './count.ts'
import { fromPlainText, toPlainText } from './plain-text.ts'
import { isSceneBreak } from './scene-breaks.ts'

const word = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'lamp',
      'oar',
      'the',
      'a',
      'well-known',
      'don’t',
      'Mirren',
      '3,000',
      'café',
      'naïve',
      'שלום',
      'мир',
      '灯塔',
      '<b>',
      '&amp;',
      '“Out,”',
      '--',
      '…',
      '*no*',
      '_yes_',
      '**x**',
      '*',
      '<3',
      'half-',
      'R&R',
      '👩‍👧',
      'e\u0301',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
)
const line = fc
  .tuple(fc.constantFrom('', '', '', '  ', '\t'), fc.array(word, { maxLength: 16 }))
  .map(([indent, words]) => indent + words.join(' '))
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n\n', '\n\n', '\n\n\n', '\r\n', ' \n')), {
    maxLength: 14,
  })
  .map((lines) => lines.flat().join(''))

/** Letters and numbers in order; hyphens at a line's end may close up, rulers have no words. */
const letters = (from: string) =>
  from
    .normalize('NFC')
    .split(/\r\n|[\n\r]/)
    .filter((each) => !isSceneBreak(each))
    .join('\n')
    .match(/[\p{L}\p{N}]/gu)
    ?.join('') ?? ''

test('plain text to HTML to plain text loses no word', () => {
  fc.assert(
    fc.property(text, (plain) => {
      assert.equal(letters(toPlainText(fromPlainText(plain, 'chapter'))), letters(plain))
    }),
    { numRuns: 2000 },
  )
})

test('the count of words is the same after the round trip', () => {
  fc.assert(
    fc.property(text, (plain) => {
      const prose = fromPlainText(plain, 'chapter')
      assert.equal(countWords(fromPlainText(toPlainText(prose), 'chapter')), countWords(prose))
    }),
    { numRuns: 2000 },
  )
})
