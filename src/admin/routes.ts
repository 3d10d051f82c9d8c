import { Hono } from 'hono'
import { mayModerate, mayRunArchive } from '#policy/may.ts'
import { answerPage } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { archiveRoutes } from './archive-routes.ts'
import { adminPage, type ServerFacts } from './pages.ts'
import { countWaiting, readSize } from './reads.ts'
import { reportRoutes } from './report-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { staffOnly } from './staff.ts'
import { readVersion } from './version.ts'

/** The pages for staff: reports for moderators, everything for the archivist. */
export function adminRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const version = readVersion()
  const moderators = staffOnly(mayModerate)
  const archivists = staffOnly(mayRunArchive)
  // Whatever is added below /admin is the archivist's until it is said otherwise here.
  app.use('/admin/*', (c, next) => {
    const forModerators = /^\/admin(?:\/reports(?:\/.*)?)?\/?$/.test(c.req.path)
    return (forModerators ? moderators : archivists)(c, next)
  })

  app.get('/admin', async (c) => {
    const server = mayRunArchive(c.get('actor')) ? await factsOf(house, version) : null
    const waiting = await countWaiting(house.db, house.clock)
    return answerPage(c, house, adminPage({ waiting, server }))
  })
  app.route('/', reportRoutes(house))
  app.route('/', settingsRoutes(house))
  app.route('/', archiveRoutes(house))
  return app
}

async function factsOf(house: House, version: string): Promise<ServerFacts> {
  const { engine } = house.storage
  return {
    version,
    engine: { sqlite: 'SQLite', postgres: 'PostgreSQL' }[engine],
    size: await readSize(house.db, engine),
    hasMailServer: house.config.smtpUrl !== null,
  }
}
