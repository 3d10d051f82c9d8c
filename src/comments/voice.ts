import type { PrivateLink } from '#private-links/private-link.ts'
import type { AccountId, PenNameId } from '#shared/ids.ts'
import type { House } from '#web/house.ts'

/** What acts of talking need of the house. */
export type Needs = Pick<House, 'clock' | 'random' | 'keys' | 'config'>

/** Who speaks: under a pen name of the actor's account, or as a guest with the link that the browser holds, if any. */
export type Voice =
  | { kind: 'pen-name'; id: PenNameId; accountId: AccountId }
  | { kind: 'guest'; name: string; email: string | null; link: PrivateLink | null }
