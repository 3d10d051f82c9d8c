/** Chunks that the picture is made of (RFC 9649, section 2). */
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

const hasExif = 0x08
const hasXmp = 0x04
const hasProfile = 0x20

/** A WebP without EXIF, XMP, the colour profile (it names people and machines) and any chunk that is not known; null when its chunks do not add up. */
export function stripWebp(bytes: Buffer): Buffer | null {
  if (bytes.length < 20 || bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const size = bytes.readUInt32LE(4) + 8
  if (size > bytes.length) return null
  const parts: Buffer[] = []
  let at = 12
  while (at + 8 <= size) {
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > size) return null
    const type = bytes.toString('latin1', at, at + 4)
    if (kept.has(type)) parts.push(cleaned(type, bytes.subarray(at, Math.min(end, size))))
    at = end
  }
  if (parts.length === 0) return null
  const body = Buffer.concat(parts)
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

/** The header of an extended file no longer announces what was taken out. */
function cleaned(type: string, chunk: Buffer): Buffer {
  if (type !== 'VP8X' || chunk.length < 9) return chunk
  const copy = Buffer.from(chunk)
  copy[8] = (copy[8] ?? 0) & ~(hasExif | hasXmp | hasProfile)
  return copy
}
