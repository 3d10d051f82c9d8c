/** How many bytes of UTF-8 the letter has that begins there. */
export function letterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}

/** The code point whose UTF-8 begins there. */
export function letterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const rest = (index: number) => (bytes[at + index] ?? 0) & 0x3f
  if (first < 0xc0) return first
  if (first < 0xe0) return ((first & 31) << 6) | rest(1)
  if (first < 0xf0) return ((first & 15) << 12) | (rest(1) << 6) | rest(2)
  return ((first & 7) << 18) | (rest(1) << 12) | (rest(2) << 6) | rest(3)
}
