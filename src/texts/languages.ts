import { createRequire } from 'node:module'

/** Languages with a stemmer of their own, by the primary subtag of their tag (BCP 47), and the stemmer's name. */
const covered: Readonly<Record<string, string>> = {
  ar: 'arabic',
  bg: 'bulgarian',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'indian',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  nb: 'norwegian',
  ne: 'nepali',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  uk: 'ukrainian',
}

/** Of works in languages without a stemmer: words are found as they stand. */
export const unstemmed = 'none'

/** The stemmer of a language tag: a name, `none` for a language that is not covered, English where none is told. */
export function stemmerOf(tag: string): string {
  const primary = (tag.split(/[-_]/, 1)[0] ?? '').toLowerCase()
  if (primary === '' || primary === 'und') return 'english'
  return Object.hasOwn(covered, primary) ? (covered[primary] ?? unstemmed) : unstemmed
}

const known = new Set(Object.values(covered))
const load = createRequire(import.meta.url)
const loaded = new Map<string, (word: string) => string>()

/** The function behind a stemmer's name, loaded at its first use: most archives need one or two of them. */
export function loadStemmer(name: string): (word: string) => string {
  const kept = loaded.get(name)
  if (kept) return kept
  const stem = known.has(name) ? rounded(name) : (word: string) => word
  loaded.set(name, stem)
  return stem
}

function rounded(name: string): (word: string) => string {
  const found = load(`@orama/stemmers/${name}`) as { stemmer: (word: string) => string }
  const { stemmer } = found
  if (name !== 'french') return stemmer
  // The ending -ée is a suffix to the stemmer, and accents are folded before it.
  return (word) => stemmer(word.replace(/ee(s?)$/, 'é$1'))
}
