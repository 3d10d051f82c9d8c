import { tameMarks } from '#shared/marks.ts'

/**
 * Sets the characters of a text right without changing what it says: line ends become LF, controls
 * (but tab and LF), byte order marks, soft hyphens and zero-width spaces go, the rest is composed
 * (NFC, never NFKC: `…` and `½` stay). Joiners and bidirectional marks are part of words and stay.
 */
export function cleanText(text: string): string {
  if (/^[\n -~]*$/.test(text)) return text
  const plain = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\t\n]|[\u00ad\u200b\ufeff\ufffe\uffff]/gu, '')
  return tameMarks(plain).normalize('NFC')
}
