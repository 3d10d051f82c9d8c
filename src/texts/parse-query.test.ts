import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { longestQuery, mostParts, parseQuery } from './parse-query.ts'
import { hasWords } from './words.ts'

const any = (text: string) => ({ field: null, text })
const kinds = (typed: string) => parseQuery(typed).problems.map(({ kind }) => kind)

test('words, phrases, exclusions and fields are told apart', () => {
  assert.deepEqual(parseQuery('lamp  "old harbour" -fog -"long night" title:keeper -by:"A B"'), {
    all: [[any('lamp')], [any('old harbour')], [{ field: 'title', text: 'keeper' }]],
    none: [any('fog'), any('long night'), { field: 'by', text: 'A B' }],
    problems: [],
  })
})

test('OR binds its neighbours and nothing else', () => {
  assert.deepEqual(parseQuery('a b OR tag:c OR "d e" f').all, [
    [any('a')],
    [any('b'), { field: 'tag', text: 'c' }, any('d e')],
    [any('f')],
  ])
  assert.deepEqual(parseQuery('a or b').all, [[any('a')], [any('or')], [any('b')]])
})

test('fields are known in any case, with a space behind them, and by these names alone', () => {
  for (const typed of ['TITLE:x', 'title: x', 'Title:\t"x"']) {
    assert.deepEqual(parseQuery(typed).all, [[{ field: 'title', text: 'x' }]], typed)
  }
  const { all, problems } = parseQuery('Re:Zero')
  assert.deepEqual(all, [[any('Re:Zero')]])
  assert.deepEqual(problems, [{ kind: 'unknown-field', part: 'Re:' }])
  assert.deepEqual(parseQuery('12:30').problems, [])
})

test('what cannot be read is read as well as can be, and named', () => {
  assert.deepEqual(parseQuery('a "b c'), {
    all: [[any('a')], [any('b c')]],
    none: [],
    problems: [{ kind: 'unclosed-quote', part: '"b c' }],
  })
  assert.deepEqual(kinds('a - b'), ['lone-minus'])
  assert.deepEqual(kinds('-'), ['lone-minus'])
  assert.deepEqual(kinds('a title:'), ['empty-field'])
  assert.deepEqual(kinds('OR a'), ['lone-or'])
  assert.deepEqual(kinds('a OR'), ['lone-or'])
  assert.deepEqual(kinds('a OR -b'), ['or-with-not'])
  assert.deepEqual(parseQuery('a OR -b').none, [any('b')])
  assert.deepEqual(kinds('-b OR a'), ['or-with-not'])
  assert.deepEqual(parseQuery('-b OR a').all, [[any('a')]])
  assert.deepEqual(kinds('a *** ""'), ['no-words', 'no-words'])
  assert.deepEqual(kinds('-a -"b c"'), ['only-exclusions'])
  assert.deepEqual(kinds(''), [])
})

test('too many parts and too long a text are cut and named', () => {
  const many = parseQuery('x '.repeat(mostParts + 5))
  assert.equal(many.all.length, mostParts)
  assert.deepEqual(many.problems, [{ kind: 'too-many', part: 'x' }])
  const long = parseQuery(`${'y'.repeat(longestQuery)} z`)
  assert.deepEqual(long.all, [[any('y'.repeat(longestQuery))]])
  assert.deepEqual(
    long.problems.map(({ kind }) => kind),
    ['too-long'],
  )
})

test('quotes of other hands and keyboards are quotes', () => {
  for (const typed of ['„a b“', '“a b”', '«a b»', '“a b"']) {
    assert.deepEqual(parseQuery(typed), { all: [[any('a b')]], none: [], problems: [] }, typed)
  }
})

const samples =
  '" - OR title: by: x: lamp 東京 * ( ) “ \' \\ \0 é \u0301 \u{e000} S s ½ \u{d800}'.split(' ')
const pieces = fc.constantFrom(' ', '\n', ...samples)

test('any text is read, in bounds, and whatever came of it has words', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join('')),
      ),
      (typed) => {
        const { all, none, problems } = parseQuery(typed)
        const parts = [...all.flat(), ...none]
        assert.ok(parts.length <= mostParts)
        assert.ok(problems.length <= longestQuery + 2)
        for (const { text } of parts) {
          assert.ok(hasWords(text))
          assert.ok(text.length <= longestQuery)
        }
        for (const group of all) assert.ok(group.length > 0)
        if (all.length === 0 && none.length > 0) assert.ok(problems.length > 0)
      },
    ),
  )
})

test('a query that can be read in full has no problems', () => {
  const word = fc.constantFrom('lamp', 'café', '灯台', 'night2', 'or', 'not')
  const part = fc
    .record({
      field: fc.constantFrom('', 'title:', 'by:', 'tag:', 'summary:', 'note:', 'text:'),
      words: fc.array(word, { minLength: 1, maxLength: 3 }),
    })
    .map(({ field, words }) =>
      words.length === 1 ? field + words[0] : `${field}"${words.join(' ')}"`,
    )
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 6 }),
      fc.array(part, { maxLength: 3 }),
      (wanted, unwanted) => {
        const read = parseQuery([...wanted, ...unwanted.map((one) => `-${one}`)].join(' '))
        assert.deepEqual(read.problems, [])
        assert.equal(read.all.length, wanted.length)
        assert.equal(read.none.length, unwanted.length)
      },
    ),
  )
})
