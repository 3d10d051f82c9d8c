import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readStoryText } from './read-text.ts'
import { allWords, wordsOf } from './words.sample.ts'

const name = fc.stringMatching(/^[A-Z][a-z]{3,8}( [A-Z][a-z]{3,8})?$/u)
const story =
  'The lamp had been out for an hour when she came down to the water.\n\n"Row," he said.'
const cases = [
  (label: string): string => label,
  (label: string): string => label.toUpperCase(),
  (label: string): string => label.toLowerCase(),
]
const signs = [': ', ':', ' : ', ':  ', '：', '!: ']

const labelled = (labels: readonly string[], value: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc
    .tuple(fc.constantFrom(...labels), fc.constantFrom(...cases), fc.constantFrom(...signs), value)
    .map(([label, cased, sign, words]) => [cased(label) + sign + words, words])

const header = fc.record({
  title: labelled(['Title', 'Story title', 'Titel', 'Titre'], name),
  author: labelled(['Author', 'Written by', 'Autor'], name),
  fandom: labelled(['Fandom', 'Fandoms'], name),
  rating: labelled(['Rating', 'Rated'], fc.constantFrom('PG-13', 'R', 'NC-17', 'K+', 'T', 'M')),
  warnings: labelled(
    ['Warnings', 'TW', 'Content warning'],
    fc.constantFrom('character death', 'gore', 'incest'),
  ),
  disclaimer: labelled(['Disclaimer', 'Legal stuff'], fc.constant('I own nothing.')),
  summary: labelled(['Summary', 'Synopsis'], name),
  beta: labelled(['Beta', "Beta'd by"], name),
})
const steps: Record<string, string> = {
  'PG-13': 'T',
  R: 'M',
  'NC-17': 'E',
  'K+': 'T',
  T: 'T',
  M: 'M',
}
const codes: Record<string, string> = {
  'character death': 'major-character-death',
  gore: 'gore',
  incest: 'incest',
}

test('labels in any order, case and punctuation become fields and the story stays whole', () => {
  const order = fc.shuffledSubarray(
    ['title', 'author', 'fandom', 'rating', 'warnings', 'disclaimer', 'summary', 'beta'] as const,
    { minLength: 8 },
  )
  const gap = fc.constantFrom('\n\n', '\n\n\n', '\n----------\n', '\n\n* * *\n\n')
  const ends = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(header, order, gap, ends, (fields, keys, between, end) => {
      const lines = keys.map((key) => fields[key][0])
      const read = readStoryText((lines.join('\n') + between + story).replaceAll('\n', end))
      const value = (key: keyof typeof fields): string => fields[key][1] ?? ''
      assert.equal(read.chapters[0]?.text, story)
      assert.equal(read.title, value('title'))
      assert.equal(read.author, value('author'))
      assert.deepEqual(read.fandoms, [value('fandom')])
      assert.equal(read.rating?.code, steps[value('rating')])
      assert.equal(read.rating?.source, value('rating'))
      assert.deepEqual(read.warnings, [codes[value('warnings')]])
      assert.equal(read.disclaimer, value('disclaimer'))
      assert.equal(read.summary, value('summary'))
      assert.equal(read.noteBefore?.endsWith(value('beta')), true)
      assert.equal(read.other[0]?.value, value('beta'))
    }),
  )
})

const word = fc.stringMatching(/^[a-z]{2,9}$/u)
const sentence = fc
  .array(word, { minLength: 1, maxLength: 30 })
  .map((words) => `${words.join(' ')}.`)
const piece = fc.oneof(
  { weight: 4, arbitrary: sentence },
  sentence.map((text) => `A/N: ${text}`),
  sentence.map((text) => `(Author's note: ${text})`),
  sentence.map((text) => `Summary: ${text}`),
  sentence.map((text) => `Disclaimer (${text.slice(0, -1)}): I own nothing.`),
  sentence.map((text) => `"${text}"`),
  word.map((text) => `Title: ${text}`),
  word.map((text) => `Warnings: ${text}`),
  word.map((text) => `Rating: T ${text}`),
  word.map((text) => `by ${text}`),
  fc.tuple(fc.nat({ max: 9 }), word).map(([n, text]) => `Chapter ${n}: ${text.toUpperCase()}`),
  fc.constantFrom(
    '***',
    '-----',
    '~*~',
    '',
    'The End',
    'TBC',
    'R&R!',
    'Prologue',
    'On with the story!',
    "Author's Notes:",
    '---',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

test('no word of a file is dropped, whatever stands in it', () => {
  const gap = fc.constantFrom('\n', '\n\n', '\r\n\r\n', '\n\n\n')
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, gap), { maxLength: 30 }), (pieces) => {
      const source = pieces.flat().join('')
      const left = allWords(readStoryText(source))
      for (const one of wordsOf(source)) {
        const count = left.get(one) ?? 0
        assert.ok(count > 0, `${JSON.stringify(one)} of ${JSON.stringify(source)}`)
        left.set(one, count - 1)
      }
    }),
    { numRuns: 500 },
  )
})

test('reading takes time in proportion to the text, however hostile', () => {
  const shapes: readonly ((n: number) => string)[] = [
    (n) => 'a'.repeat(n * 5),
    (n) => `A/N: ${'I own . '.repeat(n)}`,
    (n) => 'A/N: x\n'.repeat(n),
    (n) => 'A/N: (x\n\n'.repeat(n),
    (n) => 'Chapter 1\n'.repeat(n),
    (n) => Array.from({ length: n }, (_, i) => `Chapter ${i % 9999}\n\nx`).join('\n\n'),
    (n) => 'TBC\n\n'.repeat(n),
    (n) => ' '.repeat(n * 4),
    (n) => '*~'.repeat(n * 2),
    (n) =>
      `Title: x\n${'word word word word word word word word word word word word word\n'.repeat(n / 4)}`,
    (n) => `${'x\n'.repeat(n)}A/N: review!`,
  ]
  for (const shape of shapes) {
    const small = timeOf(shape(10_000))
    const large = timeOf(shape(80_000))
    // Eight times the text: four times more than in proportion would be at least 32.
    assert.ok(large < small * 28 + 60, `${shape.toString()}: ${small} ms, then ${large} ms`)
  }
})

function timeOf(text: string): number {
  const times = [1, 2].map(() => {
    const start = performance.now()
    readStoryText(text)
    return performance.now() - start
  })
  return Math.min(...times)
}
