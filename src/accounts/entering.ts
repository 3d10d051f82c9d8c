import { isNameOfPenName } from '#pen-names/reads.ts'
import type { AccountId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import { queueMail } from '#storage/outbox.ts'
import { changePassword, createAccount, type NewAccount } from './acts.ts'
import { type From, knownMail, passwordChangedMail, recoverMail, welcomeMail } from './mails.ts'
import { findAccountByEmail, readPasswordHash } from './reads.ts'
import { closeSession, closeSessions, type Needs, openSession } from './sessions.ts'
import { endRecoverTokens, findRecoverable, makeRecoverToken } from './tokens.ts'

/**
 * Makes a reader's account. Whether the e-mail had one is told to its owner by mail, and to nobody else: the caller
 * answers 'made' and 'known' alike. That a pen name is taken is public, and is looked at first for both.
 */
export async function signUp(
  tx: Tx,
  needs: Needs,
  from: From,
  wanted: Omit<NewAccount, 'role'> & { mail: boolean },
): Promise<{ kind: 'made' | 'known' | 'pen-name-taken' }> {
  if (await isNameOfPenName(tx, wanted.penName)) return { kind: 'pen-name-taken' }
  const { mail, ...account } = wanted
  const made = await createAccount(tx, needs, { ...account, role: 'reader' })
  if (made.kind === 'pen-name-taken') return made
  const letter =
    made.kind === 'made' ? welcomeMail(wanted.email, from) : knownMail(made.email, from)
  if (mail) await queueMail(tx, needs.clock, needs.random, letter)
  return { kind: made.kind === 'made' ? 'made' : 'known' }
}

/**
 * Signs a browser in: the session that it came with ends, and it gets a new one. `passwordHash` is what the password was
 * checked against: one that was changed in the meantime opens nothing.
 */
export async function signIn(
  tx: Tx,
  needs: Needs,
  input: { account: AccountId; passwordHash: string; before: Before; label: string },
): Promise<{ kind: 'in'; token: string } | { kind: 'changed' }> {
  if ((await readPasswordHash(tx, input.account)) !== input.passwordHash) return { kind: 'changed' }
  if (input.before.account) await closeSession(tx, input.before.account, input.before.sessionHash)
  const { token } = await openSession(tx, needs, input.account, input.label)
  return { kind: 'in', token }
}

/** Who the browser was before. */
export type Before = { account: AccountId | null; sessionHash: string }

/** Sends a link to choose a new password, if there is an account; does as much work if there is none. */
export async function askToRecover(
  tx: Tx,
  needs: Needs,
  from: From,
  wanted: { account: { id: AccountId; email: string } | null; mail: boolean },
): Promise<void> {
  const whose = { account: wanted.account?.id ?? null, byHand: from.byHand }
  const token = await makeRecoverToken(tx, needs, whose)
  if (!wanted.account || !wanted.mail) return
  await queueMail(tx, needs.clock, needs.random, recoverMail(wanted.account.email, from, token))
}

/** Sets the new password, ends every session and every link, and tells the owner. */
export async function recover(
  tx: Tx,
  needs: Needs,
  from: From,
  input: { token: string; passwordHash: string },
): Promise<{ kind: 'done' } | { kind: 'not-there' }> {
  const account = await findRecoverable(tx, needs, input.token)
  if (!account) return { kind: 'not-there' }
  await replacePassword(tx, needs, from, account, input.passwordHash)
  return { kind: 'done' }
}

/** Sets the new password of whoever has the e-mail, as `recover` does; for who runs the archive. */
export async function resetPassword(
  tx: Tx,
  needs: Needs,
  from: From,
  input: { email: string; passwordHash: string },
): Promise<{ kind: 'done'; email: string } | { kind: 'not-there' }> {
  const account = await findAccountByEmail(tx, input.email)
  if (!account) return { kind: 'not-there' }
  await replacePassword(tx, needs, from, account, input.passwordHash)
  return { kind: 'done', email: account.email }
}

async function replacePassword(
  tx: Tx,
  needs: Needs,
  from: From,
  account: { id: AccountId; email: string },
  passwordHash: string,
): Promise<void> {
  await changePassword(tx, account.id, passwordHash)
  await endRecoverTokens(tx, account.id)
  await closeSessions(tx, account.id, null)
  await queueMail(tx, needs.clock, needs.random, passwordChangedMail(account.email, from))
}
