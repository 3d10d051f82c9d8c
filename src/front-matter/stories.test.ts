import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { FrontMatter } from './front-matter.ts'
import { readStoryHtml } from './read-html.ts'
import { readStoryText } from './read-text.ts'
import { wordsOf, allWords } from './words.sample.ts'

const stories = new URL('../../test/stories/', import.meta.url)

type Expected = Partial<Omit<FrontMatter, 'chapters' | 'problems'>> & {
  readonly chapters: readonly {
    readonly title: string | null
    readonly noteBefore: string | null
    readonly noteAfter: string | null
    readonly begins: string
    readonly ends: string
  }[]
  readonly problems: readonly string[]
}

// The fixtures are in three encodings; recognising them is not this room's work.
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

for (const name of readdirSync(stories)) {
  const source = decode(readFileSync(new URL(`${name}/source.txt`, stories)))
  const isHtml = /^\s*<!doctype html/iu.test(source)
  const read = (isHtml ? readStoryHtml : readStoryText)(source)

  test(`the story ${name} is read as it was meant`, () => {
    const expected = JSON.parse(
      readFileSync(new URL(`${name}/expected.json`, stories), 'utf8'),
    ) as Expected
    const { chapters, problems, ...fields } = expected
    const found = Object.fromEntries(
      Object.keys(fields).map((key) => [key, read[key as keyof FrontMatter]]),
    )
    assert.deepEqual(found, fields)
    assert.deepEqual(
      read.problems.map((problem) => problem.kind),
      problems,
    )
    assert.equal(read.chapters.length, chapters.length)
    for (const [i, chapter] of chapters.entries()) {
      const { text = '', ...rest } = read.chapters[i] ?? {}
      const { begins, ends, ...notes } = chapter
      assert.deepEqual(rest, notes)
      assert.equal(text.slice(0, begins.length), begins)
      assert.equal(text.slice(-ends.length), ends)
    }
  })

  test(`the story ${name} loses no word`, () => {
    const left = allWords(read)
    for (const word of wordsOf(
      isHtml ? source.replace(/<head>.*<\/head>|<[^>]*>/gsu, ' ').replace(/&\w+;/gu, ' ') : source,
    )) {
      assert.ok((left.get(word) ?? 0) > 0, word)
    }
  })

  test(`the story ${name} has at least 250 words`, () => {
    const texts = read.chapters.map((chapter) => chapter.text).join(' ')
    assert.ok(wordsOf(texts).length >= 250, `${wordsOf(texts).length}`)
  })
}
