/** Typed arrays over shared memory, so that threads hand them on without copying. */
export const bytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length))
export const shorts = (length: number) => new Uint16Array(new SharedArrayBuffer(length * 2))
export const words = (length: number) => new Uint32Array(new SharedArrayBuffer(length * 4))
export const integers = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4))

type Growing = Uint8Array | Uint16Array | Uint32Array | Int32Array

/** The next size of what has become too small: much that is large grows by less. */
export const grown = (length: number) => (length < 1 << 20 ? length * 2 : length + (length >> 2))

/** Numbers that are added one by one; `array` is longer than what was added. */
export class Column<Kind extends Growing> {
  array: Kind
  length = 0
  readonly #make: (length: number) => Kind
  constructor(make: (length: number) => Kind, from?: Kind) {
    this.#make = make
    this.array = from ?? make(64)
    this.length = from?.length ?? 0
  }
  push(value: number): void {
    this.reserve(1)
    this.array[this.length++] = value
  }
  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.length + more <= this.array.length) return
    const larger = this.#make(Math.max(64, grown(this.array.length), this.length + more))
    larger.set(this.array.subarray(0, this.length))
    this.array = larger
  }
  /** Lets go of room for what was not added. */
  trim(): void {
    if (this.array.length > Math.max(64, this.length)) this.array = this.done()
  }
  /** Exactly what was added, in memory of its own length. */
  done(): Kind {
    const made = this.#make(this.length)
    made.set(this.array.subarray(0, this.length))
    return made
  }
}

/** Whether a bit is set in a row of 32-bit words. */
export function hasBit(bits: Uint32Array, at: number): boolean {
  return (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1
}
export function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}
export function clearBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31))
}
export const bitWords = (length: number) => (length + 31) >>> 5

/** Writes the places of the set bits, ascending, into `into`; gives how many there are. */
export function listBits(bits: Uint32Array, into: Uint32Array): number {
  let count = 0
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at] ?? 0
    const base = at << 5
    while (word !== 0) {
      into[count++] = base + 31 - Math.clz32(word & -word)
      word &= word - 1
    }
  }
  return count
}

/** How many bits of a 32-bit word are set. */
export function popCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 255
}
