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

/** The private links that this browser holds, made here or brought here, the newest first. None without the cookie. */
export async function heldLinks(c: Context<Env>, house: House): Promise<PrivateLink[]> {
  const tokens = tokensOf(c, house)
  if (tokens.length === 0) return []
  const own = await findLinksByTokens(house.db, house.keys, 'own link', tokens)
  const brought = await findLinksByTokens(house.db, house.keys, 'held link', tokens)
  const byId = new Map([...own, ...brought].map((link) => [link.id as string, link]))
  return tokens.flatMap((token) => byId.get(token.split('.')[0] ?? '') ?? [])
}

/**
 * The link under which this browser speaks on a work: one that was made here. A link that was brought by opening its
 * address opens its own conversation and no other: somebody could have laid theirs into this browser to read along.
 */
export async function ownLinkFor(
  c: Context<Env>,
  house: House,
  work: WorkId,
): Promise<PrivateLink | null> {
  const own = await findLinksByTokens(house.db, house.keys, 'own link', tokensOf(c, house))
  return own.find(({ workId }) => workId === work) ?? null
}

/** Puts a link that was made in this browser into its cookie, in front, in the place of older tokens of the same link. */
export function holdOwnLink(c: Context<Env>, house: House, link: PrivateLink): void {
  hold(c, house, link, 'own link')
}

/** Puts a link that was brought by address, code or mail into the cookie. One that was made here stays so. */
export function holdLink(c: Context<Env>, house: House, link: PrivateLink): void {
  const own = signedToken(house.keys, 'own link', link)
  hold(c, house, link, tokensOf(c, house).includes(own) ? 'own link' : 'held link')
}

function hold(
  c: Context<Env>,
  house: House,
  link: PrivateLink,
  purpose: 'own link' | 'held link',
): void {
  const others = tokensOf(c, house).filter((token) => !token.startsWith(`${link.id}.`))
  const tokens = [signedToken(house.keys, purpose, link), ...others].slice(0, mostHeld)
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
