import type { AccountId } from '#shared/ids.ts'
import type { Role } from '#storage/schema/tables.ts'

/** The private login. Never shown to anybody but its owner and the archivist. */
export type Account = {
  id: AccountId
  email: string
  role: Role
  mailWanted: boolean
}

/** One browser that is signed in, as its account sees it. `id` is the stored hash: worthless as a key. */
export type Session = {
  id: string
  label: string
  createdAt: string
  seenAt: string
  isThis: boolean
}

export const mostEmailCharacters = 254

/** An e-mail address as it is kept, or null when it is none (RFC 5321 lengths; no quotes, comments or controls). */
export function parseEmail(typed: string): string | null {
  const email = typed.normalize('NFC').trim()
  if (email.length > mostEmailCharacters || !email.isWellFormed()) return null
  const [local, domain, more] = email.split('@')
  if (!local || !domain || more !== undefined || local.length > 64) return null
  if (/[\s\p{C}"(),:;<>[\\\]]/u.test(email)) return null
  if (
    /^\.|\.$|\.\./.test(local) ||
    !/^(?!-)[\p{L}\p{N}\p{M}-]+(?:\.[\p{L}\p{N}\p{M}-]+)*$/u.test(domain)
  )
    return null
  return email
}

/** Addresses with the same key are one account's: case does not count. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').toLowerCase()
}

/** How a browser is told apart in the list of sessions: coarse words, never the header itself. */
export function labelOfBrowser(userAgent: string | undefined): string {
  const agent = (userAgent ?? '').slice(0, 400)
  const browser =
    [
      ['Edg', 'Edge'],
      ['OPR', 'Opera'],
      ['Firefox', 'Firefox'],
      ['FxiOS', 'Firefox'],
      ['SamsungBrowser', 'Samsung Internet'],
      ['CriOS', 'Chrome'],
      ['Chrome', 'Chrome'],
      ['Safari', 'Safari'],
      ['Lynx', 'Lynx'],
      ['w3m', 'w3m'],
    ].find(([sign]) => sign !== undefined && agent.includes(sign))?.[1] ?? 'A browser'
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Macintosh', 'Mac'],
    ['CrOS', 'ChromeOS'],
    ['Linux', 'Linux'],
  ].find(([sign]) => sign !== undefined && agent.includes(sign))?.[1]
  return system ? `${browser} on ${system}` : browser
}
