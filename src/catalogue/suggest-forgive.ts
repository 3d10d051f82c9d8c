import { narrow, type Span, type Texts } from './suggest-sort.ts'

/** Shorter words are taken as they were typed. */
const leastForgiven = 4

/** Whether a typing error in this word is forgiven: it has at least four letters. */
export function isForgiven(word: string): boolean {
  return [...word].length >= leastForgiven
}

/**
 * Whether a word begins with what was typed but for one error: a letter too many, one missing, one wrong, or two
 * neighbours swapped. A missing or wrong letter is of the same script (`neighbours`) as the one typed in its place.
 */
export function beginsNearly(word: string, typed: string): boolean {
  const letters = [...typed]
  const found = [...word].slice(0, letters.length + 1)
  let at = 0
  while (at < letters.length && letters[at] === found[at]) at++
  if (at === letters.length) return true
  if (letters.length < leastForgiven) return false
  // The first place that differs is where the error is, or, for a letter too many or missing in a row of equal ones,
  // the end of that row: to mend it there gives the same word.
  const goesOn = (from: number, to: number) =>
    letters.slice(from).every((letter, index) => letter === found[to + index])
  const isNear = () => {
    const letter = found[at]?.codePointAt(0) ?? -1
    const { low, high } = neighbours(letters[at]?.codePointAt(0) ?? 0)
    return letter >= low && letter <= high
  }
  return (
    goesOn(at + 1, at) ||
    (letters[at] === found[at + 1] && letters[at + 1] === found[at] && goesOn(at + 2, at + 2)) ||
    (isNear() && (goesOn(at + 1, at + 1) || goesOn(at, at + 1)))
  )
}

/**
 * The words, in spans of a sorted vocabulary, that begin with what was typed or with it but for one error; sorted, apart
 * from each other. Walks the letters typed, and at each the letters that stand there in some word.
 */
export function spansNear(texts: Texts, typed: string): Span[] {
  const letters = [...typed].map((letter) => encoder.encode(letter))
  const spans: Span[] = []
  const keep = (span: Span) => {
    if (span.low < span.high) spans.push(span)
  }
  const rest = (from: number) => join(letters.slice(from))
  let here: Span = { low: 0, high: texts.starts.length }
  let depth = 0
  for (const [at, letter] of letters.entries()) {
    if (here.low === here.high) break
    if (letters.length >= leastForgiven) {
      keep(narrow(texts, null, here, depth, rest(at + 1)))
      const next = letters[at + 1]
      if (next)
        keep(narrow(texts, null, here, depth, join([next, letter, ...letters.slice(at + 2)])))
      const { low, high } = neighbours(typedCode(letter))
      for (let other = low; ; other++) {
        const child = nextLetter(texts, here, depth, other)
        if (!child || child.code > high) break
        other = child.code
        const beyond = depth + child.length
        keep(narrow(texts, null, child.span, beyond, rest(at + 1)))
        keep(narrow(texts, null, child.span, beyond, rest(at)))
      }
    }
    here = narrow(texts, null, here, depth, letter)
    depth += letter.length
  }
  keep(here)
  return united(spans)
}

/** The words of a span whose letter at this depth is the first there is from `code` on. */
function nextLetter(
  texts: Texts,
  span: Span,
  depth: number,
  code: number,
): { code: number; length: number; span: Span } | null {
  const from = encoder.encode(String.fromCodePoint(code))
  const low = narrow(texts, null, span, depth, from).low
  if (low >= span.high) return null
  const start = (texts.starts[low] ?? 0) + depth
  const first = texts.bytes[start] ?? 0
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const letter = texts.bytes.subarray(start, start + length)
  const found = narrow(texts, null, { low, high: span.high }, depth, letter)
  return { code: typedCode(letter), length, span: found }
}

/** Code points that are mistaken for one another: ASCII, else the same 256 of Unicode. */
function neighbours(code: number): { low: number; high: number } {
  return code < 0x80 ? { low: 0x21, high: 0x7f } : { low: code & ~0xff, high: code | 0xff }
}

function united(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.low - b.low)) {
    const last = result.at(-1)
    if (last && span.low <= last.high) {
      result[result.length - 1] = { low: last.low, high: Math.max(last.high, span.high) }
    } else result.push(span)
  }
  return result
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const typedCode = (letter: Uint8Array) => decoder.decode(letter).codePointAt(0) ?? 0

function join(letters: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(letters.reduce((sum, letter) => sum + letter.length, 0))
  let at = 0
  for (const letter of letters) {
    bytes.set(letter, at)
    at += letter.length
  }
  return bytes
}
