import { escapeHtml } from '#html.ts'
import { unescapeText } from './pieces.ts'
import type { Prose } from './prose.ts'
import { strongWords, wordPattern } from './strength-of.ts'
import type { Strength } from './strong-language.ts'

/** Tags stay; what stands between them is text. */
const textOrTag = /<(?:"[^"]*"|[^">])*>|[^<]+/g

/**
 * Masks strong language of these strengths for one reader: the first letter stays, an asterisk
 * stands for each other one. Only text changes, never a tag or an address in one; a word parted by
 * markup stays. In a language without a list the prose stays as it is.
 */
export function maskLanguage(
  prose: Prose,
  language: string,
  strengths: ReadonlySet<Strength>,
): Prose {
  const words = strongWords(language)
  if (words === null || strengths.size === 0) return prose
  return prose.replace(textOrTag, (part) => {
    if (part.startsWith('<')) return part
    const plain = unescapeText(part)
    const masked = plain.replace(wordPattern, (word) => {
      const strength = words.get(word.toLowerCase())
      if (!strength || !strengths.has(strength)) return word
      const [first = '', ...rest] = word
      return first + '*'.repeat(rest.length)
    })
    return masked === plain ? part : escapeHtml(masked)
  }) as Prose
}
