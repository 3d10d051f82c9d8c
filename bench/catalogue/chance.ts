/** 32 bits in, 32 bits out, each once (the finalizer of MurmurHash3). */
export function mix(value: number): number {
  let bits = value | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** A number from 0 to 1 that goes with two others: the same for the same, like chance for all else. */
export function shareOf(one: number, other: number): number {
  return mix(Math.imul(one, 0x9e3779b1) ^ mix(other)) / 2 ** 32
}

/** Chance from a seed (mulberry32). */
export class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  /** From 0 to 1, without 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    const state = this.#state
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
  below(limit: number): number {
    return Math.floor(this.share() * limit)
  }
  /** A place from 0 in a list of `count` by Zipf's law with this exponent: the first ones far more often. */
  zipf(count: number, exponent: number): number {
    return zipfAt(this.share(), count, exponent)
  }
  /** Of the normal distribution around 0 with deviation 1 (Box and Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.share()))
    return radius * Math.cos(2 * Math.PI * this.share())
  }
  /** One of these, by weight. */
  weighted<const Value>(choices: readonly (readonly [Value, number])[]): Value {
    let left = this.share() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of choices) {
      left -= weight
      if (left < 0) return value
    }
    const [first] = choices
    if (!first) throw new Error('there is nothing to choose from')
    return first[0]
  }
}

/** Zipf's law by its continuous form: where in a list of `count` a share of all uses falls. */
export function zipfAt(share: number, count: number, exponent: number): number {
  const power = 1 - exponent
  const at =
    Math.abs(power) < 1e-6
      ? (count + 1) ** share
      : (share * ((count + 1) ** power - 1) + 1) ** (1 / power)
  return Math.min(count - 1, Math.floor(at) - 1)
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const letters = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0))
const scratch = Buffer.alloc(16)

/**
 * An id of 16 letters: like chance, the same for the same family, number and seed; no two numbers of a family have the
 * same, and no two families.
 */
export function idOf(family: number, number: number, seed: number): string {
  // 30 bits are of the number alone, five of the family alone; the rest only looks like chance.
  const own = scatter30(number ^ (seed & 0x3fffffff))
  const one = mix(number ^ Math.imul(seed + family, 0x9e3779b1))
  const other = mix(one ^ 0x5bd1e995)
  for (let at = 0; at < 6; at++) {
    scratch[at] = letters[(own >>> (25 - at * 5)) & 31] ?? 0
    scratch[at + 6] = letters[(one >>> (at * 5)) & 31] ?? 0
  }
  scratch[12] = letters[family & 31] ?? 0
  for (let at = 13; at < 16; at++) scratch[at] = letters[(other >>> (at * 5 - 60)) & 31] ?? 0
  return scratch.toString('latin1')
}

/** 30 bits in, 30 bits out, each once. */
function scatter30(value: number): number {
  const mask = 0x3fffffff
  let bits = value & mask
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d) & mask
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39) & mask
  return (bits ^ (bits >>> 15)) & mask
}
