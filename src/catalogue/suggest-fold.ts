/** Longer names and longer typing are cut here: UTF-16 code units. */
export const mostFolded = 300

/**
 * Names as they are compared: NFKD, small letters, without accents, points of vowels (Arabic, Hebrew), apostrophes and
 * punctuation, words apart by one space. Dots of initials go (`S.H.I.E.L.D.` is `shield`); runs of Han and kana are
 * words of their own. A name without letters or digits is itself, without spaces. After U+001F stand more beginnings by
 * which the name is found, though they are no part of it: `l'étranger` is `letranger` U+001F `etranger`.
 */
export function foldName(name: string): string {
  if (name.length <= mostFolded && plain.test(name)) return plainWords(name)
  const letters = name
    .slice(0, mostFolded)
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(written, (letter) => asWritten[letter] ?? letter)
    .replace(initials, '$1')
  const more = [...letters.matchAll(elided)].map(([, word = '']) => word)
  const words = letters.replace(apostrophes, '').match(runs)
  if (!words) return letters.replace(/[\s\p{C}]+/gu, '')
  return words.join(' ') + (more.length > 0 ? `\u001f${more.join(' ')}` : '')
}

/** What was typed, folded as names are, and its words, each once, the first eight. */
export function foldTyped(typed: string): { readonly key: string; readonly words: string[] } {
  const key = foldName(typed).split('\u001f', 1)[0] ?? ''
  const words = key.split(' ').filter((word) => word !== '')
  return { key, words: [...new Set(words)].slice(0, 8) }
}

/** All beginnings by which a folded name is found; in a run of Han or kana every character begins one. */
export function beginnings(folded: string): string[] {
  return folded.split(/[ \u001f]/).flatMap((word) => {
    const found = word === '' ? [] : [word]
    for (let at = 1; at < word.length; at++) {
      if (isCharacter(word.codePointAt(at) ?? 0)) found.push(word.slice(at))
    }
    return found
  })
}

/** Whether it is a Han character or kana (not the marks of voicing): written without spaces, so each begins a word. */
export function isCharacter(code: number): boolean {
  if (code < 0x3005) return false
  return ranges.some(([from, to]) => code >= from && code <= to)
}

const ranges = [
  [0x3005, 0x3007],
  [0x3041, 0x3096],
  [0x309d, 0x309f],
  [0x30a1, 0x30fa],
  [0x30fc, 0x30ff],
  [0x31f0, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x3fffd],
] as const
const characters = ranges
  .map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`)
  .join('')

const plain = /^(?=.*[0-9A-Za-z])[^\u0000-\u001f\u007f-\uffff.'`]*$/
const plainWords = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^0-9a-z]+/g, ' ')
    .trim()

/** Vowels of Indic scripts are marks too and stay; so do the marks of voicing that tell ga from ka. */
const accents =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309a]]|[\u0640\p{Cf}]/gv
const asWritten: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}
const written = new RegExp(`[${Object.keys(asWritten).join('')}]`, 'gu')
const initials = /(?<![\p{L}\p{N}])(\p{L})\.(?=\p{L}(?![\p{L}\p{N}]))/gu
const apostrophes = /['`’‘ʼ＇]/gu
/** French and Irish habits: one or two letters, an apostrophe, and the word that people look for. */
const elided = /(?<![\p{L}\p{N}])\p{L}{1,2}['`’‘ʼ](\p{L}{3,})/gu
const runs = new RegExp(
  `[${characters}][${characters}\\u3099\\u309a]*|(?:(?![${characters}])[\\p{L}\\p{N}\\p{M}])+`,
  'gu',
)
