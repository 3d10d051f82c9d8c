import type { Random } from './random.ts'

/** Crockford's base 32: no I, L, O, U, so that an id survives being read aloud. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Writes bytes in Crockford's base 32, lower case; five bytes give eight letters. */
export function base32(bytes: Uint8Array): string {
  let out = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += alphabet[(buffer >> bits) & 31]
    }
    buffer &= (1 << bits) - 1
  }
  if (bits > 0) out += alphabet[(buffer << (5 - bits)) & 31]
  return out
}

/** A new id of 80 random bits, 16 letters: it can't be guessed, counted or put in order. */
export function newId<Id extends string = string>(random: Random): Id {
  return base32(random(10)) as Id
}

/** A new secret of 160 random bits, 32 letters. Only its hash is stored. */
export function newSecret(random: Random): string {
  return base32(random(20))
}

declare const kind: unique symbol
type Branded<Name extends string> = string & { readonly [kind]: Name }
export type AccountId = Branded<'account'>
export type PenNameId = Branded<'pen_name'>
export type WorkId = Branded<'work'>
export type ChapterId = Branded<'chapter'>
export type CommentId = Branded<'comment'>
export type PrivateLinkId = Branded<'private_link'>
export type TagId = Branded<'tag'>
