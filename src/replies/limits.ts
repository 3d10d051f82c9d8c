import type { Context } from 'hono'
import { addressOf } from '#web/address.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import type { Limit } from '#web/limiter.ts'
import { TooMany } from '#shared/errors.ts'
import { findLinkByCode, findLinksByTokens } from '#private-links/reads.ts'
import { parseCode, type PrivateLink } from '#private-links/private-link.ts'

/** Wrong codes only are counted: who has the right one is never kept out by their own coming back. */
const wrongFromAddress: Limit = { purpose: 'wrong code, address', most: 20, seconds: 600 }
/** From everywhere together. With 120 bits no number of guesses helps; this keeps them from costing anything. */
const wrongInAll: Limit = { purpose: 'wrong code, in all', most: 3000, seconds: 600 }

/**
 * The link that a reading code, or the token of a mail, opens. A wrong, a revoked and a half-typed one look the same:
 * null. Throws `TooMany` after too many wrong ones.
 */
export async function openWith(
  c: Context<Env>,
  house: House,
  typed: string,
): Promise<PrivateLink | null> {
  const address = addressOf(c)
  if (house.limiter.isFull(wrongFromAddress, address) || house.limiter.isFull(wrongInAll, '')) {
    throw new TooMany('Too many codes that open nothing came from here.', 600)
  }
  const code = parseCode(typed)
  const link =
    code === null
      ? ((await findLinksByTokens(house.db, house.keys, 'mail of link', [typed]))[0] ?? null)
      : await findLinkByCode(house.db, code)
  if (!link) {
    house.limiter.take(wrongInAll, '')
    house.limiter.take(wrongFromAddress, address)
  }
  return link
}
