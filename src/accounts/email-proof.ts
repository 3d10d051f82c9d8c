import { after, type Clock, oneDay } from '#shared/clock.ts'
import type { Keys } from '#shared/keys.ts'
import type { AccountId } from '#shared/ids.ts'

type Needs = { readonly clock: Clock; readonly keys: Keys }

const proofKept = oneDay

/**
 * What stands in the link to a new address: it shows that who opens it reads the mail that goes there. Bound to the
 * account and to the address that it has now, so that it works once.
 */
export function makeEmailProof(
  { clock, keys }: Needs,
  of: { account: AccountId; before: string; email: string },
): string {
  const ends = after(clock(), proofKept).getTime().toString(36)
  const email = Buffer.from(of.email).toString('base64url')
  return `${ends}.${email}.${keys.sign('e-mail', sentence(of.account, of.before, email, ends))}`
}

/** The address that a proof is for; null when it is old, another's, or made up. */
export function readEmailProof(
  { clock, keys }: Needs,
  of: { account: AccountId; before: string; proof: string },
): string | null {
  const [ends = '', email = '', signature = ''] = of.proof.slice(0, 600).split('.')
  if (!keys.isSigned('e-mail', sentence(of.account, of.before, email, ends), signature)) return null
  if (Number.parseInt(ends, 36) < clock().getTime()) return null
  return Buffer.from(email, 'base64url').toString()
}

function sentence(account: AccountId, before: string, email: string, ends: string): string {
  return [account, before, email, ends].join('\0')
}
