import type { AccountId, PenNameId } from '#shared/ids.ts'
import type { Role } from '#storage/schema/tables.ts'
import type { Reading } from './reading.ts'

/** Who asks. What they hold beyond an account (private links, answers to the comfort question) is in cookies. */
export type Actor = {
  readonly account: {
    readonly id: AccountId
    readonly role: Role
    readonly sessionHash: string
    /** The pen name that comments, kudos and calls are given under, where the form says no other. */
    readonly actingPenName: { readonly id: PenNameId; readonly name: string } | null
    readonly unseenNotices: number
  } | null
  readonly reading: Reading
}

const ranks: Record<Role, number> = { reader: 0, moderator: 1, archivist: 2 }

/** Whether the actor is signed in with at least this role. */
export function hasRole(actor: Actor, role: Role): boolean {
  return actor.account !== null && ranks[actor.account.role] >= ranks[role]
}
