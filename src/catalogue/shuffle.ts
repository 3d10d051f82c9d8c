/** FNV-1a (32 bits) over the code units of an id. The same for every seed: it may be kept. */
export function idHash(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/** Goes on from an id's hash with the seed's four bytes, and ends as MurmurHash3 does. */
export function shuffleFrom(hash: number, seed: number): number {
  let value = hash
  for (let shift = 0; shift < 32; shift += 8) {
    value = Math.imul(value ^ ((seed >>> shift) & 255), 0x01000193)
  }
  value ^= value >>> 16
  value = Math.imul(value, 0x85ebca6b)
  value ^= value >>> 13
  value = Math.imul(value, 0xc2b2ae35)
  value ^= value >>> 16
  return value >>> 0
}

/** The place of a work in the chance order of a seed (0 to 2^32-1): lower stands first. */
export function shuffleKey(id: string, seed: number): number {
  return shuffleFrom(idHash(id), seed)
}
