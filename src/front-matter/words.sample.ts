import type { FrontMatter } from './front-matter.ts'

/** The words of a text as runs of letters and digits, small; marks alone (musical signs) are none. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  )
}

/** Every word that stands anywhere in what was read, with how often. */
export function allWords(read: FrontMatter): Map<string, number> {
  const count = new Map<string, number>()
  const add = (value: unknown): void => {
    if (typeof value === 'string') {
      const plain = read.format === 'html' ? value.replace(/<[^>]*>|&[#\w]+;/gu, ' ') : value
      for (const word of wordsOf(plain)) count.set(word, (count.get(word) ?? 0) + 1)
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) add(inner)
    }
  }
  // Sentences written for the author are not the author's words; labels are named here.
  add({ ...read, problems: read.problems.map((problem) => problem.excerpt) })
  for (const word of wordsOf(labelWords)) count.set(word, (count.get(word) ?? 0) + 1000)
  return count
}

const labelWords = `a n an author authors s note notes title rating rated warning warnings summary
  disclaimer fandom pairing archive genre language status by beta feedback classification keywords
  titre auteur classement avertissements résumé название автор фэндом пейринг рейтинг предупреждения дисклеймер
  саммари العنوان المؤلف التصنيف التحذيرات ملخص characters author's contents published`
