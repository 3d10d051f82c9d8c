import { urls } from '#urls.ts'
import type { House } from '#web/house.ts'
import { createAccount, type MadeAccount } from './acts.ts'
import { hasArchivist } from './reads.ts'
import type { Needs } from './sessions.ts'
import {
  endFirstArchivistTokens,
  isFirstArchivistToken,
  makeFirstArchivistToken,
} from './tokens.ts'
import type { Tx } from '#storage/db.ts'

/**
 * The address that makes the first archivist's account in a browser; null when the archive has an archivist. Each call
 * makes a new secret, and the one before works no more.
 */
export async function ensureFirstArchivistLink(
  house: Pick<House, 'db' | 'write' | 'clock' | 'random' | 'config'>,
): Promise<string | null> {
  if (await hasArchivist(house.db)) return null
  const token = await house.write((tx) => makeFirstArchivistToken(tx, house))
  return house.config.origin + urls.firstArchivist(token)
}

/** Makes the first archivist, once. The password was hashed before the transaction. */
export async function makeFirstArchivist(
  tx: Tx,
  needs: Needs,
  made: { token: string; email: string; passwordHash: string; penName: string },
): Promise<MadeAccount | { kind: 'not-there' }> {
  if (!(await isFirstArchivistToken(tx, needs, made.token))) return { kind: 'not-there' }
  if (await hasArchivist(tx)) return { kind: 'not-there' }
  const { email, passwordHash, penName } = made
  const account = await createAccount(tx, needs, {
    email,
    passwordHash,
    penName,
    role: 'archivist',
  })
  if (account.kind === 'made') await endFirstArchivistTokens(tx)
  return account
}
