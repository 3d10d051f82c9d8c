import type { AccountId } from '#shared/ids.ts'
import { type Actor, hasRole } from './actor.ts'

/** Who may do what. Each takes the actor and the facts it looks at; asked again inside every transaction. */

/** An author may do everything to their own work, and nobody else anything. */
export function mayWriteWork(actor: Actor, owners: readonly AccountId[]): boolean {
  return actor.account !== null && owners.includes(actor.account.id)
}

/** A pen name may be used by its own account alone. */
export function mayUsePenName(actor: Actor, owner: AccountId): boolean {
  return actor.account?.id === owner
}

/** Whether this reader may comment on a work that they can read. */
export function mayComment(actor: Actor, commentsFrom: 'anyone' | 'accounts' | 'nobody'): boolean {
  if (commentsFrom === 'nobody') return false
  return commentsFrom === 'anyone' || actor.account !== null
}

/** Staff may hide works, remove public comments, and read what was reported. */
export function mayModerate(actor: Actor): boolean {
  return hasRole(actor, 'moderator')
}

/** Settings, outbox, accounts and the audit log. */
export function mayRunArchive(actor: Actor): boolean {
  return hasRole(actor, 'archivist')
}
