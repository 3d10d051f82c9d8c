import { makePenName } from '#pen-names/acts.ts'
import { instant } from '#shared/clock.ts'
import { type AccountId, newId, type PenNameId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import type { Role } from '#storage/schema/tables.ts'
import { emailKey } from './account.ts'
import type { Needs } from './sessions.ts'
import { endRecoverTokens } from './tokens.ts'

export type NewAccount = {
  /** Through `parseEmail`. */
  email: string
  /** Through `hashPassword`, before the transaction. */
  passwordHash: string
  /** Through `parsePenName`. */
  penName: string
  role: Role
  /** Choices of reading, as `formatReading` writes them. */
  reading?: string
}

export type MadeAccount =
  | { kind: 'made'; id: AccountId; penNameId: PenNameId }
  | { kind: 'email-taken'; email: string }
  | { kind: 'pen-name-taken' }

/** Makes an account with its first pen name, which it acts under. */
export async function createAccount(tx: Tx, needs: Needs, made: NewAccount): Promise<MadeAccount> {
  const known = await tx
    .selectFrom('account')
    .select('email')
    .where('email_key', '=', emailKey(made.email))
    .executeTakeFirst()
  if (known) return { kind: 'email-taken', email: known.email }
  const id = newId<AccountId>(needs.random)
  await tx
    .insertInto('account')
    .values({
      id,
      email: made.email,
      email_key: emailKey(made.email),
      password_hash: made.passwordHash,
      role: made.role,
      acting_pen_name_id: null,
      reading: made.reading ?? '',
      mail_wanted: 1,
      created_at: instant(needs.clock()),
      closed_at: null,
    })
    .execute()
  const penName = await makePenName(tx, needs, { account: id, name: made.penName })
  if (penName.kind === 'taken') {
    await tx.deleteFrom('account').where('id', '=', id).execute()
    return { kind: 'pen-name-taken' }
  }
  await tx
    .updateTable('account')
    .set({ acting_pen_name_id: penName.id })
    .where('id', '=', id)
    .execute()
  return { kind: 'made', id, penNameId: penName.id }
}

/** Sets a new password. The caller checked the present one, and hashed the new one before the transaction. */
export async function changePassword(
  tx: Tx,
  account: AccountId,
  passwordHash: string,
): Promise<void> {
  await tx
    .updateTable('account')
    .set({ password_hash: passwordHash })
    .where('id', '=', account)
    .execute()
  // A link that was asked for before would undo it.
  await endRecoverTokens(tx, account)
}

/**
 * Changes the address. 'taken' is for the caller to answer as 'changed', so that nobody can ask here who has an account.
 */
export async function changeEmail(
  tx: Tx,
  account: AccountId,
  email: string,
): Promise<{ kind: 'changed'; before: string } | { kind: 'taken' } | { kind: 'not-there' }> {
  const key = emailKey(email)
  const other = await tx
    .selectFrom('account')
    .select('id')
    .where('email_key', '=', key)
    .where('id', '<>', account)
    .executeTakeFirst()
  if (other) return { kind: 'taken' }
  const own = await tx
    .selectFrom('account')
    .select('email')
    .where('id', '=', account)
    .executeTakeFirst()
  if (!own) return { kind: 'not-there' }
  await tx.updateTable('account').set({ email, email_key: key }).where('id', '=', account).execute()
  // Links lie in the box of the address that was.
  await endRecoverTokens(tx, account)
  return { kind: 'changed', before: own.email }
}

/** Whether notices go out by mail too. */
export async function wantMail(tx: Tx, account: AccountId, wanted: boolean): Promise<void> {
  await tx
    .updateTable('account')
    .set({ mail_wanted: wanted ? 1 : 0 })
    .where('id', '=', account)
    .execute()
}
