import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Asked, makeSuggestions, type SuggestEntry } from './suggest-index.ts'
import { suggestSlowly } from './suggest-reference.fixture.ts'

const words =
  `anna annabel anabel banana bell belle a an the lamp lamps lmap clamp lantern lanterns élan ÉLAN
naïve river rivers riverside маяк маяки Ёлка елки σοφία Σοφίας 灯台 灯台守 守り ランプ ンプ منارة مَنارات 1984 198 l'étranger
o'dell S.H.I.P.`.split(/\s+/)
const joints = [' ', '/', ' & ', '-', ', ']
const kinds = ['fandom', 'relationship', 'character', 'additional'] as const
const odd = ['one', 'two', 'three']
const ids = [...Array(24).keys()].map((at) => `${'0123456789abcdef'.slice(0, 14)}${10 + at}`)
const fandomIds = ['fandom one', '00000000000000f2', '00000000000000f3']

const name = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...joints)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.map(([word, joint], at) => (at === 0 ? word : joint + word)).join(''))
const id = fc.constantFrom(...ids, ...odd)
const entry: fc.Arbitrary<SuggestEntry> = fc
  .record({
    id,
    kind: fc.constantFrom(...kinds),
    name,
    root: fc.oneof(fc.constant(null), id),
    uses: fc.integer({ min: 0, max: 4 }),
    hidden: fc.integer({ min: 0, max: 2 }),
    fandoms: fc.subarray(fandomIds),
  })
  .map(({ hidden, root, ...tag }) => ({
    ...tag,
    root: root ?? tag.id,
    usesForStrangers: Math.max(0, tag.uses - hidden),
  }))
const tags = fc.uniqueArray(entry, { selector: (tag) => tag.id, maxLength: 25 })

/** Words of the vocabulary, cut off somewhere, some with one error made in them. */
const typedWord = fc
  .record({
    word: fc.constantFrom(...words),
    length: fc.integer({ min: 1, max: 9 }),
    error: fc.constantFrom('none', 'none', 'missing', 'more', 'wrong', 'swapped'),
    at: fc.nat(8),
    letter: fc.nat(8),
  })
  .map(({ word, length, error, at, letter }) => {
    const letters = [...word].slice(0, length)
    const other = letters[letter % letters.length] ?? ''
    const place = at % letters.length
    if (error === 'missing') letters.splice(place, 1)
    if (error === 'more') letters.splice(place, 0, other)
    if (error === 'wrong') letters.splice(place, 1, other)
    if (error === 'swapped') letters.push(...letters.splice(place, 2).toReversed())
    return letters.join('')
  })
const asked: fc.Arbitrary<Asked> = fc.record({
  typed: fc.array(typedWord, { maxLength: 3 }).map((typed) => typed.join(' ')),
  kinds: fc.subarray([...kinds]),
  fandoms: fc.subarray([...fandomIds, 'unknown']),
  viewer: fc.constantFrom('stranger', 'account'),
  most: fc.integer({ min: 1, max: 6 }),
})
const change = fc.record({ changed: tags, gone: fc.array(id, { maxLength: 4 }) })

test('what is suggested is what a slow and obvious search gives, whatever changes', () => {
  fc.assert(
    fc.property(
      tags,
      fc.array(change, { maxLength: 3 }),
      fc.array(asked, { minLength: 4, maxLength: 8 }),
      fc.constantFrom(0, 4, 300),
      (first, changes, questions, mostLoose) => {
        const known = new Map(first.map((tag) => [tag.id, tag]))
        const suggestions = makeSuggestions(first, mostLoose)
        const agree = () => {
          for (const question of questions) {
            assert.deepEqual(
              suggestions.find(question),
              suggestSlowly([...known.values()], question),
              JSON.stringify(question),
            )
          }
        }
        agree()
        for (const { changed, gone } of changes) {
          suggestions.apply(changed, gone)
          for (const each of gone) known.delete(each)
          for (const tag of changed) known.set(tag.id, tag)
          agree()
        }
      },
    ),
    { numRuns: 400 },
  )
})
