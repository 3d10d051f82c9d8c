const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const valueOf = new Int8Array(128).fill(-1)
for (let at = 0; at < alphabet.length; at++) valueOf[alphabet.charCodeAt(at)] = at

/** Bytes of a packed id: 16 letters of five bits. */
export const packedLength = 10

/** Writes an id of 16 letters (`shared/ids.ts`) as 10 bytes at `at`. Whether it is such an id; if not, nothing is written. */
export function packId(id: string, into: Uint8Array, at: number): boolean {
  if (id.length !== 16) return false
  for (let letter = 0; letter < 16; letter++) {
    if ((valueOf[id.charCodeAt(letter)] ?? -1) < 0) return false
  }
  for (let half = 0; half < 2; half++) {
    let high = 0
    let low = 0
    for (let letter = 0; letter < 4; letter++) {
      high = (high << 5) | (valueOf[id.charCodeAt(half * 8 + letter)] ?? 0)
      low = (low << 5) | (valueOf[id.charCodeAt(half * 8 + 4 + letter)] ?? 0)
    }
    const to = at + half * 5
    into[to] = high >> 12
    into[to + 1] = high >> 4
    into[to + 2] = (high << 4) | (low >> 16)
    into[to + 3] = low >> 8
    into[to + 4] = low
  }
  return true
}

/** The id whose 10 bytes stand at `at`. */
export function unpackId(from: Uint8Array, at: number): string {
  let id = ''
  for (let half = 0; half < 2; half++) {
    const of = at + half * 5
    const byte = (index: number) => from[of + index] ?? 0
    const high = (byte(0) << 12) | (byte(1) << 4) | (byte(2) >> 4)
    const low = ((byte(2) & 15) << 16) | (byte(3) << 8) | byte(4)
    for (let letter = 3; letter >= 0; letter--) id += alphabet[(high >> (letter * 5)) & 31]
    for (let letter = 3; letter >= 0; letter--) id += alphabet[(low >> (letter * 5)) & 31]
  }
  return id
}
