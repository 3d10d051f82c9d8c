import { hour } from '#shared/clock.ts'
import type { Limit } from '#web/limiter.ts'

/** What holds guests back without any third party. */
export const guestLimits = {
  address: { purpose: 'guest comment, address', most: 10, seconds: 600 },
  network: { purpose: 'guest comment, network', most: 40, seconds: 600 },
  work: { purpose: 'guest comment, work', most: 60, seconds: 600 },
  /** Of first mails to one address: nobody can prove that it is theirs before they get one. */
  mailed: { purpose: 'guest comment, first mail', most: 15, seconds: 3600 },
} as const satisfies Record<string, Limit>

/** Signed-in people type fast too, but not this fast. */
export const accountLimit: Limit = { purpose: 'comment, account', most: 60, seconds: 600 }

/** How long a comment is remembered for being said again elsewhere. */
export const printsKept = 72 * hour
/** How many prints one comment is compared with, the newest first. */
export const printsCompared = 2000
const leastLetters = 40
/**
 * One word more in twenty turns about five bits. Of two texts that have nothing to do with each other one pair in a
 * hundred million is as near as this.
 */
const mostDifferentBits = 10

/**
 * A 64-bit SimHash (Charikar 2002) of the words in threes: near texts have near prints. Sixteen hex digits; null for
 * texts too short to tell apart ("More please!" is said everywhere).
 */
export function printOf(plain: string): string | null {
  const words = plain
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  if (!words || words.join('').length < leastLetters) return null
  const sums = new Int32Array(64)
  const hashes = words.map((word) => [hashWord(word, low), hashWord(word, high)] as const)
  const runs = Math.max(1, words.length - 2)
  for (let at = 0; at < runs; at++) {
    for (const half of [0, 1] as const) {
      let run = 0
      for (const hash of hashes.slice(at, at + 3)) run = spread(Math.imul(run, 31) + hash[half])
      for (let bit = 0; bit < 32; bit++) {
        const place = half * 32 + bit
        sums[place] = (sums[place] ?? 0) + ((run >>> bit) & 1 ? 1 : -1)
      }
    }
  }
  let print = 0n
  for (let bit = 0; bit < 64; bit++) if ((sums[bit] ?? 0) > 0) print |= 1n << BigInt(bit)
  return print.toString(16).padStart(16, '0')
}

/** Two beginnings, for two hashes of 32 bits that have nothing to do with each other. */
const low = 0x811c9dc5
const high = 0x9747b28c

/** FNV-1a over UTF-16 code units, 32 bits. Nobody gains by words of one hash: other words do as well. */
function hashWord(word: string, from: number): number {
  let hash = from
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash
}

/** Lets each bit depend on all: the finaliser of MurmurHash3. */
function spread(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** Whether two prints are of nearly the same text. */
export function arePrintsNear(a: string, b: string): boolean {
  let different = BigInt(`0x${a}`) ^ BigInt(`0x${b}`)
  let bits = 0
  while (different > 0n && bits <= mostDifferentBits) {
    bits += Number(different & 1n)
    different >>= 1n
  }
  return bits <= mostDifferentBits
}

/**
 * Whether a text holds an address of the web or of mail, written out or linked. Looks at each character a bounded number
 * of times, whatever the text.
 */
export function holdsLink(markup: string): boolean {
  return /<a[ >]|https?:\/\/|\bwww\.|\w@[\w-]{1,63}\.\w|[a-z0-9-]{2}\.(?:com|net|org|io|ru|shop|xyz|info|top|site|online|gg|me|cc)\b/i.test(
    markup,
  )
}
