import { readFileSync } from 'node:fs'
import type { TextEntry } from '#texts/entry.ts'

/** Sentences of our own stories, a quarter of what is generated: phrases that people write. */
const sentences = readFileSync(new URL('prose.txt', import.meta.url), 'utf8')
  .split(/(?<=[.!?])\s+/)
  .map((sentence) => sentence.trim())
  .filter((sentence) => sentence !== '')
const ownShare = 0.25
const invented = 40_000
const syllables =
  'ba be bri cal da den dor el fa gan har il jo ka len mar na or pel ra sel tor ul van wen yar zo'.split(
    ' ',
  )

/** The same numbers for the same seed: mulberry32, public domain. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Words by rank: those of our prose by how often they are there, then invented ones. */
function vocabulary(random: () => number): string[] {
  const counts = new Map<string, number>()
  for (const word of sentences
    .join(' ')
    .toLowerCase()
    .match(/[a-z]+/g) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const words = [...counts].toSorted(([, a], [, b]) => b - a).map(([word]) => word)
  const known = new Set(words)
  while (words.length < invented) {
    const word = wordOf(random)
    if (!known.has(word)) words.push(word)
    known.add(word)
  }
  return words
}

function wordOf(random: () => number): string {
  const count = 2 + Math.floor(random() * 3)
  return Array.from(
    { length: count },
    () => syllables[Math.floor(random() * syllables.length)],
  ).join('')
}

/** A rank by Zipf's law with exponent 1, by the inverse of its distribution. */
function zipf(random: () => number, most: number): number {
  return Math.min(most - 1, Math.floor((most + 1) ** random()) - 1)
}

/** Works one after the other until their texts come to so many bytes. The same seed gives the same works. */
export function* inventWorks(bytes: number, seed: number): Generator<TextEntry> {
  const random = seeded(seed)
  const words = vocabulary(random)
  const word = () => words[zipf(random, words.length)] ?? 'the'
  for (let made = 0, number = 0; made < bytes; number++) {
    const names = Array.from({ length: 6 }, () => capital(wordOf(random)))
    // Log-normal, a median of 9 kB and a mean of about 14 kB.
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const length = Math.min(2e6, 9000 * Math.exp(0.95 * normal))
    const parts: string[] = []
    let size = 0
    while (size < length) {
      const sentence =
        random() < ownShare ? sentences[Math.floor(random() * sentences.length)] : invent()
      parts.push(sentence ?? '')
      size += (sentence ?? '').length + 1
    }
    function invent(): string {
      const count = 5 + Math.floor(random() * 18)
      const said = Array.from({ length: count }, () =>
        random() < 0.04 ? names[Math.floor(random() * names.length)] : word(),
      )
      return `${capital(said.join(' '))}.`
    }
    const tags = Array.from({ length: 17 }, () => `${word()} ${word()}`)
    made += size
    yield {
      id: number.toString().padStart(16, '0'),
      language: 'en',
      fields: {
        title: [`${capital(word())} ${word()} ${names[0]}`],
        by: [capital(wordOf(random))],
        tag: tags,
        summary: [invent()],
        note: [invent()],
        text: [parts.join(' ')],
      },
    }
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
