import type { Prose } from './prose.ts'

/** A piece of stored prose, in order: a text (entities resolved) or a tag. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'open' | 'close'; name: string; attributes: string }

/** Prose is written by this room alone, always in the one spelling that this expression reads. */
const tag = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** Resolves the few entities that stored prose holds. */
export function unescapeText(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[String(name)] ?? whole
      const code = hex ? Number.parseInt(String(hex), 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** Walks through stored prose without building a tree. */
export function* pieces(prose: Prose): Generator<Piece> {
  let at = 0
  for (const match of prose.matchAll(tag)) {
    if (match.index > at) yield { kind: 'text', text: unescapeText(prose.slice(at, match.index)) }
    at = match.index + match[0].length
    yield {
      kind: match[1] === '' ? 'open' : 'close',
      name: match[2] ?? '',
      attributes: match[3] ?? '',
    }
  }
  if (at < prose.length) yield { kind: 'text', text: unescapeText(prose.slice(at)) }
}

/** An attribute's value from a piece; null where it has none. */
export function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(` ${name}="([^"]*)"`).exec(attributes)
  return match ? unescapeText(match[1] ?? '') : null
}

/** Elements inside a line; every other tag parts words. */
export const inLine: ReadonlySet<string> = new Set(
  'a em strong i b u s small mark cite q code kbd samp var dfn sub sup abbr del ins span bdi bdo ruby'.split(
    ' ',
  ),
)
