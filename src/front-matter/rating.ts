import type { ProposedRating } from './front-matter.ts'

/**
 * Ratings as authors write them (film, fanfiction.net, Fan Rated, ages, words) on the default
 * scale. Where a word could mean two steps it stands for the higher one.
 */
const steps = ['G', 'T', 'M', 'E'] as const
type Step = (typeof steps)[number]

const words: Record<string, Step> = {
  g: 'G', k: 'G', frc: 'G', gen: 'G', general: 'G', everyone: 'G', 'all ages': 'G', p6: 'G',
  'k+': 'T', pg: 'T', 'pg-13': 'T', pg13: 'T', 'pg 13': 'T', t: 'T', 't+': 'T', teen: 'T', teens: 'T',
  frt: 'T', p12: 'T', 'frt-13': 'T', teenager: 'T', jugendliche: 'T',
  'pg-15': 'M', 'pg-16': 'M', pg15: 'M', r: 'M', m: 'M', mature: 'M', frm: 'M', p16: 'M', 'soft r': 'M',
  'hard r': 'E', ma: 'E', 'm+': 'E', 'nc-17': 'E', nc17: 'E', 'nc 17': 'E', 'nc-21': 'E', 'nc-18': 'E', x: 'E',
  xxx: 'E', e: 'E', explicit: 'E', adult: 'E', adults: 'E', 'adults only': 'E', frao: 'E',
  'frao-18': 'E', p18: 'E', nsfw: 'E',
} // prettier-ignore

const token =
  /(?<![\p{L}\p{N}&+'’-]|[nwNW]\/)(?:nc[- ]?(?:17|18|21)|pg(?:[- ]?1[0-9])?|hard r|soft r|frao(?:-18)?|frt(?:-13)?|fr[cm]|all ages|adults only|everyone|general|gen|explicit|mature|teen(?:s|ager)?|adults?|nsfw|jugendliche|xxx|ma|p(?:6|12|16|18)|(?:k|t|m)\+|[gktmrxe])(?![\p{L}\p{N}&+'’])/giu
const ages =
  /(?<!\d)(\d{1,2})\s?(?:\+|and (?:over|older|up)|or older|years|jahre|ans|años|лет)|(?:over|under|ab|ages?|older than|unter|plus de)\s(\d{1,2})(?!\d)/giu
const unrated = /\b(?:not? rat(?:ed|ing)|unrated|nr)\b/iu

function stepOfAge(age: number): Step {
  if (age <= 8) return 'G'
  if (age <= 14) return 'T'
  return age <= 17 ? 'M' : 'E'
}

function higher(a: Step | null, b: Step): Step {
  return a === null || steps.indexOf(b) > steps.indexOf(a) ? b : a
}

/** The step that a rating's words stand for ("PG-13 to R" is 'M'); null when they are no rating. */
export function stepOf(value: string): string | null {
  const text = value
    .slice(0, 300)
    .normalize('NFKC')
    .replace(/\b[MF](?:\/[MF])+\b/gu, ' ')
  let step: Step | null = null
  const alone = text.replace(/[^\p{L}\p{N}+]/gu, '').length <= 2
  for (const found of text.matchAll(token)) {
    const word = found[0].toLowerCase().replace(/\s+/gu, ' ')
    // A lone small letter inside words ("t", "e") is no rating, unless it is all that was said.
    const letter = word.length === 1 && found[0] === word && word !== word.toUpperCase()
    if (letter && !alone) continue
    const known = words[word]
    if (known !== undefined) step = higher(step, known)
  }
  for (const found of text.matchAll(ages)) {
    step = higher(step, stepOfAge(Number(found[1] ?? found[2])))
  }
  if (step === null && unrated.test(text)) return 'NR'
  return step
}

/** The higher of two proposals, with the words of both when they differ. */
export function higherRating(
  a: ProposedRating | null,
  b: ProposedRating | null,
): ProposedRating | null {
  if (a === null || b === null) return a ?? b
  const order = ['NR', ...steps] as readonly string[]
  const code = order.indexOf(b.code) > order.indexOf(a.code) ? b.code : a.code
  return { code, source: a.source === b.source ? a.source : `${a.source}; ${b.source}` }
}

const spoken =
  /(?:\brat(?:ed|ing)\b(?:\s(?:is|it|this|of|as|for|at|a|an|the|to be|story|fic|chapter|ages|up|be)\b){0,4}|\bis (?=(?:a )?(?:hard )?(?:PG|NC|R\b|T\b|M\b)[\s\d.,-])|\bfor (?:those|readers|people) (?=over)|рейтинг|\bfreigegeben\b)[\s"'“”‘’«»„:=(*_-]{0,4}/giu

/** A rating said in a sentence: `I have rated this "T" for language`; null when there is none. */
export function ratingInSentence(sentence: string): ProposedRating | null {
  let best: ProposedRating | null = null
  for (const found of sentence.matchAll(spoken)) {
    const after = sentence.slice(found.index + found[0].length)
    const first = after.slice(0, 40).search(/[\s,;.!?")”’»]/u)
    const lead = first === -1 ? after.slice(0, 40) : after.slice(0, Math.max(first, 7))
    const code = stepOf(lead.replace(/\s[a-z].*$/su, ''))
    if (code === null) continue
    const rest = /(?:go(?:es)?|be|up|rise|later|maybe|possibly|or|to)\b/iu.test(after.slice(0, 80))
      ? stepOf(after.slice(0, 80))
      : null
    const words_ = (found[0] + after.slice(0, first === -1 ? 40 : first)).trim()
    const quote = /["”’»]/u.exec(after[first] ?? '')?.[0] ?? ''
    best = higherRating(best, { code: rest ?? code, source: words_ + quote })
  }
  return best
}
