import { loadStemmer } from './languages.ts'

/** Letters, marks and digits, with the invisible signs that may stand inside a word. */
const run = /[\p{L}\p{N}\p{M}\u00ad\u2060]+/gu
const invisible = /[\u00ad\u2060]/g

/** Marks that people leave out when they type: accents, points and vowels; never a vowel sign of an Indic script. */
const accents =
  /(?<![\u0438])\u0306|[[\p{M}&&[\p{sc=Inherited}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Syriac}]]--[\u0306\u3099\u309a]]/gv

/** Letters that no decomposition folds. */
const folds: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ς: 'σ',
  ـ: '',
}
const toFold = new RegExp(`[${Object.keys(folds).join('')}]`, 'g')

/** Scripts without spaces between words: each character is a word, and words of several are phrases. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*/gu
const plain = /^[a-z0-9]+$/

/** More letters are cut off: PostgreSQL takes no lexeme of 2 kB, and nobody types such a word. */
const longest = 60
const mostKept = 200_000

/**
 * A word as it is compared: compatibility forms resolved, accents folded, lower case; several where the script has no
 * spaces. None for a run that holds nothing to read, and for the `s` that a possessive leaves behind.
 */
function normalised(raw: string): readonly string[] {
  if (plain.test(raw)) return raw === 's' ? [] : [raw.slice(0, longest)]
  const folded = raw
    .replace(invisible, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(toFold, (letter) => folds[letter] ?? letter)
  const words: string[] = []
  for (const piece of folded.match(run) ?? []) {
    let from = 0
    const put = (word: string) => {
      if (word !== '' && word !== 's') words.push(cut(word))
    }
    for (const found of piece.matchAll(unspaced)) {
      put(piece.slice(from, found.index))
      put(found[0])
      from = found.index + found[0].length
    }
    put(piece.slice(from))
  }
  return words
}

function cut(word: string): string {
  const short = word.length > longest ? word.slice(0, longest) : word
  return short.isWellFormed() ? short : short.slice(0, -1)
}

const worthStemming = /^\D{3,}$/

/** What raw runs came to, for each stemmer: a story says most of its words again and again. */
const kept = new Map<string, Map<string, readonly string[]>>()

/** The stems of one run of letters (`runs`), in order. */
export function stemsOf(raw: string, stemmer: string): readonly string[] {
  let known = kept.get(stemmer)
  if (!known) kept.set(stemmer, (known = new Map()))
  const before = known.get(raw)
  if (before) return before
  const stem = loadStemmer(stemmer)
  const stems = normalised(raw).map((word) =>
    worthStemming.test(word) ? refold(stem(word)) || word : word,
  )
  if (known.size >= mostKept) known.clear()
  known.set(raw, stems)
  return stems
}

/** Stemmers may write a letter with its accent, as if it had been there. */
function refold(stem: string): string {
  if (plain.test(stem)) return stem
  return stem
    .normalize('NFD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(toFold, (letter) => folds[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
}

/** A text's words as they are indexed: folded, and stemmed by that stemmer (`stemmerOf`); in order, nothing left out but a lone `s`. */
export function stems(text: string, stemmer: string): string[] {
  const out: string[] = []
  for (const raw of text.match(run) ?? []) {
    for (const stem of stemsOf(raw, stemmer)) out.push(stem)
  }
  return out
}

/** Runs of letters in a text with their place (code units), from `from` on. */
export function* runs(text: string, from = 0): Generator<{ raw: string; from: number }> {
  const expression = new RegExp(run)
  expression.lastIndex = from
  for (let found = expression.exec(text); found; found = expression.exec(text)) {
    yield { raw: found[0], from: found.index }
  }
}

/** Whether a text has anything in it that is indexed. */
export function hasWords(text: string): boolean {
  for (const { raw } of runs(text)) if (normalised(raw).length > 0) return true
  return false
}
