/**
 * The archive's warnings and how authors write them. A phrase that is not on the list stays free
 * text in the author's words; a doubtful one is never stretched to fit.
 */
import { countCharacters } from '#prose/count.ts'

export const defaultWarnings = [
  { code: 'graphic-violence', name: 'Graphic violence' },
  { code: 'major-character-death', name: 'Major character death' },
  { code: 'rape-non-con', name: 'Rape or non-consensual sex' },
  { code: 'underage-sex', name: 'Underage sex' },
  { code: 'self-harm-suicide', name: 'Self-harm or suicide' },
  { code: 'abuse', name: 'Abuse' },
  { code: 'dubious-consent', name: 'Dubious consent' },
  { code: 'incest', name: 'Incest' },
  { code: 'gore', name: 'Gore' },
  { code: 'torture', name: 'Torture' },
  { code: 'drugs', name: 'Drug use' },
  { code: 'eating-disorders', name: 'Eating disorders' },
  { code: 'animal-death', name: 'Harm to animals' },
] as const

/** A code of `defaultWarnings`. */
export type WarningCode = (typeof defaultWarnings)[number]['code']

const patterns: readonly (readonly [WarningCode, RegExp])[] = [
  [
    'graphic-violence',
    /(?:graphic|extreme|brutal|explicit|heavy|severe)[\w ]{0,24}violence|violence \(graphic\)|violence graphique|explizite gewalt|violencia (?:explícita|gráfica)|графичн\S* насили/iu,
  ],
  [
    'major-character-death',
    /(?<!minor )(?<!side )char(?:acter)?s?[’']? ?deaths?|\bdeath ?fic|\bMCD\b|death of (?:a |the )?(?:major |main )?character|(?:main |major )?character(?:s)? dies?|mort d[’']un personnage|muerte de (?:un )?personaje|charaktertod|смерть (?:основного |главного )?персонаж/iu,
  ],
  [
    'rape-non-con',
    /\brape\b|\bnon[- ]?con\b|non[- ]?consensual|sexual assault|\bviol\b(?! )|vergewaltigung|violación|изнасилован/iu,
  ],
  ['underage-sex', /\bunder ?-?age(?:d)?\b|\bshota(?:con)?\b|\blolicon\b/iu],
  [
    'self-harm-suicide',
    /self[- ]?(?:harm|injur|mutilat)|suicid|\bcutting\b|selbstmord|suizid|automutilation|autolesi|суицид|самоубийств|селфхарм/iu,
  ],
  [
    'abuse',
    /(?<!substance )(?<!drug )(?<!alcohol )\babuse\b|\babusive\b|domestic violence|misshandlung|maltraitance|abuso|жесток\S* обращени/iu,
  ],
  ['dubious-consent', /\bdub(?:ious)?[- ]?con(?:sent)?\b/iu],
  ['incest', /incest|\btwincest\b|инцест/iu],
  ['gore', /\bgor(?:e|y)\b|\bguro\b/iu],
  ['torture', /\btortur|\bfolter|пытк/iu],
  ['drugs', /\bdrugs?\b|substance abuse|\boverdose\b|drogen|\bdrogues?\b|\bdrogas\b|наркотик/iu],
  ['eating-disorders', /eating disorders?|\banorexi|\bbulimi|essstörung/iu],
  ['animal-death', /(?:animal|dog|cat|horse|pet) (?:death|cruelty|abuse|harm)/iu],
]

const content =
  /\b(?:deaths?|dies|dying|violen(?:ce|t)|blood\w*|swear(?:ing|s)?|curs(?:ing|e words)|cuss\w*|profanity|(?:strong |bad |foul |coarse |mild |some )?language|sex\w*|smut\w*|lemons?|limes?|citrus|nudity|kink\w*|bdsm|slash|femslash|yaoi|yuri|het|angst\w*|fluff|spoilers?|drink\w*|alcohol|smoking|war|murder\w*|kill\w*|horror|kidnap\w*|pregnan\w*|mpreg|miscarriage|racis\w*|homophob\w*|slurs?|bullying|trauma\w*|ptsd|panic|grief|illness|cancer|injur\w*|storms?|drown\w*|spiders?|snakes?|needles?|vomit\w*|ooc|au|het|adult (?:themes?|content|situations)|gewalt|blut|sexe?|violencia|sangre|lenguaje|langage|sang|muerte|mort|tod|flashbacks?)\b|насили|кров|смерт|секс|мат\b|слэш|ангст/iu

const noneSaid =
  /^\W*(?:none|no|nope|nada|n\.?\/?a\.?|nothing|not? (?:real(?:ly)?|much|any)|no(?: real| major| archive)? warnings?|keine|aucune?s?|ningun[ao]s?|nessun[ao]?|нет|لا شيء|لا يوجد|אין|なし|无|отсутствуют|nil|zero)(?:[ ,.!:(-]*(?:really|needed|apply|at all|whatsoever|yet|that i (?:know|can think) of|to speak of|unless .{0,80}|i (?:think|guess|hope)|archive warnings? apply|of (?:the )?archive warnings? apply|\(.{0,60}\)|warnings?(?: apply)?))?\W*$/iu
const choosesNot =
  /\b(?:choo?se|chooses|chosen|chose|prefers?|rather)\b.{0,20}\bnot to (?:use (?:archive )?warn\w*|warn|say)|not to use archive warnings/iu

/** Whether a phrase speaks of what is in a story (death, blood, language), not of anything else. */
export function namesContent(phrase: string): boolean {
  const head = phrase.slice(0, 2000)
  return content.test(head) || patterns.some(([, pattern]) => pattern.test(head))
}

/** What a story does not hold, or what readers should do: it may be a warning all the same, and stays in the note. */
const saysWhatIsNot =
  /^(?:no|not|without|don['’]?t (?:like|read)|you have been|if you|please|proceed|read at|consider yourself)\b/iu

/** Whether warnings are said in sentences, not in a list of phrases. */
export function areSentences(words: string): boolean {
  if (/[.!?]\s+\S+\s+\S+\s+\S/u.test(words)) return true
  return words.length > 120 && phrasesOf(words).some((phrase) => phrase.split(/\s+/u).length > 10)
}

/** The phrases of a list. What stands in brackets belongs to its phrase. */
function phrasesOf(text: string): string[] {
  const aside: string[] = []
  const plain = text.replace(/\([^()\n]{0,300}\)|\[[^[\]\n]{0,300}\]/gu, (bracket) => {
    aside.push(bracket)
    return `\uf8f0${aside.length - 1}\uf8f1`
  })
  return plain
    .split(/[,;|+\n、，]|\.(?=\s|$)|\s(?:and|&|und|et|y|и)\s|\s\/\s/u)
    .map((piece) => piece.replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, ''))
    .map((piece) => piece.replace(/\uf8f0(\d+)\uf8f1/gu, (_, at) => aside[Number(at)] ?? ''))
}

type Said = 'list' | 'sentences'

/**
 * What a text says about warnings, as a list of them or in sentences. Only the first 2,000 characters are looked at.
 * `isWhole` is false when words of it are in no warning that is given back: they have to be kept elsewhere.
 */
export function readWarnings(
  value: string,
  said: Said = 'list',
): {
  codes: WarningCode[]
  free: string[]
  answer: WarningAnswerSaid
  isWhole: boolean
} {
  const text = value.slice(0, 2000).trim()
  if (choosesNot.test(text)) {
    return { codes: [], free: [], answer: 'choose-not-to', isWhole: true }
  }
  if (noneSaid.test(text)) return { codes: [], free: [], answer: 'none-apply', isWhole: true }
  let isWhole = value.length <= 2000
  const codes = new Set<WarningCode>()
  const free: string[] = []
  for (const phrase of phrasesOf(text)) {
    if (phrase === '') continue
    if (saysWhatIsNot.test(phrase)) {
      isWhole = false
      continue
    }
    const found = patterns.filter(([, pattern]) => pattern.test(phrase)).map(([code]) => code)
    const certain = found.filter((code) => !(code === 'abuse' && found.includes('animal-death')))
    for (const code of certain) codes.add(code)
    if (found.length === 0 && !addFree(free, phrase, said)) isWhole = false
  }
  const answer = codes.size + free.length > 0 ? 'listed' : null
  return { codes: [...codes], free, answer, isWhole }
}

type WarningAnswerSaid = 'listed' | 'none-apply' | 'choose-not-to' | null

/** In characters as people see them: as long as a warning can be. */
const longestWarning = 150
const fewWords = 5

/**
 * A phrase of a list is a warning in the author's words; of sentences, whose words stay in the note, only what names
 * content. Gives whether the phrase was taken whole.
 */
function addFree(free: string[], phrase: string, said: Said): boolean {
  const isShort = phrase.split(/\s+/u).length <= fewWords
  if ((isShort || said === 'list') && countCharacters(phrase) <= longestWarning) {
    free.push(phrase)
    return true
  }
  const word = content.exec(phrase)?.[0]
  if (word !== undefined) free.push(word)
  return false
}
