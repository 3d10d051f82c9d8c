import { type Context, Hono } from 'hono'
import { notFound } from '#shared/errors.ts'
import { readSiteSettings } from '#storage/site-settings.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { changeScale, changeSettings, changeWarningKinds } from './acts.ts'
import { kindRows, readKindsForm, readSettingsForm, readStepsForm, stepRows } from './forms.ts'
import { readScale, readWarningKinds } from './scale.ts'
import { ratingsPage, settingsPage, warningsPage } from './settings-pages.ts'

/** Settings, scale and warnings: the archivist's. */
export function settingsRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/admin/settings', async (c) => {
    const typed = await readSiteSettings(house.db)
    const page = settingsPage({ token: tokenField(c, house), typed, said: wordOf(c) })
    return answerPage(c, house, page)
  })
  app.post('/admin/settings', (c) => postSettings(c, house))

  app.get('/admin/ratings', async (c) => {
    const steps = stepRows(await readScale(house.db))
    const page = ratingsPage({ token: tokenField(c, house), steps, said: wordOf(c) })
    return answerPage(c, house, page)
  })
  app.post('/admin/ratings', (c) => postRatings(c, house))

  app.get('/admin/warnings', async (c) => {
    const kinds = kindRows(await readWarningKinds(house.db))
    const page = warningsPage({ token: tokenField(c, house), kinds, said: wordOf(c) })
    return answerPage(c, house, page)
  })
  app.post('/admin/warnings', (c) => postWarnings(c, house))
  return app
}

function wordOf(c: Context<Env>): string | null {
  return c.req.query('did') === 'saved' ? say('admin.did.saved') : null
}

async function postSettings(c: Context<Env>, house: House): Promise<Response> {
  const read = readSettingsForm(await readForm(c, house))
  if (read.kind === 'wrong') {
    const { typed, errors } = read
    const page = settingsPage({ token: tokenField(c, house), typed, said: null, errors })
    return answerPage(c, house, page, 422)
  }
  const result = await house.write((tx) => changeSettings(tx, house, c.get('actor'), read.value))
  if (result.kind === 'not-there') notFound()
  house.forgetSettings()
  return goTo(c, urls.adminAfter('settings', 'saved'))
}

async function postRatings(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const read = readStepsForm(form, usedOf(await readScale(house.db)))
  const comeBack = (errors: Record<string, string>) => {
    const page = ratingsPage({ token: tokenField(c, house), steps: read.typed, said: null, errors })
    return answerPage(c, house, page, 422)
  }
  if (read.kind === 'wrong') return comeBack(read.errors)
  const result = await house.write((tx) => changeScale(tx, house, c.get('actor'), read.value))
  if (result.kind === 'not-there') notFound()
  if (result.kind === 'in-use') return comeBack(inUse(result.codes))
  return goTo(c, urls.adminAfter('ratings', 'saved'))
}

async function postWarnings(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const read = readKindsForm(form, usedOf(await readWarningKinds(house.db)))
  const comeBack = (errors: Record<string, string>) => {
    const token = tokenField(c, house)
    const page = warningsPage({ token, kinds: read.typed, said: null, errors })
    return answerPage(c, house, page, 422)
  }
  if (read.kind === 'wrong') return comeBack(read.errors)
  const result = await house.write((tx) =>
    changeWarningKinds(tx, house, c.get('actor'), read.value),
  )
  if (result.kind === 'not-there') notFound()
  if (result.kind === 'in-use') return comeBack(inUse(result.codes))
  return goTo(c, urls.adminAfter('warnings', 'saved'))
}

function usedOf(rows: readonly { code: string; used: boolean }[]): ReadonlySet<string> {
  return new Set(rows.filter(({ used }) => used).map(({ code }) => code))
}

function inUse(codes: readonly string[]): Record<string, string> {
  return { '': say('admin.wrong.inUse', { codes: codes.join(', ') }) }
}
