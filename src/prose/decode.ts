export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** `repaired` tells that double-encoded UTF-8 was undone. */
export type Decoded = { text: string; encoding: Encoding; repaired: boolean }

/**
 * Windows-1252, bytes 0x80 to 0x9F. Written out because `TextDecoder('windows-1252')` gives C1
 * controls in their place in several releases of Node (nodejs/node #56542). The five bytes
 * that the code page leaves open stay C1 controls, as the WHATWG Encoding Standard has it.
 */
const upperTable = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const byteOf = new Map(Array.from(upperTable, (sign, index) => [sign, 0x80 + index]))

/**
 * Reads the bytes of a text: by its byte order mark, as UTF-16 without one by the pattern of its
 * NULs, as UTF-8 where that is valid to the last byte, else as Windows-1252. Text that is UTF-8
 * encoded twice from its first to its last sign (`donâ€™t`) is set right. Never throws.
 */
export function decodeBytes(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return utf8OrBest(bytes.subarray(3))
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), 'utf-16be')
  const guess = utf16WithoutMark(bytes)
  return guess ? utf16(bytes, guess) : utf8OrBest(bytes)
}

function utf8OrBest(bytes: Uint8Array): Decoded {
  const text = strictUtf8(bytes)
  if (text === null) return { text: windows1252(bytes), encoding: 'windows-1252', repaired: false }
  const repaired = undoDouble(text)
  return { text: repaired, encoding: 'utf-8', repaired: repaired !== text }
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, repaired: false }
}

/** Most Western text in UTF-16 has a NUL in every second byte, and always on the same side. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 4 || bytes.length % 2 === 1) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

function windows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin.replace(/[\u0080-\u009f]/g, (sign) => upperTable[sign.charCodeAt(0) - 0x80] ?? sign)
}

/**
 * Undoes UTF-8 that was read as Windows-1252 and encoded again, up to three times. Certain only
 * where every sign of the text fits the code page and all its bytes together are valid UTF-8: one
 * `Ã` in a Portuguese name next to a proper `’` is no mojibake.
 */
function undoDouble(text: string): string {
  let best = text
  for (let round = 0; round < 3; round++) {
    if (!/[\u0080-\u{10ffff}]/u.test(best)) return best
    const bytes = asWindows1252(best)
    const undone = bytes && strictUtf8(bytes)
    if (!undone) return best
    best = undone
  }
  return best
}

function asWindows1252(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const byte = code < 0x80 || (code >= 0xa0 && code < 0x100) ? code : byteOf.get(text.charAt(i))
    if (byte === undefined) return null
    bytes[i] = byte
  }
  return bytes
}
