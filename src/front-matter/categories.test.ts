import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categoryNamed, readCategories } from './categories.ts'
import { readStoryHtml } from './read-html.ts'
import { readStoryText } from './read-text.ts'

const story = 'The lamp had been out for an hour when Ada came down to the water.'
const read = (line: string) =>
  readStoryText(`Title: Ebb\nAuthor: Saltgrass\nRating: PG-13\n${line}\n\n${story}`)

test('categories are known in the spellings that authors use, and in no other words', () => {
  for (const [words, code] of [
    ['Gen', 'gen'],
    ['genfic', 'gen'],
    ['F/M', 'f-m'],
    ['m/f', 'f-m'],
    ['male/female', 'f-m'],
    ['het', 'f-m'],
    ['F/F', 'f-f'],
    ['F / F', 'f-f'],
    ['femslash', 'f-f'],
    ['Fem Slash.', 'f-f'],
    ['Ｆ／Ｆ', 'f-f'],
    ['M/M', 'm-m'],
    ['slash', 'm-m'],
    ['Multi', 'multi'],
    ['M/M/F', 'multi'],
    ['Other', 'other'],
  ] as const)
    assert.equal(categoryNamed(words), code, words)
  for (const words of ['', 'General', 'slash and burn', 'Genesis', 'other stories', 'F', 'M/'])
    assert.equal(categoryNamed(words), null, words)
})

test('a list of categories parts by signs and words, each once, the rest kept', () => {
  assert.deepEqual(readCategories('F/F, Gen; femslash and Angst'), {
    found: ['f-f', 'gen'],
    rest: ['Angst'],
  })
})

test('labels of categories fill them, and no fandom', () => {
  for (const line of [
    'Category: F/F, Gen',
    'Categories: f/f; gen',
    'Pairing type: femslash, gen',
  ]) {
    const { categories, fandoms, noteBefore, kept } = read(line)
    assert.deepEqual(categories, ['f-f', 'gen'], line)
    assert.deepEqual([fandoms, noteBefore], [[], null])
    assert.ok(kept.some(({ field }) => field === 'categories'))
  }
  assert.deepEqual(read('Pairing: M/M').categories, ['m-m'])
  assert.deepEqual(read('Pairing: M/M').relationships, [])
})

test('a category that is a fandom stays one, and what stands beside categories is a tag', () => {
  const fandom = read('Category: Harbour Lights')
  assert.deepEqual([fandom.fandoms, fandom.categories], [['Harbour Lights'], []])
  const mixed = read('Category: Slash, Humour')
  assert.deepEqual([mixed.categories, mixed.additional], [['m-m'], ['Humour']])
})

test('a genre or a warning that names a category keeps its words too', () => {
  const genre = read('Genre: Femslash, Angst')
  assert.deepEqual(genre.categories, ['f-f'])
  assert.deepEqual(genre.additional, ['Femslash', 'Angst'])
  const warning = read('Warnings: slash, blood')
  assert.deepEqual(warning.categories, ['m-m'])
  assert.deepEqual(warning.freeWarnings, ['slash', 'blood'])
})

test('a web page tells its categories as a text does', () => {
  const page = `<p><b>Title:</b> Ebb</p><p><b>Rating:</b> T</p><p><b>Category:</b> F/M, Multi</p><p>${story}</p>`
  assert.deepEqual(readStoryHtml(page).categories, ['f-m', 'multi'])
})
