/** More combining marks than any script puts on one letter, and few enough to be put in order at once. */
const mostMarks = 30

/**
 * A text without the marks beyond the thirtieth on one letter. Composing a text (NFC) takes time by the square of the
 * marks in a row: this goes before every `normalize` of what somebody typed.
 */
export function tameMarks(text: string): string {
  return text.replace(tooMany, '$1')
}

const tooMany = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu')
