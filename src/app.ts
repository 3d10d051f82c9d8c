import { join } from 'node:path'
import type { Hono } from 'hono'
import { ensureFirstArchivistLink } from '#accounts/first-archivist.ts'
import { accountRoutes, findAccount } from '#accounts/routes.ts'
import { adminRoutes } from '#admin/routes.ts'
import { tellOfNewChapter } from '#calls/acts.ts'
import { callRoutes } from '#calls/routes.ts'
import { startCatalogue } from '#catalogue/host.ts'
import { startSuggestions } from '#catalogue/suggest-host.ts'
import { lazyTexts } from '#texts/lazy.ts'
import { commentRoutes } from '#comments/routes.ts'
import { type Config } from '#config/config.ts'
import { downloadRoutes } from '#downloads/routes.ts'
import { type Clock, systemClock } from '#shared/clock.ts'
import { feedRoutes } from '#feeds/routes.ts'
import { filterRoutes } from '#filters/routes.ts'
import { startJobs } from '#jobs/jobs.ts'
import { tendWhenWritten } from '#jobs/writes.ts'
import { kudosRoutes } from '#kudos/routes.ts'
import { listingRoutes } from '#listings/routes.ts'
import { makeTransport } from '#mail/transport.ts'
import { noticeRoutes } from '#notices/routes.ts'
import { penNameRoutes } from '#pen-names/routes.ts'
import { makeKeys } from '#shared/keys.ts'
import { type Random, systemRandom } from '#shared/random.ts'
import { addReaders } from '#reading/add-readers.ts'
import { readingRoutes } from '#reading/routes.ts'
import { repliesRoutes } from '#replies/routes.ts'
import { openStorage } from '#storage/open.ts'
import { closeFolderToOthers, makeOwnFolder } from '#storage/own-files.ts'
import { keepSecret, readSiteSettings, type SiteSettings } from '#storage/site-settings.ts'
import { imageRoutes } from '#uploads/image-routes.ts'
import { uploadRoutes } from '#uploads/routes.ts'
import { loadAssets } from '#web/assets.ts'
import type { Env } from '#web/env.ts'
import { makeFrame } from '#web/frame.ts'
import type { House } from '#web/house.ts'
import { logTrouble } from '#web/log.ts'
import { makeLimiter } from '#web/limiter.ts'
import { makePageCache } from '#web/page-cache.ts'
import { countReaders } from '#web/readers.ts'
import { listen } from '#web/server.ts'
import { chapterRoutes } from '#works/chapter-routes.ts'
import { suggestRoutes } from '#tags/suggest-routes.ts'
import { wranglingRoutes } from '#wrangling/routes.ts'
import { deskRoutes } from '#works/desk-routes.ts'
import { previewRoutes } from '#works/preview-routes.ts'

/** What tests give instead of the real thing. */
export type Overrides = { clock?: Clock; random?: Random }

const mostPageBytes = 48 * 1024 * 1024

/** Opens the archive: storage, secret, assets. The command line works with it too, beside a running server. */
export async function openHouse(
  config: Config,
  overrides: Overrides = {},
): Promise<House & { close(): Promise<void> }> {
  const clock = overrides.clock ?? systemClock
  const random = overrides.random ?? systemRandom
  await makeOwnFolder(config.dataFolder)
  for (const folder of ['backups', 'outbox']) {
    await closeFolderToOthers(join(config.dataFolder, folder))
  }
  const storage = tendWhenWritten(await openStorage(config.place))
  const secret = await storage.write((tx) => keepSecret(tx, clock, random))
  const catalogue = startCatalogue({
    db: storage.db,
    place: config.place,
    snapshot: join(config.dataFolder, 'catalogue.snapshot'),
  })
  const suggestions = startSuggestions({ db: storage.db, place: config.place })
  const texts = lazyTexts(config.place, (error) => logTrouble('the index of texts', error))
  const readers = countReaders({
    clock,
    random,
    keep: (counted) => storage.write((tx) => addReaders(tx, { clock }, counted)),
    complain: (error) => logTrouble('counting readers', error),
  })
  let site: { settings: SiteSettings; readAt: number } | null = null
  let changes = 0
  return {
    config,
    clock,
    random,
    storage,
    db: storage.db,
    write: storage.write,
    catalogue,
    suggestions,
    texts,
    keys: makeKeys(secret),
    assets: loadAssets(),
    limiter: makeLimiter(clock),
    pages: makePageCache(mostPageBytes),
    readers,
    async settings() {
      const now = clock().getTime()
      if (site && now - site.readAt < 1000) return site.settings
      const before = changes
      const settings = await readSiteSettings(storage.db)
      // What was read while they were changed may be what they were.
      if (changes === before) site = { settings, readAt: now }
      return settings
    },
    forgetSettings() {
      site = null
      changes++
    },
    mailMayWait() {},
    async close() {
      await readers.close()
      await texts.close()
      await catalogue.close()
      await suggestions.close()
      await storage.close()
    },
  }
}

/** All routes on their frame. */
export function makeApp(house: House): Hono<Env> {
  const app = makeFrame(house, findAccount)
  app.route('/', accountRoutes(house))
  app.route('/', penNameRoutes(house))
  app.route('/', uploadRoutes(house))
  app.route('/', imageRoutes(house))
  app.route('/', deskRoutes(house))
  app.route('/', previewRoutes(house))
  app.route('/', chapterRoutes(house, [(tx, facts) => tellOfNewChapter(tx, house, facts)]))
  app.route('/', commentRoutes(house))
  app.route('/', kudosRoutes(house))
  app.route('/', callRoutes(house))
  app.route('/', repliesRoutes(house))
  app.route('/', readingRoutes(house))
  app.route('/', downloadRoutes(house))
  app.route('/', suggestRoutes(house))
  app.route('/', wranglingRoutes(house))
  app.route('/', filterRoutes(house))
  app.route('/', listingRoutes(house))
  app.route('/', feedRoutes(house))
  app.route('/', noticeRoutes(house))
  app.route('/', adminRoutes(house))
  return app
}

/** Serves until `close`. */
export async function serve(config: Config): Promise<{
  url: string
  firstArchivistUrl: string | null
  close(): Promise<void>
}> {
  const opened = await openHouse(config)
  const jobs = startJobs(opened, makeTransport(config), (job, error) =>
    logTrouble(`the job ${job}`, error),
  )
  const house: House = { ...opened, mailMayWait: () => jobs.wake() }
  const { server, port } = await listen(house, makeApp(house))
  const url = config.port === 0 ? `http://${config.host}:${port}` : config.origin
  const link = await ensureFirstArchivistLink(house)
  // The index of words is looked after from the start, but not before the archive answers.
  const indexing = setTimeout(() => opened.texts.start(), 3000)
  indexing.unref()
  return {
    url,
    firstArchivistUrl: link && url + link.slice(config.origin.length),
    async close() {
      clearTimeout(indexing)
      // A connection that is kept alive ends as soon as the request under way on it did.
      server.keepAliveTimeout = 1
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        const idle = setInterval(() => server.closeIdleConnections(), 50)
        server.once('close', () => clearInterval(idle))
        server.closeIdleConnections()
      })
      await jobs.stop()
      await opened.close()
    },
  }
}
