import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FrontMatter } from './front-matter.ts'
import { headersAbroad } from './headers-abroad.samples.ts'
import { headersOfNote } from './headers-of-note.samples.ts'
import { headersOfLabels } from './headers-of-labels.samples.ts'
import { headersOfLists } from './headers-of-lists.samples.ts'
import { falseFriends } from './false-friends.samples.ts'
import { readStoryText } from './read-text.ts'

/** A header, the story after it, and every field that the header must fill. */
export type Sample = {
  readonly name: string
  readonly source: string
  readonly story: string
  readonly fields: Partial<FrontMatter>
  /** Kinds of problems that must be named, besides a missing rating. */
  readonly doubts?: readonly string[]
}

const nothing: Partial<FrontMatter> = {
  title: null,
  author: null,
  rating: null,
  warnings: [],
  freeWarnings: [],
  warningAnswer: null,
  summary: null,
  disclaimer: null,
  noteBefore: null,
  noteAfter: null,
  fandoms: [],
  relationships: [],
  characters: [],
  additional: [],
  categories: [],
  language: null,
  series: null,
  status: null,
}

for (const { name, source, story, fields, doubts } of [
  ...headersOfLabels,
  ...headersOfLists,
  ...headersOfNote,
  ...headersAbroad,
  ...falseFriends,
]) {
  test(name, () => {
    const read = readStoryText(source)
    const expected = { ...nothing, ...fields }
    const found = Object.fromEntries(
      Object.keys(expected).map((key) => [key, read[key as keyof FrontMatter]]),
    )
    assert.equal(read.chapters.map((chapter) => chapter.text).join('\n\n'), story)
    assert.deepEqual(found, expected)
    const kinds = read.problems.map((one) => one.kind).filter((kind) => kind !== 'rating-missing')
    assert.deepEqual(kinds, doubts ?? [])
    assert.equal(
      read.problems.some((one) => one.kind === 'rating-missing'),
      expected.rating === null,
    )
  })
}

test('the tables hold at least sixty headers', () => {
  const all = [
    ...headersOfLabels,
    ...headersOfLists,
    ...headersOfNote,
    ...headersAbroad,
    ...falseFriends,
  ]
  assert.ok(all.length >= 60, `${all.length}`)
  assert.equal(new Set(all.map((one) => one.name)).size, all.length)
})
