import { cuss as english } from 'cuss'
import { cuss as spanish } from 'cuss/es'
import { cuss as french } from 'cuss/fr'
import { cuss as italian } from 'cuss/it'
import { cuss as portuguese } from 'cuss/pt'
import { tables, type Strength } from './strong-language.ts'

const kept: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: english,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
}

const strengths: readonly Strength[] = ['slur', 'strong', 'mild']
const built = new Map<string, ReadonlyMap<string, Strength>>()

/** The language part of a BCP 47 tag, in lower case. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}

/**
 * The words of a language that count as strong, each with its strength, in lower case; null for a
 * language without a list. From the kept list only words of the highest sureness that hold a root
 * of our own table; single words alone.
 */
export function strongWords(tag: string): ReadonlyMap<string, Strength> | null {
  const language = languageOf(tag)
  const table = tables[language]
  if (!table) return null
  const before = built.get(language)
  if (before) return before
  const words = new Map<string, Strength>()
  for (const [word, sureness] of Object.entries(kept[language] ?? {})) {
    if (sureness < 2 || /[^\p{L}]/u.test(word)) continue
    const strength = strengths.find((each) => table.roots[each].some((root) => word.includes(root)))
    if (strength) words.set(word.toLowerCase(), strength)
  }
  for (const strength of strengths.toReversed()) {
    for (const word of table.words[strength]) words.set(word, strength)
  }
  for (const word of table.never) words.delete(word)
  built.set(language, words)
  return words
}

/** A word in any script, with its apostrophes and hyphens left out. */
export const wordPattern = /[\p{L}\p{M}]+/gu
