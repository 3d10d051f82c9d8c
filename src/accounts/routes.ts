import { Hono } from 'hono'
import type { Env } from '#web/env.ts'
import type { FindAccount } from '#web/frame.ts'
import type { House } from '#web/house.ts'
import { logTrouble } from '#web/log.ts'
import { disclaimerRoutes } from './disclaimer-routes.ts'
import { emailRoutes } from './email-routes.ts'
import { enterRoutes } from './enter-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { findAccountBySession } from './reads.ts'
import { recoverRoutes } from './recover-routes.ts'
import { noteSessionSeen } from './sessions.ts'

/** Signing up and in, and the account's own pages. */
export function accountRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .route('/', enterRoutes(house))
    .route('/', recoverRoutes(house))
    .route('/', ownRoutes(house))
    .route('/', emailRoutes(house))
    .route('/', disclaimerRoutes(house))
}

/** Who a session's token belongs to. That it is in use is noted at most once a day, while nobody waits. */
export const findAccount: FindAccount = async (house, token) => {
  const found = await findAccountBySession(house.db, house.clock, token)
  if (found?.isStale) {
    const { sessionHash } = found.account
    house
      .write((tx) => noteSessionSeen(tx, house.clock, sessionHash))
      .catch((error: unknown) => logTrouble('noting a session', error))
  }
  return found
}
