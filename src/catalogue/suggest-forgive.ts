import { narrow, type Span, type Texts } from './suggest-sort.ts'
import { letterAt, letterLength } from './suggest-utf8.ts'

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
  const bytes = encoder.encode(typed)
  const letters = [...typed].length
  const spans: Span[] = []
  const keep = (within: Span, depth: number, rest: Uint8Array) => {
    if (within.low === within.high) return
    const span = narrow(texts, null, within, depth, rest)
    if (span.low < span.high) spans.push(span)
  }
  let here: Span = { low: 0, high: texts.starts.length }
  for (let depth = 0; depth < bytes.length && here.low < here.high;) {
    const length = letterLength(bytes, depth)
    const rest = bytes.subarray(depth)
    const after = bytes.subarray(depth + length)
    if (letters >= leastForgiven) {
      keep(here, depth, after)
      if (after.length > 0) keep(here, depth, swapped(rest, length))
      for (const child of nextLetters(texts, here, depth, neighbours(letterAt(bytes, depth)))) {
        keep(child, depth + child.length, after)
        keep(child, depth + child.length, rest)
      }
    }
    here = narrow(texts, null, here, depth, bytes.subarray(depth, depth + length))
    depth += length
  }
  spans.push(here)
  return united(spans)
}

/** The words of a span, apart by the letter at this depth, for each letter of the range that stands there. */
function* nextLetters(
  texts: Texts,
  span: Span,
  depth: number,
  range: { low: number; high: number },
): Generator<Span & { readonly length: number }> {
  const from = encoder.encode(String.fromCodePoint(range.low))
  let { low } = narrow(texts, null, span, depth, from)
  while (low < span.high) {
    const start = (texts.starts[low] ?? 0) + depth
    if (letterAt(texts.bytes, start) > range.high) return
    const length = letterLength(texts.bytes, start)
    const letter = texts.bytes.subarray(start, start + length)
    const { high } = narrow(texts, null, { low, high: span.high }, depth, letter)
    yield { low, high, length }
    low = high
  }
}

/** The first two letters the other way round; the first is `length` bytes long. */
function swapped(bytes: Uint8Array, length: number): Uint8Array {
  const second = letterLength(bytes, length)
  const made = bytes.slice()
  made.set(bytes.subarray(length, length + second))
  made.set(bytes.subarray(0, length), second)
  return made
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
