import anyAscii from 'any-ascii'
import { foldName } from '#catalogue/suggest-fold.ts'
import { beginsNearly } from '#catalogue/suggest-forgive.ts'

/** Why two names may mean the same. */
export type Likeness = 'spelling' | 'sides' | 'word-order' | 'transliteration' | 'typing'

/** A name made ready to be compared with many. */
export type Compared = {
  readonly name: string
  readonly folded: string
  readonly sides: string
  readonly sorted: string
  readonly ascii: string
  readonly words: readonly string[]
}

const separators = /\s*(?:\/|&|\+|×|\bx\b)\s*/u
const sortedWords = (text: string) => text.split(' ').toSorted().join(' ')

export function comparedName(name: string): Compared {
  const folded = plain(name)
  const sides = name.split(separators).map((side) => sortedWords(plain(side)))
  return {
    name,
    folded,
    sides: sides.toSorted().join('/'),
    sorted: sortedWords(folded),
    ascii: sortedWords(plain(anyAscii(name))),
    words: folded.split(' '),
  }
}

const plain = (name: string) => foldName(name).split('\u001f', 1)[0] ?? ''

/**
 * Why two names may mean the same, the surest reason; null when nothing speaks for it. `spelling`: case, accents,
 * punctuation. `sides`: "A/B" and "B/A". `typing`: one letter too many, missing, wrong or swapped, in one word of at
 * least four letters.
 */
export function likeness(one: Compared, other: Compared): Likeness | null {
  // What stands for romance and what for friendship is no matter of spelling.
  if (isRomance(one.name) !== isRomance(other.name)) return null
  if (one.folded === '' || other.folded === '') return null
  if (one.folded === other.folded) return 'spelling'
  if (one.sides === other.sides) return one.sides.includes('/') ? 'sides' : 'word-order'
  if (one.sorted === other.sorted) return 'word-order'
  if (one.ascii !== '' && one.ascii === other.ascii) return 'transliteration'
  return isTypingError(one.words, other.words) ? 'typing' : null
}

const isRomance = (name: string) =>
  /[/×]/.test(name) ? 'romance' : /&/.test(name) ? 'other' : null

function isTypingError(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  const different = one.flatMap((word, at) => (word === other[at] ? [] : [[word, other[at] ?? '']]))
  const [pair, ...more] = different
  if (!pair || more.length > 0) return false
  const [left = '', right = ''] = pair
  // Numbers that differ are no typing errors: the second season is not the third.
  if (/\d/.test(left + right)) return false
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left]
  if ([...longer].length - [...shorter].length > 1) return false
  return beginsNearly(longer, shorter) || beginsNearly(shorter, longer)
}
