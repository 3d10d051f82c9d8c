import * as v from 'valibot'
import { type Clock, instant } from '#shared/clock.ts'
import { newSecret } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from './changes.ts'
import type { Db, Tx } from './db.ts'

/** The longest texts among the settings, in characters as people see them: whoever takes them from a person counts. */
export const siteLimits = { name: 80, tagline: 200, about: 20_000 } as const

/** No text that keeps its limit takes more code units: `prose/count.ts` lets none pass. */
const mostUnits = 32

const entries = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(siteLimits.name * mostUnits)),
  tagline: v.pipe(v.string(), v.trim(), v.maxLength(siteLimits.tagline * mostUnits)),
  about: v.pipe(v.string(), v.maxLength(siteLimits.about * mostUnits)),
  signUp: v.picklist(['open', 'closed']),
  commentsFrom: v.picklist(['anyone', 'accounts', 'nobody']),
  commentsHeld: v.boolean(),
  proofOfWork: v.boolean(),
}

/** What the archivist can change on the admin pages. */
export const siteSettingsSchema = v.object(entries)
export type SiteSettings = v.InferOutput<typeof siteSettingsSchema>

export const defaultSiteSettings: SiteSettings = {
  name: 'Tweed',
  tagline: 'An archive of stories',
  about: '',
  signUp: 'open',
  commentsFrom: 'anyone',
  commentsHeld: false,
  proofOfWork: false,
}

/** The settings in force. One query. */
export async function readSiteSettings(db: Db): Promise<SiteSettings> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'site')
    .executeTakeFirst()
  if (!row) return defaultSiteSettings
  return v.parse(storedSchema, objectIn(row.value))
}

/** Settings as they were stored: one that came later than the row, or that makes no sense any more, has its default. */
const storedSchema = v.object({
  name: v.fallback(entries.name, defaultSiteSettings.name),
  tagline: v.fallback(entries.tagline, defaultSiteSettings.tagline),
  about: v.fallback(entries.about, defaultSiteSettings.about),
  signUp: v.fallback(entries.signUp, defaultSiteSettings.signUp),
  commentsFrom: v.fallback(entries.commentsFrom, defaultSiteSettings.commentsFrom),
  commentsHeld: v.fallback(entries.commentsHeld, defaultSiteSettings.commentsHeld),
  proofOfWork: v.fallback(entries.proofOfWork, defaultSiteSettings.proofOfWork),
})

/** The object that a text of JSON holds; an empty one when it holds none. */
function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

export async function changeSiteSettings(tx: Tx, clock: Clock, site: SiteSettings): Promise<void> {
  await put(tx, clock, 'site', JSON.stringify(site))
  await recordChange(tx, clock, { kind: 'settings-changed' })
}

/** The archive's own secret for signatures; made when it is first asked for. */
export async function keepSecret(tx: Tx, clock: Clock, random: Random): Promise<string> {
  const fresh = newSecret(random) + newSecret(random)
  await tx
    .insertInto('setting')
    .values({ name: 'secret', value: fresh, updated_at: instant(clock()) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const row = await tx
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'secret')
    .executeTakeFirstOrThrow()
  return row.value
}

async function put(tx: Tx, clock: Clock, name: string, value: string): Promise<void> {
  const updated_at = instant(clock())
  await tx
    .insertInto('setting')
    .values({ name, value, updated_at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at }))
    .execute()
}
