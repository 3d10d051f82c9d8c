import { randomInt } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib/v1'
import type { Context } from 'hono'
import { renewUnusedLink } from '#private-links/acts.ts'
import { holdOwnLink } from '#private-links/held-links.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import { after, minute, oneDay, second } from '#shared/clock.ts'
import type { PrivateLinkId, WorkId } from '#shared/ids.ts'
import { addressOf, networkOf } from '#web/address.ts'
import { text } from '#web/body.ts'
import { writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import { ageOfFormToken, leastFormAge } from '#web/form-token.ts'
import type { House } from '#web/house.ts'
import { type Message, say } from '#web/messages/say.ts'
import { accountLimit, guestLimits, holdsLink } from './spam.ts'

/** Counts a guest's comment against the limits of address, network and work. Throws `TooMany`. */
export function takeGuestLimits(c: Context<Env>, house: House, work: WorkId): void {
  const address = addressOf(c)
  house.limiter.take(guestLimits.address, address)
  house.limiter.take(guestLimits.network, networkOf(address))
  house.limiter.take(guestLimits.work, work)
}

/** Counts a first mail to an address that a guest typed, so that nobody's box can be flooded. Throws `TooMany`. */
export function takeMailLimit(house: House, email: string | null): void {
  if (email) house.limiter.take(guestLimits.mailed, email.toLowerCase())
}

/** Counts a comment of somebody signed in. Throws `TooMany`. */
export function takeAccountLimit(c: Context<Env>, house: House): void {
  const { account } = c.get('actor')
  if (account) house.limiter.take(accountLimit, account.id)
}

/** What is wrong with how a guest's form came back, as a sentence for the form; null when nothing is. */
export function troubleWithForm(c: Context<Env>, house: House, form: FormData): string | null {
  if (text(form, 'website') !== '') return say('comments.trap')
  const age = ageOfFormToken(c, house, text(form, 'token'))
  const trouble: Message | null =
    age === null || age > oneDay ? 'comments.stale' : age < leastFormAge ? 'comments.quick' : null
  return trouble && say(trouble)
}

const largestNumber = 60_000

/** A challenge for the browser's own processor (ALTCHA, answered by a script of the site). Good for twenty minutes. */
export function makeChallenge(house: House): Promise<object> {
  return createChallenge({
    hmacKey: house.keys.sign('challenge', ''),
    number: randomInt(10_000, largestNumber),
    maxNumber: largestNumber,
    expires: after(house.clock(), 20 * minute),
  })
}

/** Why a guest's comment should wait, as far as the form tells: no proof of work where it is asked for, a link in the text. */
export async function suspicionOf(
  c: Context<Env>,
  house: House,
  form: FormData,
  body: string,
): Promise<string | null> {
  if (c.get('site').proofOfWork) {
    const proof = text(form, 'altcha')
    const proved =
      proof.length > 0 &&
      proof.length < 2000 &&
      // Its expiry is looked at here, by the house's own clock.
      (await verifySolution(proof, house.keys.sign('challenge', ''), false).catch(() => false))
    if (!proved || isExpired(house, proof) || !isFresh(house, proof)) return 'no proof of work'
  }
  return holdsLink(body) ? 'link' : null
}

/** Whether the challenge that was answered is too old; its salt, which is signed, says until when it was good. */
function isExpired(house: House, proof: string): boolean {
  const { salt } = JSON.parse(Buffer.from(proof, 'base64').toString()) as { salt: string }
  const expires = Number(new URLSearchParams(salt.split('?')[1] ?? '').get('expires'))
  return !(expires * 1000 > house.clock().getTime())
}

/** Each challenge is good for one comment, however its answer is written. */
function isFresh(house: House, proof: string): boolean {
  const limit = { purpose: 'proof of work', most: 1, seconds: 1500 }
  const { salt } = JSON.parse(Buffer.from(proof, 'base64').toString()) as { salt: string }
  const key = house.keys.sign('proof', salt)
  if (house.limiter.isFull(limit, key)) return false
  house.limiter.take(limit, key)
  return true
}

/** Leaves the key to the replies with the browser; the code, which is shown once, for the receipt. */
export function keepLink(
  c: Context<Env>,
  house: House,
  link: PrivateLink,
  code: string | null,
): void {
  holdOwnLink(c, house, link)
  if (code !== null) writeCookie(c, house.config, 'receipt', `${link.id}.${code}`)
}

/**
 * What a browser's script put into the form, and nobody else knows: whoever shares a guest's address and copies their
 * words from the page is another guest. '' without a script: then the same form is one comment, and brings no key.
 */
export function nonceOf(form: FormData): string {
  const nonce = text(form, 'nonce')
  return /^[\w.-]{20,100}$/.test(nonce) ? nonce : ''
}

/** How long a guest whose answer got lost on the way can send the same form again and still get their key. */
const keyWaits = 10 * second

/**
 * A form that came twice from a browser that never got the first answer (a double click, a lost connection) brings
 * the key all the same: a new one, so that the one that was lost opens nothing. Gives whether it did; a guest who left
 * an address has the key by mail already.
 */
export async function giveKeyAgain(
  c: Context<Env>,
  house: House,
  { linkId, createdAt }: { linkId: PrivateLinkId | null; createdAt: string },
): Promise<boolean> {
  if (!linkId || house.clock().getTime() - Date.parse(createdAt) > keyWaits) return false
  const again = await house.write((tx) => renewUnusedLink(tx, house, linkId))
  if (!again) return false
  keepLink(c, house, again.link, again.code)
  return true
}
