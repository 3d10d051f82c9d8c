import { networkOf } from '#web/address.ts'
import type { House } from '#web/house.ts'
import type { Limit } from '#web/limiter.ts'
import { emailKey } from './account.ts'

const quarter = 15 * 60
const tries = {
  address: { purpose: 'sign-in address', most: 20, seconds: quarter },
  network: { purpose: 'sign-in network', most: 60, seconds: quarter },
  email: { purpose: 'sign-in e-mail', most: 10, seconds: quarter },
} as const satisfies Record<string, Limit>

const newAccounts = {
  address: { purpose: 'sign-up address', most: 10, seconds: 3600 },
  network: { purpose: 'sign-up network', most: 40, seconds: 3600 },
} as const satisfies Record<string, Limit>

const presentPasswords: Limit = { purpose: 'present password', most: 10, seconds: quarter }
const mailsToOne: Limit = { purpose: 'mail to an address', most: 4, seconds: 24 * 3600 }
const promisedName: Limit = { purpose: 'promised pen name', most: 1, seconds: 24 * 3600 }

type Needs = Pick<House, 'limiter'>

/** Counts a try at a password, by address, by network and by e-mail. Throws `TooMany`. */
export function takeSignInTry({ limiter }: Needs, address: string, email: string): void {
  limiter.take(tries.address, address)
  limiter.take(tries.network, networkOf(address))
  limiter.take(tries.email, emailKey(email))
}

/** A right password ends the row of wrong ones. */
export function forgetSignInTries({ limiter }: Needs, address: string, email: string): void {
  limiter.forget(tries.address, address)
  limiter.forget(tries.email, emailKey(email))
}

/** Counts a new account, or a wish for a new password. Throws `TooMany`. */
export function takeEntry({ limiter }: Needs, address: string): void {
  limiter.take(newAccounts.address, address)
  limiter.take(newAccounts.network, networkOf(address))
}

/** Counts a try at one's own present password. Throws `TooMany`. */
export function takePresentPasswordTry({ limiter }: Needs, account: string): void {
  limiter.take(presentPasswords, account)
}

/** Whether this address may get one more mail that a stranger can cause; counts it. */
export function mayMail({ limiter }: Needs, email: string): boolean {
  const key = emailKey(email)
  if (limiter.isFull(mailsToOne, key)) return false
  limiter.take(mailsToOne, key)
  return true
}

/**
 * A pen name that was asked for with an e-mail that has an account is answered as made. It has to look taken from then
 * on, or asking for it again would tell that it was not.
 */
export function promiseName({ limiter }: Needs, key: string): void {
  if (!limiter.isFull(promisedName, key)) limiter.take(promisedName, key)
}

export function isPromised({ limiter }: Needs, key: string): boolean {
  return limiter.isFull(promisedName, key)
}
