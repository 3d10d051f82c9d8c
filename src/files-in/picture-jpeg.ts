/**
 * A JPEG without APP1 (Exif, XMP), APP2 (colour profiles name people and machines), APP13 (Photoshop, IPTC), comments and
 * every other application segment but JFIF's and Adobe's, of which only the numbers stay (ITU-T T.81, annex B). The way up that Exif tells is kept as a segment of its own that
 * says nothing else. Null when the segments do not add up.
 */
export function stripJpeg(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [bytes.subarray(0, 2)]
  let turned = false
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9 || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) return null
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) return null
    const segment = bytes.subarray(at, end)
    const way = marker === 0xe1 && !turned ? orientationOf(segment.subarray(4)) : 1
    if (way > 1) {
      parts.push(orientationSegment(way))
      turned = true
    }
    const kept = cleanSegment(marker, segment)
    if (kept) parts.push(kept)
    at = end
    if (marker === 0xda) {
      const scans = restOfScans(bytes, at)
      return scans === null ? null : Buffer.concat([...parts, ...scans])
    }
  }
  return null
}

/** Lengths with the marker: JFIF without its small picture (T.871, 10.1), Adobe's as its decoders read it (T.872, 6.5.3). */
const jfifLength = 18
const adobeLength = 16

/** The segment as it is kept, without whatever hangs on its end; null for one that is not. */
function cleanSegment(marker: number, segment: Buffer): Buffer | null {
  if (marker === 0xfe) return null
  if (marker < 0xe0 || marker > 0xef) return segment
  const name = segment.toString('latin1', 4, 9)
  if (marker === 0xe0 && name === 'JFIF\0' && segment.length >= jfifLength) {
    const head = Buffer.from(segment.subarray(0, jfifLength))
    head.writeUInt16BE(jfifLength - 2, 2)
    // No small picture follows.
    head.writeUInt16BE(0, jfifLength - 2)
    return head
  }
  if (marker !== 0xee || name !== 'Adobe' || segment.length < adobeLength) return null
  const head = Buffer.from(segment.subarray(0, adobeLength))
  head.writeUInt16BE(adobeLength - 2, 2)
  return head
}

/** From the first scan to the end of the picture: entropy-coded data, tables and further scans, without comments. */
function restOfScans(bytes: Buffer, from: number): Buffer[] | null {
  const parts: Buffer[] = []
  let kept = from
  for (let at = from; at + 1 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    // In entropy-coded data FF stands before 00 or a restart marker; FF FF is fill.
    if (bytes[at] !== 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += bytes[at] === 0xff ? 2 : 1
      continue
    }
    if (marker === 0xff) {
      at++
      continue
    }
    // The rest may be another picture, or anything: it is left out.
    if (marker === 0xd9) return [...parts, bytes.subarray(kept, at + 2)]
    if (at + 4 > bytes.length) return null
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return null
    // Application segments stand before the first scan; behind it they say nothing that a decoder needs.
    if (marker === 0xfe || (marker >= 0xe0 && marker <= 0xef)) {
      parts.push(bytes.subarray(kept, at))
      kept = end
    }
    at = end
  }
  return null
}

/** The Exif orientation (tag 0x0112, TIFF 6.0) of an APP1 payload, 1 to 8; 1 when it tells none. */
function orientationOf(payload: Buffer): number {
  if (payload.toString('latin1', 0, 6) !== 'Exif\0\0') return 1
  const tiff = payload.subarray(6)
  const order = tiff.toString('latin1', 0, 2)
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1
  const u16 = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return 1
  const count = u16(directory)
  for (let at = directory + 2, n = 0; n < count && at + 12 <= tiff.length; at += 12, n++) {
    if (u16(at) !== 0x0112) continue
    const way = u16(at + 8)
    return way >= 1 && way <= 8 ? way : 1
  }
  return 1
}

/** An APP1 with nothing but the orientation. */
function orientationSegment(way: number): Buffer {
  const tiff = '4d4d002a00000008' + '0001' + '0112000300000001' + `000${way}0000` + '00000000'
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(tiff, 'hex')])
  const head = Buffer.from([0xff, 0xe1, 0, payload.length + 2])
  return Buffer.concat([head, payload])
}
