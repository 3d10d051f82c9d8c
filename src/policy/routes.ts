import { accountsRoutes } from './routes/accounts.ts'
import { operatingRoutes } from './routes/operating.ts'
import { readingRoutes } from './routes/reading.ts'
import type { Route } from './routes/route.ts'
import { talkRoutes } from './routes/talk.ts'
import { worksRoutes } from './routes/works.ts'

/** Every route of the site and who is answered on it. A test compares it with what the app really serves. */
export const routesTable: readonly Route[] = [
  ...accountsRoutes,
  ...worksRoutes,
  ...talkRoutes,
  ...readingRoutes,
  ...operatingRoutes,
]
