/** Frequent little words, by which a language in Latin letters is told. */
const little: Record<string, string> = {
  en: 'the and of to was he she it that in his her with had not',
  de: 'der die und das nicht ich sie war ein mit den auf zu es dem',
  fr: 'le la et les des un une elle il que dans pas est était son',
  es: 'el la y que de los las en un una se no su con había',
  it: 'il di che la e un una non per era si le con della come',
  pt: 'o a que e de não um uma os do da em com para seu',
  nl: 'de het een en van ik zijn niet dat hij was ze met op er',
  pl: 'i w nie na się że to z do jest był jak ale co jej',
  sv: 'och att det som en på är inte han hon jag med för var sig',
}

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['ko', /\p{sc=Hangul}/gu],
  ['zh', /\p{sc=Han}/gu],
  ['ru', /\p{sc=Cyrillic}/gu],
  ['el', /\p{sc=Greek}/gu],
  ['he', /\p{sc=Hebrew}/gu],
  ['ar', /\p{sc=Arabic}/gu],
  ['th', /\p{sc=Thai}/gu],
  ['hi', /\p{sc=Devanagari}/gu],
]

/**
 * The likely language of a text as a BCP 47 tag, null when nothing speaks for any: by script, else by little words. A
 * guess for a person to check; only the first 20,000 signs are looked at.
 */
export function guessLanguage(text: string): string | null {
  const head = text.slice(0, 20_000)
  const letters = head.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return null
  for (const [language, script] of scripts) {
    // Japanese is written mostly in Han signs, with some kana between.
    const least = language === 'ja' ? 0.15 : 0.4
    if ((head.match(script)?.length ?? 0) > letters * least) return language
  }
  const words = head.toLowerCase().match(/\p{L}+/gu) ?? []
  const counts = Object.entries(little).map(([language, list]) => {
    const set = new Set(list.split(' '))
    return { language, count: words.filter((word) => set.has(word)).length }
  })
  const [best, next] = counts.toSorted((a, b) => b.count - a.count)
  if (!best || !next || best.count < 3 || best.count < words.length * 0.08) return null
  return best.count > next.count * 1.2 ? best.language : null
}
