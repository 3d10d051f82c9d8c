import { base32 } from '#shared/ids.ts'
import type { PrivateLinkId, WorkId } from '#shared/ids.ts'
import { hashSecret, type Keys } from '#shared/keys.ts'
import type { Random } from '#shared/random.ts'

/**
 * A private link is a guest's key to what they said about one work and to the answers. One for each work, so that what
 * a guest says to different authors is connected nowhere, not even in the database: only the browser's cookie holds them together.
 */
export type PrivateLink = {
  id: PrivateLinkId
  workId: WorkId
  secretHash: string
  email: string | null
  seenAt: string
}

/** 120 random bits: 24 letters of Crockford's base 32. */
const codeLetters = 24
const groupLetters = 4

/** A new secret: the letters of the reading code without their dashes. */
export function newCode(random: Random): string {
  return base32(random(15))
}

/** As it is written down: six groups of four, capitals. */
export function showCode(code: string): string {
  const groups = code.toUpperCase().match(new RegExp(`.{1,${groupLetters}}`, 'g'))
  return groups?.join('-') ?? ''
}

/** Reads a code as people type it: any case, dashes and spaces, O for 0, I and L for 1. Null when it can't be one. */
export function parseCode(typed: string): string | null {
  if (typed.length > 200) return null
  const code = typed
    .toLowerCase()
    .replace(/[\s\u2010-\u2015.-]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1')
  return code.length === codeLetters && /^[0-9a-hjkmnp-tv-z]+$/.test(code) ? code : null
}

/** How the code is stored. */
export function hashCode(code: string): string {
  return hashSecret(`reading code ${code}`)
}

/**
 * What tokens are for: the browser's cookie (for a link made in this browser, and for one brought to it), the feed,
 * mails, ending mails. Each holds the link's id and the archive's signature on its present secret, so that a rotation
 * ends them and none of them is the secret. Ending the mails works from the oldest mail too: that one is bound to the
 * link alone.
 */
export type Purpose =
  | 'own link'
  | 'held link'
  | 'feed of link'
  | 'mail of link'
  | 'end mail of link'

const boundTo = (purpose: Purpose, link: Pick<PrivateLink, 'id' | 'secretHash'>) =>
  purpose === 'end mail of link' ? link.id : `${link.id} ${link.secretHash}`

export function signedToken(
  keys: Keys,
  purpose: Purpose,
  link: Pick<PrivateLink, 'id' | 'secretHash'>,
): string {
  return `${link.id}.${keys.sign(purpose, boundTo(purpose, link))}`
}

/** The id that a token names, before its signature is looked at; null for what can't be a token. */
export function idInToken(token: string): PrivateLinkId | null {
  const match = /^([0-9a-z]{16})\.[\w-]{32}$/.exec(token)
  return match ? (match[1] as PrivateLinkId) : null
}

export function isTokenFor(
  keys: Keys,
  purpose: Purpose,
  link: Pick<PrivateLink, 'id' | 'secretHash'>,
  token: string,
): boolean {
  return keys.isSigned(purpose, boundTo(purpose, link), token.slice(link.id.length + 1))
}
