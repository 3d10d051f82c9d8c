import { type Context, Hono } from 'hono'
import { formatReading, parseReading, type Reading, readingChoices } from '#policy/reading.ts'
import type { AccountId } from '#shared/ids.ts'
import type { Db, Tx } from '#storage/db.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo, safeReturn } from '#web/answers.ts'
import { readForm, text, texts } from '#web/body.ts'
import { dropCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { preferencesPage } from './preferences-page.ts'

/** How a reader likes to read: kept in a cookie, or with the account. */
export function preferenceRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/reading', async (c) => {
    const back = safeReturn(c.req.query('back'), '')
    const page = preferencesPage({
      reading: c.get('actor').reading,
      ratings: await listRatings(house.db),
      token: tokenField(c, house),
      back,
      saved: c.req.query('did') === 'saved',
      signedIn: c.get('actor').account !== null,
    })
    return answerPage(c, house, page)
  })
  app.post('/reading', async (c) => {
    const form = await readForm(c, house)
    const reading = formatReading(readChoices(form))
    const { account } = c.get('actor')
    if (account) await house.write((tx) => keepReading(tx, account.id, reading))
    else keepCookie(c, house, reading)
    const back = safeReturn(text(form, 'back'), '')
    const page = urls.reading(back || undefined)
    return goTo(c, `${page}${page.includes('?') ? '&' : '?'}did=saved`)
  })
  return app
}

/** The choices of a form; what is missing or unknown is as it is by default. */
function readChoices(form: FormData): Reading {
  const at = (choices: readonly string[], name: string) => choices.indexOf(text(form, name))
  const strengths: readonly string[] = readingChoices.strengths
  const masks = texts(form, 'mask').map((one) => strengths.indexOf(one))
  // The one parser of choices decides what they may be.
  return parseReading(
    [
      at(readingChoices.themes, 'theme'),
      at(readingChoices.faces, 'face'),
      text(form, 'size'),
      at(readingChoices.widths, 'width'),
      at(readingChoices.leadings, 'leading'),
      at(readingChoices.alignments, 'align'),
      at(readingChoices.listings, 'listing'),
      masks.join(''),
      texts(form, 'ask').slice(0, 12).join('_'),
    ].join('.'),
  )
}

function keepCookie(c: Context<Env>, house: House, reading: string): void {
  if (reading === '') dropCookie(c, house.config, 'reading')
  else writeCookie(c, house.config, 'reading', reading)
}

async function keepReading(tx: Tx, account: AccountId, reading: string): Promise<void> {
  await tx.updateTable('account').set({ reading }).where('id', '=', account).execute()
}

async function listRatings(db: Db): Promise<{ code: string; name: string; sentence: string }[]> {
  return db
    .selectFrom('rating')
    .select(['code', 'name', 'sentence'])
    .orderBy('position')
    .limit(12)
    .execute()
}
