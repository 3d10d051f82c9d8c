/**
 * Letters that look alike, folded onto one: enough that nobody can pass for another by an alphabet's twin. A choice from
 * the Unicode confusables (UTS #39), for letters that people type; after NFKC, lower case and without marks.
 */
const twins: readonly (readonly [string, string])[] = [
  ['a', 'аαɑ@'],
  ['b', 'ьвβƅ'],
  ['c', 'сϲᴄ'],
  ['d', 'ԁɗ'],
  ['e', 'еєεҽ3'],
  ['f', 'ƒ'],
  ['g', 'ɡց9'],
  ['h', 'һнհ'],
  ['k', 'кκ'],
  ['l', 'i1|!ıіιɩӏןاł'],
  ['m', 'мϻ'],
  ['n', 'пηոɴ'],
  ['o', '0оοօσөøס'],
  ['p', 'рρ'],
  ['q', 'ԛգ'],
  ['r', 'гяʀ'],
  ['s', 'ѕ5$ꜱ'],
  ['t', 'тτ7'],
  ['u', 'υսцʋ'],
  ['v', 'νѵ'],
  ['w', 'ԝшωա'],
  ['x', 'хχ×'],
  ['y', 'уγүʏ'],
  ['z', 'ᴢ2'],
]

const plain = new Map(twins.flatMap(([to, from]) => [...from].map((sign) => [sign, to] as const)))

/** Marks, and the letters of Hangul that stand for none and show nothing. */
const fillers = /[\p{M}\u115f\u1160\u3164\uffa0]+/gu

/**
 * The key under which two names that look alike are the same: compatibility forms, case, marks, spaces, punctuation and
 * look-alike letters are folded away. Never empty for a name that shows anything. Folding a key gives the key.
 */
export function foldConfusables(name: string): string {
  const bare = name.normalize('NFKC').toLowerCase().normalize('NFKD').replace(fillers, '')
  const folded = [...bare].map((sign) => plain.get(sign) ?? sign).join('')
  const letters = folded.replace(/[^\p{L}\p{N}]+/gu, '')
  if (letters !== '') return letters
  // A name of signs alone (☆☆) has its signs as key.
  return bare.replace(/[\s\p{Cf}]+/gu, '') || name.normalize('NFC')
}
