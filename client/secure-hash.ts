/** Fractions of the roots of the first 64 primes: the standard's constants, and its first state of squares. */
const constants = new DataView(new ArrayBuffer(256))
const first: number[] = []
for (let number = 2, found = 0; found < 64; number++) {
  let divisor = 2
  while (number % divisor) divisor++
  if (divisor < number) continue
  constants.setInt32(found++ * 4, (number ** (1 / 3) % 1) * 2 ** 32)
  if (found <= 8) first.push(((number ** 0.5 % 1) * 2 ** 32) | 0)
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))

/**
 * SHA-256 (FIPS 180-4) of a text of ASCII, as 64 hexadecimal digits. The browser's own is there only behind https,
 * and takes fifty times as long for texts this short, because it answers from another thread.
 */
export function sha256(text: string): string {
  const { length } = text
  const padded = (length + 72) & ~63
  const message = new DataView(new ArrayBuffer(padded))
  for (let at = 0; at < length; at++) message.setUint8(at, text.charCodeAt(at))
  message.setUint8(length, 128)
  message.setUint32(padded - 4, length * 8)
  const words = new DataView(new ArrayBuffer(256))
  let state = first
  for (let block = 0; block < padded; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let at = 0; at < 256; at += 4) {
      let word = 0
      if (at < 64) word = message.getInt32(block + at)
      else {
        const near = words.getInt32(at - 8)
        const far = words.getInt32(at - 60)
        word =
          words.getInt32(at - 64) +
          words.getInt32(at - 28) +
          (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) +
          (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10))
      }
      words.setInt32(at, word)
      const one =
        h +
        (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
        ((e & f) ^ (~e & g)) +
        constants.getInt32(at) +
        words.getInt32(at)
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    const added = [a, b, c, d, e, f, g, h]
    state = state.map((word, at) => (word + (added[at] ?? 0)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
