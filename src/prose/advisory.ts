import { inLine, pieces } from './pieces.ts'
import type { Prose } from './prose.ts'
import { languageOf, strongWords, wordPattern } from './strength-of.ts'

export type { Strength } from './strong-language.ts'

/**
 * How much strong language a text holds, by strength. `covered` is false where there is no list for
 * its language; the counts are then 0 and say nothing. `language` is the language part alone.
 */
export type Advisory = {
  mild: number
  strong: number
  slurs: number
  covered: boolean
  language: string
}

/** Counts strong language in prose by the word list of its language (a BCP 47 tag). */
export function adviseLanguage(prose: Prose, language: string): Advisory {
  const words = strongWords(language)
  const advisory = {
    mild: 0,
    strong: 0,
    slurs: 0,
    covered: words !== null,
    language: languageOf(language),
  }
  if (words === null) return advisory
  let line = ''
  const flush = () => {
    for (const match of line.matchAll(wordPattern)) {
      const strength = words.get(match[0].toLowerCase())
      if (strength === 'mild') advisory.mild++
      else if (strength === 'strong') advisory.strong++
      else if (strength === 'slur') advisory.slurs++
    }
    line = ''
  }
  for (const piece of pieces(prose)) {
    if (piece.kind === 'text') line += piece.text
    else if (!inLine.has(piece.name)) flush()
  }
  flush()
  return advisory
}

/**
 * The least age that the language alone suggests, to compare with the author's rating: 0 for none
 * or little that is mild, 13 for some, 16 where a slur stands or strong words come often (more than
 * one in 250 words and at least five).
 */
export function suggestedLeastAge(advisory: Advisory, words: number): 0 | 13 | 16 {
  const { mild, strong, slurs } = advisory
  if (slurs > 0 || (strong >= 5 && strong * 250 > words)) return 16
  if (strong > 0 || (mild >= 5 && mild * 500 > words)) return 13
  return 0
}
