/**
 * The typed `html` tag. Everything interpolated is escaped, except what is already `Html`.
 * Objects, promises, functions and `true` do not compile. An array of `Html` is joined.
 */

declare const brand: unique symbol

/**
 * Markup that is safe to send. Made by the `html` tag, by `trusted` (prose only) and by nothing else. It stands in pieces:
 * a chapter's text goes into its page, and from there to the reader, without being copied into a longer string each time.
 */
export class Html {
  declare private readonly [brand]: true
  /** The markup from beginning to end; never empty. */
  readonly pieces: readonly string[]
  constructor(pieces: readonly string[]) {
    this.pieces = pieces
  }
  get markup(): string {
    const [only = ''] = this.pieces
    return this.pieces.length === 1 ? only : this.pieces.join('')
  }
  toString(): string {
    return this.markup
  }
}

/** What may stand between `${` and `}`: text, numbers, markup, lists of markup; nothing for `null`, `undefined`, `false` and `''`. */
export type Slot =
  | string
  | number
  | Html
  | readonly (Html | null | undefined | false | '')[]
  | null
  | undefined
  | false

const needsEscape = /[&<>"']/
const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return needsEscape.test(text) ? text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign) : text
}

/** Pieces shorter than this, in code units, are joined with what stands around them. */
const longPiece = 1024

/** Puts markup together. */
class Sheet {
  readonly #done: string[] = []
  #open = ''

  text(markup: string): void {
    this.#open += markup
  }

  put(value: Slot): void {
    if (value === null || value === undefined || value === false) return
    if (typeof value === 'string') this.#open += escapeHtml(value)
    else if (typeof value === 'number') this.#open += value
    else if (value instanceof Html) this.#add(value)
    else for (const part of value) if (part) this.#add(part)
  }

  #add({ pieces }: Html): void {
    for (const piece of pieces) {
      if (piece.length < longPiece) this.#open += piece
      else {
        this.#done.push(this.#open, piece)
        this.#open = ''
      }
    }
  }

  get html(): Html {
    return new Html([...this.#done, this.#open])
  }
}

/** Builds markup from a template; attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: Slot[]): Html {
  const sheet = new Sheet()
  sheet.text(strings[0] ?? '')
  for (let i = 0; i < values.length; i++) {
    sheet.put(values[i])
    sheet.text(strings[i + 1] ?? '')
  }
  return sheet.html
}

/** Markup that was made safe elsewhere. Only `prose` may import this (lint keeps it so). */
export function trusted(markup: string): Html {
  return new Html([markup])
}

/** No markup at all. */
export const nothing: Html = new Html([''])

/** Joins markup with a separator between the parts that are not empty. */
export function join(parts: readonly (Html | null | undefined | false)[], separator: Slot): Html {
  const sheet = new Sheet()
  let isFirst = true
  for (const part of parts) {
    if (!part || part.pieces.every((piece) => piece === '')) continue
    if (!isFirst) sheet.put(separator)
    sheet.put(part)
    isFirst = false
  }
  return sheet.html
}
