/**
 * A GIF without comments, plain text and application extensions, but for the one that says how often it runs
 * (GIF89a, sections 17 to 26). Null when its blocks do not add up.
 */
export function stripGif(bytes: Buffer): Buffer | null {
  if (bytes.length < 13) return null
  const flags = bytes[10] ?? 0
  let at = 13 + tableLength(flags)
  const parts = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b) return Buffer.concat([...parts, bytes.subarray(at, at + 1)])
    const end =
      kind === 0x2c ? endOfImage(bytes, at) : kind === 0x21 ? endOfBlocks(bytes, at + 2) : null
    if (end === null) return null
    if (kind === 0x2c || isKept(bytes, at)) parts.push(bytes.subarray(at, end))
    at = end
  }
  return null
}

/** Bytes of a colour table, by the packed flags of its descriptor. */
function tableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

function endOfImage(bytes: Buffer, at: number): number | null {
  if (at + 11 > bytes.length) return null
  return endOfBlocks(bytes, at + 10 + tableLength(bytes[at + 9] ?? 0) + 1)
}

/** Behind the empty sub-block that ends a row of them. */
function endOfBlocks(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0
    if (length === 0) return at + 1
    at += length + 1
  }
  return null
}

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1]
  if (label === 0xf9) return true
  if (label !== 0xff || bytes[at + 2] !== 11) return false
  const name = bytes.toString('latin1', at + 3, at + 14)
  return name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0'
}
