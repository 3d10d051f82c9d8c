import { readFileSync } from 'node:fs'

/** Paragraphs of our own stories: real prose, because made-up words compress like nothing that people write. */
const paragraphs = readFileSync(new URL('prose.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n\n')
const chapterWords = 3000

const count = (text: string) => text.split(/\s+/).length

function split(): { chapter: string[]; rest: string[] } {
  const chapter: string[] = []
  let left = chapterWords
  for (const [at, paragraph] of paragraphs.entries()) {
    const words = count(paragraph)
    if (words >= left) {
      chapter.push(paragraph.split(' ').slice(0, left).join(' '))
      return { chapter, rest: paragraphs.slice(at + 1) }
    }
    chapter.push(paragraph)
    left -= words
  }
  throw new Error('there is less prose than a chapter')
}

const { chapter, rest } = split()
const sayingWords = 60

/** Something to say about a story, 60 to 150 words; no two numbers give quite the same. */
export function saying(number: number): string {
  const parts: string[] = []
  for (let at = number; parts.length === 0 || count(parts.join(' ')) < sayingWords; at++) {
    parts.push(rest[at % rest.length] ?? '')
  }
  return `${number}. ${parts.join('\n\n')}`
}

const among = (kind: string, names: readonly string[]) => `${kind}: ${names.join(', ')}`

/** A work as a text file: front matter with 25 tags and a chapter of 3,000 words. `number` makes it one of many. */
export function workFile(number: number): string {
  // Each work begins elsewhere, so that no two compress alike.
  const turn = number % chapter.length
  return [
    `Title: The Lamps of Carrow Sound, part ${number}`,
    among('Fandom', ['Harbour Lights']),
    'Rating: T',
    'Warnings: None',
    among('Characters', ['Mirren Carrow', 'Ada Vane', 'Tom Wick', 'Isa Wick', 'The Goat', 'Hob']),
    among('Relationships', ['Mirren Carrow & Ada Vane', 'Mirren Carrow/Isa Wick', 'Tom & Hob']),
    among('Tags', [
      'lighthouses',
      'slow burn',
      'found family',
      'weather',
      'letters',
      'ferries',
      'winter',
      'ghost story',
      'old friends',
      'sea fog',
      'clockwork',
      'growing old',
      'second chances',
      'epistolary',
      'understated',
    ]),
    'Summary: Mirren has kept the lamp for nineteen years. Then the clockwork stops, and somebody asks.',
    '',
    'Disclaimer: Harbour Lights and everyone who lives by it belong to their maker.',
    '',
    'Chapter 1: Clockwork',
    '',
    ...[...chapter.slice(turn), ...chapter.slice(0, turn)].flatMap((one) => [one, '']),
  ].join('\n')
}
