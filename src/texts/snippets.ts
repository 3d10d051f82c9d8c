import type { TextField } from '#storage/text-store.ts'
import { stemmerOf } from './languages.ts'
import { findHits, type Hit, type Wanted } from './marks-in.ts'
import type { ParsedQuery } from './parse-query.ts'
import { formsOf } from './stem-query.ts'

/** A text that a reader may be shown, without markup, and which field it is of. */
export type Piece = { readonly field: TextField; readonly text: string }

/** About 160 characters of a piece; `marks` are from and to (code units) of what was looked for, in order, apart. */
export type Snippet = {
  readonly piece: number
  readonly text: string
  readonly marks: readonly (readonly [from: number, to: number])[]
}

const mostSnippets = 2
const length = 160
/** How much stands before the first mark. */
const before = 40
/** Words are looked at one by one in so much text (code units); of what is beyond, where a word stands as it was typed. */
const lookedThrough = 400_000
const mostHits = 400
const mostTyped = 40

type Placed = Hit & { readonly piece: number }

/**
 * Where the words of a query stand in what a reader is shown, by their stems in the language of the work: at most two
 * excerpts, in the order of the pieces, that show as many different words as can be. Takes bounded time on any text:
 * about 150 ms for 6 MB at worst. None where nothing is found.
 */
export function snippets(
  pieces: readonly Piece[],
  query: ParsedQuery,
  language: string,
): Snippet[] {
  const stemmer = stemmerOf(language)
  const parts = query.all.flat()
  const wanted: Wanted[] = parts.map((part) => ({
    field: part.field,
    form: formsOf(part, [stemmer])[0] ?? [],
  }))
  const typed = typedWords(parts.map(({ text }) => text))
  const hits: Placed[] = []
  let left = lookedThrough
  for (const [piece, { field, text }] of pieces.entries()) {
    const here = wanted.map((one) =>
      one.field === null || one.field === field ? one : { ...one, form: [] },
    )
    const most = mostHits - hits.length
    if (most <= 0) break
    const to = Math.min(text.length, left)
    const found = findHits(text, here, stemmer, { from: 0, to, most })
    if (to < text.length && typed) {
      found.push(...findTyped(text, to, typed, here, stemmer, most - found.length))
    }
    for (const hit of found) hits.push({ ...hit, piece })
    left -= to
  }
  const first = bestWindow(hits, new Set())
  if (!first) return []
  const windows = [first]
  const shown = new Set(first.map(({ part }) => part))
  const rest = hits.filter((hit) => !isNear(hit, first))
  const second = bestWindow(rest, shown)
  if (second && windows.length < mostSnippets) windows.push(second)
  return windows
    .toSorted((a, b) => order(a) - order(b))
    .map((window) => excerpt(pieces[window[0]?.piece ?? 0]?.text ?? '', window))
}

const order = ([first]: readonly Placed[]) => (first ? first.piece * 2 ** 32 + first.from : 0)

function typedWords(texts: readonly string[]): RegExp | null {
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}\p{M}]{2,}/gu) ?? [])
  return words.length === 0 ? null : new RegExp(words.join('|'), 'giu')
}

/** Places beyond what was looked through word by word: round those where a word stands as it was typed. */
function findTyped(
  text: string,
  from: number,
  typed: RegExp,
  wanted: readonly Wanted[],
  stemmer: string,
  most: number,
): Hit[] {
  const hits: Hit[] = []
  const expression = new RegExp(typed)
  expression.lastIndex = from
  for (let tries = 0; tries < mostTyped && hits.length < most; tries++) {
    const found = expression.exec(text)
    if (!found) break
    // From a space on, so that no word is taken for its end.
    const space = text.slice(Math.max(from, found.index - length), found.index).search(/\s/)
    const begin = space < 0 ? found.index : Math.max(from, found.index - length) + space
    const to = found.index + length
    hits.push(...findHits(text, wanted, stemmer, { from: begin, to, most: most - hits.length }))
    expression.lastIndex = Math.max(to, (hits.at(-1)?.to ?? 0) + 1)
  }
  return hits
}

function isNear(hit: Placed, window: readonly Placed[]): boolean {
  const [first] = window
  return first?.piece === hit.piece && Math.abs(hit.from - first.from) < length
}

/** The hits of one excerpt: with as many parts as can be that were not shown, then parts, then hits; the earliest of equals. */
function bestWindow(hits: readonly Placed[], shown: ReadonlySet<number>): Placed[] | null {
  let best: Placed[] | null = null
  let value = 0
  for (let at = 0; at < hits.length; at++) {
    const first = hits[at]
    if (!first) break
    const window: Placed[] = []
    for (let next = at; next < hits.length; next++) {
      const hit = hits[next]
      if (!hit || hit.piece !== first.piece || hit.to > first.from + length - before) break
      window.push(hit)
    }
    if (window.length === 0) window.push(first)
    const parts = new Set(window.map(({ part }) => part))
    const fresh = [...parts].filter((part) => !shown.has(part)).length
    const worth = fresh * 1e6 + parts.size * 1e3 + Math.min(window.length, 999)
    if (worth > value) [best, value] = [window, worth]
  }
  return best
}

function excerpt(text: string, window: readonly Placed[]): Snippet {
  const first = window[0]
  const last = window.reduce((end, { to }) => Math.max(end, to), 0)
  let from = Math.max(0, (first?.from ?? 0) - before)
  let to = Math.min(text.length, Math.max(from + length, Math.min(last, from + 2 * length)))
  if (to === text.length) from = Math.max(0, Math.min(from, to - length))
  if (from > 0) {
    const space = text.slice(from, first?.from).search(/\s/)
    from = space >= 0 ? from + space + 1 : wholeAt(text, from)
  }
  if (to < text.length) {
    const space = text.slice(Math.max(from, last), to).search(/\s\S*$/)
    to = space >= 0 ? Math.max(from, last) + space : wholeAt(text, to)
  }
  const left = from > 0 ? '…' : ''
  const marks: [number, number][] = []
  for (const hit of window.toSorted((a, b) => a.from - b.from)) {
    const begin = hit.from - from + left.length
    const end = Math.min(hit.to, to) - from + left.length
    const before = marks.at(-1)
    if (before && begin <= before[1]) before[1] = Math.max(before[1], end)
    else if (end > begin) marks.push([begin, end])
  }
  const shown = text.slice(from, to).replace(/\s/g, ' ')
  return {
    piece: first?.piece ?? 0,
    text: `${left}${shown}${to < text.length ? '…' : ''}`,
    marks,
  }
}

/** The place itself, or the one before it where it would part a pair of surrogates. */
function wholeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
