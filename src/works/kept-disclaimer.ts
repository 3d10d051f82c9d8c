import { findDefaultDisclaimer, keepDefaultDisclaimer } from '#accounts/disclaimers.ts'
import type { AccountId } from '#shared/ids.ts'
import type { House } from '#web/house.ts'
import type { WorkInput } from './input.ts'

/** A work without a disclaimer gets the one that its author keeps for its first fandom. */
export async function withDefaultDisclaimer(
  house: House,
  account: AccountId,
  input: WorkInput,
): Promise<WorkInput> {
  const fandom = input.tags.fandom[0]
  if (input.disclaimer !== '' || fandom === undefined) return input
  const body = await findDefaultDisclaimer(house.db, { account, penName: input.penNameId, fandom })
  return body === null ? input : { ...input, disclaimer: body }
}

/** Keeps a disclaimer as its author's default for the first fandom, where the form asks for it. */
export async function keepDisclaimer(
  house: House,
  account: AccountId,
  typed: { keepDisclaimer: boolean },
  input: WorkInput,
): Promise<void> {
  const fandom = input.tags.fandom[0]
  if (!typed.keepDisclaimer || input.disclaimer === '' || fandom === undefined) return
  await house.write((tx) =>
    keepDefaultDisclaimer(tx, house, { account, fandom, body: input.disclaimer }),
  )
}
