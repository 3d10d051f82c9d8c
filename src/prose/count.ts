import { inLine, pieces } from './pieces.ts'
import type { Prose } from './prose.ts'

/** Scripts that write without spaces between words. */
const unspaced =
  '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}ー々'
const unspacedRun = new RegExp(`[${unspaced}][${unspaced}\\p{M}]*`, 'gu')
const hasUnspaced = new RegExp(`[${unspaced}]`, 'u')

/** A word: letters, marks and numbers, held together by apostrophes, hyphens, points and joiners inside it. */
const word = /[\p{L}\p{N}\p{M}]+(?:['’\-‐‑.,@&_/+·\u200c\u200d\u2060][\p{L}\p{N}\p{M}]+)*/gu

let segmenter: Intl.Segmenter | undefined

/**
 * Counts words as people do: `well-known` and `don't` are one, a dash parts words, a number is one,
 * `* * *` is none. Texts in Chinese, Japanese, Thai, Lao, Khmer and Burmese are counted by the
 * words that `Intl.Segmenter` finds.
 */
export function countWords(prose: Prose): number {
  let count = 0
  let line = ''
  const flush = () => {
    if (line !== '') count += wordsIn(line)
    line = ''
  }
  let aside = 0
  for (const piece of pieces(prose)) {
    if (piece.kind === 'text') {
      if (aside === 0) line += piece.text
    } else if (piece.name === 'rt' || piece.name === 'rp') aside += piece.kind === 'open' ? 1 : -1
    else if (!inLine.has(piece.name)) flush()
  }
  flush()
  return count
}

function wordsIn(text: string): number {
  let spaced = text
  let count = 0
  if (hasUnspaced.test(text)) {
    segmenter ??= new Intl.Segmenter('und', { granularity: 'word' })
    const words = segmenter
    spaced = text.replace(unspacedRun, (run) => {
      // The segmenter's time grows faster than its input: it gets short pieces.
      for (let at = 0; at < run.length; at += 500) {
        for (const { isWordLike } of words.segment(run.slice(at, at + 500))) if (isWordLike) count++
      }
      return ' '
    })
  }
  for (const match of spaced.matchAll(word)) count += partsOf(match[0])
  return count
}

/** `and/or` and `a.b` are written as one and said as two; addresses and numbers stay one. */
function partsOf(found: string): number {
  if (!/[./,&+_]/.test(found) || /\d[.,/]\d|@/.test(found)) return 1
  if (/^(?:\p{L}\.)+\p{L}$/u.test(found)) return 1
  return found.split(/[/,]|\.(?=\p{Lu})/u).length
}

let graphemes: Intl.Segmenter | undefined

/** Counts characters as people see them: an emoji of five code points is one. */
export function countCharacters(text: string): number {
  return countUpTo(text, Number.POSITIVE_INFINITY)
}

/** Counts on until the count is past `most`. */
function countUpTo(text: string, most: number): number {
  if (/^[\n -~]*$/.test(text)) return text.length
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  let count = 0
  for (const part of text.split(/(?<=\n)/)) {
    if (/^[\n -~]*$/.test(part)) count += part.length
    else {
      for (const _ of graphemes.segment(part)) if (++count > most) return count
    }
  }
  return count
}

/** No character that people see takes more code units on average in a text that is not made to fool. */
const mostUnits = 32

/**
 * Whether a text has more than `limit` characters as people see them. Cheap on any input: short
 * texts are never segmented, and a text of more than 32 code units for each character that is
 * allowed is too long whatever it holds.
 */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  if (text.length > limit * mostUnits) return true
  return countUpTo(text, limit) > limit
}
