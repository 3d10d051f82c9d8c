/** The kinds of relationship that a work is about, and how authors write them. */
export const categories = ['gen', 'f-m', 'f-f', 'm-m', 'multi', 'other'] as const
export type Category = (typeof categories)[number]

const spellings: readonly (readonly [Category, RegExp])[] = [
  ['gen', /^gen(?:\s?-?fic)?$/iu],
  [
    'f-f',
    /^(?:f\s?[/x-]\s?f|female\s?\/\s?female|wom[ae]n\s?\/\s?wom[ae]n|fem(?:me)?\s?-?slash|yuri)$/iu,
  ],
  ['m-m', /^(?:m\s?[/x-]\s?m|male\s?\/\s?male|m[ae]n\s?\/\s?m[ae]n|slash|yaoi)$/iu],
  [
    'f-m',
    /^(?:f\s?[/x-]\s?m|m\s?[/x-]\s?f|female\s?\/\s?male|male\s?\/\s?female|het(?:\s?-?fic)?)$/iu,
  ],
  ['multi', /^(?:multi(?:ple)?|[mf](?:\s?[/x]\s?[mf]){2,5})$/iu],
  ['other', /^other$/iu],
]

/** A category in an author's own spelling (`F/F`, `femslash`, `Gen`); null for any other words. */
export function categoryNamed(words: string): Category | null {
  const plain = words.normalize('NFKC').replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
  if (plain.length > 30) return null
  return spellings.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

/** The categories of a list (`Gen, F/F`), and what in it is none. A slash inside a spelling parts nothing. */
export function readCategories(words: string): { found: Category[]; rest: string[] } {
  const found = new Set<Category>()
  const rest: string[] = []
  const pieces = words.slice(0, 2000).split(/[,;|&+、，]|\s(?:and|und|et|y|и)\s/u)
  for (const piece of pieces.map((one) => one.trim()).filter((one) => one !== '')) {
    const code = categoryNamed(piece)
    if (code) found.add(code)
    else rest.push(piece)
  }
  return { found: [...found], rest }
}
