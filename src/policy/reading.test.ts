import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultReading, formatReading, parseReading, readingChoices } from './reading.ts'

const reading = fc.record({
  theme: fc.constantFrom(...readingChoices.themes),
  face: fc.constantFrom(...readingChoices.faces),
  size: fc.integer({ min: 1, max: 7 }),
  width: fc.constantFrom(...readingChoices.widths),
  leading: fc.constantFrom(...readingChoices.leadings),
  align: fc.constantFrom(...readingChoices.alignments),
  listing: fc.constantFrom(...readingChoices.listings),
  ask: fc.subarray(['G', 'T', 'M', 'E', 'NR', '18+', 'PG-13']),
  mask: fc.subarray([...readingChoices.strengths]),
})

test('how somebody likes to read comes back as it was written, in one way of writing', () => {
  fc.assert(
    fc.property(reading, (wanted) => {
      const text = formatReading(wanted)
      const back = parseReading(text)
      assert.deepEqual(
        { ...back, ask: back.ask.toSorted(), mask: back.mask.toSorted() },
        { ...wanted, ask: wanted.ask.toSorted(), mask: wanted.mask.toSorted() },
      )
      assert.equal(formatReading(back), text)
      assert.match(text, /^[0-9A-Za-z._+-]{0,120}$/)
    }),
  )
})

test('anything else reads as the default, part by part', () => {
  assert.deepEqual(parseReading(null), defaultReading)
  assert.equal(formatReading(defaultReading), '')
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const { size, ask } = parseReading(text)
      assert.ok(size >= 1 && size <= 7)
      assert.ok(ask.length <= 12)
    }),
  )
})
