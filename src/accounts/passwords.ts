import { channel } from 'node:diagnostics_channel'
import { hash, verify } from '@node-rs/argon2'
import { commonPasswords } from './common-passwords.ts'

export const passwordLimits = { least: 8, most: 1000 } as const

/**
 * argon2id with what the OWASP Password Storage Cheat Sheet names first: 19 MiB, two passes, one lane. The library's own
 * algorithm is argon2id.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Says `hash` or `verify` for each piece of hard work, so that a test can count that every path does the same. */
export const passwordWork = channel('tweed:password-work')

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export type PasswordProblem = 'too-short' | 'too-long' | 'common'

/** What is wrong with a new password; null when nothing is. Length is in characters as people see them. */
export function passwordProblem(password: string): PasswordProblem | null {
  const length = [...characters.segment(password.slice(0, passwordLimits.most * 4))].length
  if (length > passwordLimits.most || password.length > passwordLimits.most * 4) return 'too-long'
  if (length < passwordLimits.least) return 'too-short'
  const plain = password.normalize('NFKC').toLowerCase()
  const stem = plain.replace(/[\d\p{P}\p{S}]+$/u, '')
  if (commonPasswords.has(plain) || (stem !== '' && commonPasswords.has(stem))) return 'common'
  return new Set(plain).size <= 2 ? 'common' : null
}

/** The hash to store (PHC string). Takes tens of milliseconds: never inside a transaction. */
export async function hashPassword(password: string): Promise<string> {
  passwordWork.publish('hash')
  return hash(prepare(password), cost)
}

/** A hash that no password has: an account with it can only be entered by recovering. */
export const noPassword = ''

/** Hash of nothing that anybody can type: checked where there is no account, so that the answer takes as long. */
const dummy =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZXRoaW5nIHJhbmRvbQ$0zBsGqkGCj5dl5H4UGVKBtzr4yA6PXuq6s5iTUZlEyU'

/** Whether it is the password. With no hash (null or '') it takes as long and is never right. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  passwordWork.publish('verify')
  const right = await verify(stored || dummy, prepare(password))
  return right && Boolean(stored)
}

/** The same password typed on another keyboard is the same: NFC. Longer ones are cut only after they were refused. */
function prepare(password: string): string {
  return password.normalize('NFC').slice(0, passwordLimits.most * 4)
}
