import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { noFilter, withTerm } from './filter.ts'
import { formatFilter, namesIn, parseFilter } from './filter-url.ts'

const read = (search: string) => parseFilter(new URLSearchParams(search))

test('an address says the whole filter, readable, in one order', () => {
  const address =
    'fandom=abc&-fandom=xyz&additional=def&rating=T&rating=M&-warning=violence&completion=complete&by=pen1&relationships=one&crossover=none&one-shot=only&words=1000-50000&kudos=5-&updated=2026-01-01..&sort=kudos&order=reversed&page=3'
  const { filter, problems, typed } = read(address)
  assert.deepEqual(problems, [])
  assert.deepEqual(typed, [])
  assert.equal(formatFilter(filter), address)
  assert.equal(filter.include.length, 6)
  assert.deepEqual(filter.words, { least: 1000, most: 50_000 })
})

test('what a form sends comes to the same address as what is written by hand', () => {
  const form =
    'page=&sort=updated&fandom=abc.harbour-lights&fandom-name=&words-from=1%2C000&words-to=&crossover=any&published-from=2026-01-31&-rating=E'
  assert.equal(
    formatFilter(read(form).filter),
    'fandom=abc&-rating=E&words=1000-&published=2026-01-31..',
  )
})

test('names are kept apart, to be looked up', () => {
  const { typed } = read('fandom-name=Harbour+Lights%2C+Saltgrass&-additional-name=Major+feels')
  assert.deepEqual(typed, [
    { kind: 'fandom', exclude: false, name: 'Harbour Lights, Saltgrass' },
    { kind: 'additional', exclude: true, name: 'Major feels' },
  ])
  assert.deepEqual(namesIn('Harbour Lights, Saltgrass、 , x'), ['Harbour Lights', 'Saltgrass', 'x'])
})

test('what can not be read is named and left out', () => {
  const { filter, problems } = read(
    'rating=%3Cb%3E&words=many&updated=2026-02-31..&sort=best&page=0&colour=red&fandom=abc',
  )
  assert.deepEqual(
    problems.map(({ name }) => name),
    ['rating', 'words', 'updated', 'sort', 'page', 'colour'],
  )
  assert.equal(formatFilter(filter), 'fandom=abc')
})

test('nothing that an address may hold is an error, and what is read is written in one way', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'fandom',
      '-fandom',
      'rating',
      'words',
      'updated',
      'sort',
      'page',
      'seed',
      'by',
    ),
  )
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('abc', '1-2', '5-', '2026-01-01..', 'random', 'title', '7', 'only', '-'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(word, value), { maxLength: 90 }), (pairs) => {
      const search = new URLSearchParams(pairs)
      const { filter } = parseFilter(search)
      const written = formatFilter(filter)
      const again = read(written)
      assert.deepEqual(again.problems, [])
      assert.equal(formatFilter(again.filter), written)
    }),
  )
})

test('a term is included, excluded or neither, from the first page', () => {
  const term = { kind: 'fandom' as const, key: 'abc' }
  const more = withTerm({ ...noFilter, page: 4 }, term, 'include')
  assert.equal(formatFilter(more), 'fandom=abc')
  assert.equal(formatFilter(withTerm(more, term, 'exclude')), '-fandom=abc')
  assert.equal(formatFilter(withTerm(more, term, 'neither')), '')
})
