import type { Context } from 'hono'
import type { WorkId } from '#shared/ids.ts'
import { dropCookie, readCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { type PrivateLink, signedToken } from './private-link.ts'
import { findLinksByTokens } from './reads.ts'

/** A cookie of at most two kilobytes; the oldest link makes room. */
const mostHeld = 40

function tokensOf(c: Context<Env>, house: House): string[] {
  const cookie = readCookie(c, house.config, 'replies') ?? ''
  return cookie.length > 4000 ? [] : cookie.split('~').filter(Boolean).slice(0, mostHeld)
}

/** The private links that this browser holds, the newest first. One query, none without the cookie. */
export async function heldLinks(c: Context<Env>, house: House): Promise<PrivateLink[]> {
  return findLinksByTokens(house.db, house.keys, 'held link', tokensOf(c, house))
}

/** The link that this browser holds for a work. */
export async function heldLinkFor(
  c: Context<Env>,
  house: House,
  work: WorkId,
): Promise<PrivateLink | null> {
  return (await heldLinks(c, house)).find(({ workId }) => workId === work) ?? null
}

/** Puts a link into the browser's cookie, in front, in the place of an older token of the same link. */
export function holdLink(c: Context<Env>, house: House, link: PrivateLink): void {
  const others = tokensOf(c, house).filter((token) => !token.startsWith(`${link.id}.`))
  const tokens = [signedToken(house.keys, 'held link', link), ...others].slice(0, mostHeld)
  writeCookie(c, house.config, 'replies', tokens.join('~'))
}

/** Takes one link out of the cookie. */
export function letGoOfLink(c: Context<Env>, house: House, id: string): void {
  const tokens = tokensOf(c, house).filter((token) => !token.startsWith(`${id}.`))
  if (tokens.length === 0) forgetLinks(c, house)
  else writeCookie(c, house.config, 'replies', tokens.join('~'))
}

/** "Forget me on this computer." */
export function forgetLinks(c: Context<Env>, house: House): void {
  dropCookie(c, house.config, 'replies')
  dropCookie(c, house.config, 'receipt')
}
