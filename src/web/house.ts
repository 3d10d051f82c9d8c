import type { CatalogueHost } from '#catalogue/host.ts'
import type { SuggestHost } from '#catalogue/suggest-host.ts'
import type { Config } from '#config/config.ts'
import type { Clock } from '#shared/clock.ts'
import type { Keys } from '#shared/keys.ts'
import type { Random } from '#shared/random.ts'
import type { Db, Storage, Write } from '#storage/db.ts'
import type { SiteSettings } from '#storage/site-settings.ts'
import type { LazyTexts } from '#texts/lazy.ts'
import type { Assets } from './assets.ts'
import type { Limiter } from './limiter.ts'
import type { PageCache } from './page-cache.ts'
import type { Readers } from './readers.ts'

/** What every route is given. Made once, in `app.ts`; tests give their own clock, chance and mail. */
export type House = {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly storage: Storage
  readonly db: Db
  readonly write: Write
  /** Finding works: what is filtered by, counted, put in order. */
  readonly catalogue: CatalogueHost
  /** Names of tags, completed while they are typed. */
  readonly suggestions: SuggestHost
  /** Words and phrases inside works. */
  readonly texts: LazyTexts
  readonly keys: Keys
  readonly assets: Assets
  readonly limiter: Limiter
  readonly pages: PageCache
  readonly readers: Readers
  /** What the archivist set on the admin pages; at most a second old, where another process changed them. */
  settings(): Promise<SiteSettings>
  /** To be called once a change of them is kept: whoever asks from then on is given the new ones. */
  forgetSettings(): void
  /** Tells the mail runner that something may be waiting. Never throws, waits for nothing. */
  mailMayWait(): void
}
