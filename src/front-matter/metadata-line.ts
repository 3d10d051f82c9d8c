import type { Entry } from './entries.ts'
import type { Format, Line } from './lines.ts'
import { languageNamed } from './languages.ts'

const genres = new Set(
  'Adventure Angst Crime Drama Family Fantasy Friendship General Horror Humor Hurt/Comfort Mystery Parody Poetry Romance Sci-Fi Spiritual Supernatural Suspense Tragedy Western'
    .toLowerCase()
    .split(' '),
)
const mediaminer = /^\s*\[\s*((?:G|PG|T|M|R|X|E|NC-17)\s*-\s*[^\]]{1,120})\]\s*$/u

/**
 * fanfiction.net's line of data (`Rated: Fiction T - English - Hurt/Comfort/Adventure - Ada V. -
 * Chapters: 22 - …`) and Mediaminer's rating in brackets; null when the line is neither.
 */
export function readMetadataLine(line: Line, format: Format): Entry[] | null {
  const bracket = mediaminer.exec(line.text)
  const entry = (field: Entry['field'], label: string, words: string): Entry => {
    const start = line.text.indexOf(words)
    return {
      field,
      label,
      value: [format.cut(line, start, start + words.length)],
      lines: [line],
      strong: true,
    }
  }
  if (bracket?.[1] !== undefined) return [entry('rating', '', bracket[1].trim())]
  if (line.text.length > 1000 || !/^\s*(?:Rated:|[A-Z].* - Rated:)/u.test(line.text)) return null
  const parts = line.text.trim().split(' - ')
  if (parts.length < 3) return null
  return parts.flatMap((part): Entry[] => {
    const words = part.trim()
    if (words === '') return []
    const label = /^([A-Za-z]{2,13}):\s*(.*)$/u.exec(words)
    if (label?.[1] !== undefined && label[2] !== undefined) {
      const fields: Record<string, Entry['field']> = { Rated: 'rating', Status: 'status' }
      return [entry(fields[label[1]] ?? 'other', label[1], label[2])]
    }
    if (/^complete$/iu.test(words)) return [entry('status', '', words)]
    if (languageNamed(words) !== null) return [entry('language', '', words)]
    if (isGenre(words)) return [entry('tags', 'Genre', words)]
    const couples = [...words.matchAll(/\[([^\]]+)\]/gu)].map((found) => found[1] ?? '')
    const rest = words.replace(/\[[^\]]*\]/gu, '').trim()
    const pairs = couples.map((pair) => entry('relationship', '', pair))
    return rest === '' ? pairs : [...pairs, entry('characters', '', rest)]
  })
}

function isGenre(words: string): boolean {
  const plain = words.toLowerCase().replace('hurt/comfort', 'hurt-comfort')
  return plain.split('/').every((one) => genres.has(one.replace('hurt-comfort', 'hurt/comfort')))
}
