/**
 * The typed `html` tag. Everything interpolated is escaped, except what is already `Html`.
 * Objects, promises, functions and `true` do not compile. An array of `Html` is joined.
 */

declare const brand: unique symbol

/** Markup that is safe to send. Made by the `html` tag, by `trusted` (prose only) and by nothing else. */
export class Html {
  declare private readonly [brand]: true
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
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

function slot(value: Slot): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (value instanceof Html) return value.markup
  let out = ''
  for (const part of value) if (part) out += part.markup
  return out
}

/** Builds markup from a template; attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: Slot[]): Html {
  let out = strings[0] ?? ''
  for (let i = 0; i < values.length; i++) {
    out += slot(values[i])
    out += strings[i + 1] ?? ''
  }
  return new Html(out)
}

/** Markup that was made safe elsewhere. Only `prose` may import this (lint keeps it so). */
export function trusted(markup: string): Html {
  return new Html(markup)
}

/** No markup at all. */
export const nothing: Html = new Html('')

/** Joins markup with a separator between the parts that are not empty. */
export function join(parts: readonly (Html | null | undefined | false)[], separator: Slot): Html {
  const between = slot(separator)
  return new Html(
    parts
      .filter((part): part is Html => Boolean(part) && (part as Html).markup !== '')
      .map((part) => part.markup)
      .join(between),
  )
}
