import * as v from 'valibot'
import { type Clock, instant } from '#shared/clock.ts'
import { newSecret } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from './changes.ts'
import type { Db, Tx } from './db.ts'

/** What the archivist can change on the admin pages. */
export const siteSettingsSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  tagline: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  about: v.pipe(v.string(), v.maxLength(20_000)),
  signUp: v.picklist(['open', 'closed']),
  commentsFrom: v.picklist(['anyone', 'accounts', 'nobody']),
  commentsHeld: v.boolean(),
  proofOfWork: v.boolean(),
})
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
  // A setting that came later than the row has its default.
  const parsed = v.safeParse(siteSettingsSchema, {
    ...defaultSiteSettings,
    ...(JSON.parse(row.value) as object),
  })
  return parsed.success ? parsed.output : defaultSiteSettings
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
