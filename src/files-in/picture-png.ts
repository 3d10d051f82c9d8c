/** Chunks that the picture is made of, or that say how it is drawn (PNG, third edition, section 11; APNG's too). */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT'.split(
    ' ',
  ),
)

/** A PNG without tEXt, zTXt, iTXt, eXIf, tIME, the named profiles and palettes (they name people and machines) and any chunk that is not known; null when its chunks do not add up. */
export function stripPng(bytes: Buffer): Buffer | null {
  const parts = [bytes.subarray(0, 8)]
  let first = true
  for (let at = 8; at + 12 <= bytes.length; first = false) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length || (first && type !== 'IHDR')) return null
    if (kept.has(type)) parts.push(bytes.subarray(at, end))
    // Whatever stands behind the end is no picture.
    if (type === 'IEND') return Buffer.concat(parts)
    at = end
  }
  return null
}
