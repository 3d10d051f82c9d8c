import { type Context, Hono } from 'hono'
import { readPenName } from '#pen-names/reads.ts'
import { fromInput } from '#prose/plain-text.ts'
import type { Reading } from '#policy/reading.ts'
import { notFound } from '#shared/errors.ts'
import type { PenNameId } from '#shared/ids.ts'
import { versionOfLists } from '#storage/changes.ts'
import { listFandoms } from '#tags/reads.ts'
import { urls } from '#urls.ts'
import { answerPublic } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import type { Page } from '#web/layout.ts'
import { aboutPage, fandomsPage, homePage, penNamePage } from './pages.ts'
import { listRatingSteps, listWorks } from './reads.ts'

const worksAtHome = 10
const fandomsAtHome = 40

/** Ways to works: the front page, works by date, fandom and rating, fandoms, pen names. */
export function listingRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db } = house
  const answer = (c: Context<Env>, make: () => Promise<Page>) =>
    answerPublic(
      c,
      house,
      () => versionOfLists(db),
      async () => ({ kind: 'page', page: await make() }),
    )

  app.get('/', (c) =>
    answer(c, async () => {
      const actor = c.get('actor')
      const { name, tagline } = c.get('site')
      const which = { hide: hiddenFrom(actor.reading) }
      const { works } = await listWorks(db, actor, which, null, worksAtHome)
      const { fandoms, next } = await listFandoms(db, actor, null, fandomsAtHome)
      return homePage({
        name,
        tagline,
        works,
        fandoms,
        moreFandoms: next !== null,
        reading: actor.reading,
        ratings: await listRatingSteps(db),
        bring: actor.account
          ? urls.upload()
          : c.get('site').signUp === 'open'
            ? urls.signUp()
            : urls.signIn(urls.upload()),
      })
    }),
  )

  app.get('/fandoms', (c) =>
    answer(c, async () => {
      const after = c.req.query('after')?.slice(0, 400) ?? null
      return fandomsPage({ ...(await listFandoms(db, c.get('actor'), after)), after })
    }),
  )

  app.get('/pen-names/:id', (c) =>
    answer(c, async () => {
      const actor = c.get('actor')
      const penName = (await readPenName(db, c.req.param('id'))) ?? notFound()
      const after = afterOf(c)
      const which = { penName: penName.id as PenNameId, hide: hiddenFrom(actor.reading) }
      const list = await listWorks(db, actor, which, after)
      const ratings = await listRatingSteps(db)
      return penNamePage({ penName, ...list, reading: actor.reading, ratings, after })
    }),
  )

  app.get('/about', (c) =>
    answer(c, async () => {
      const { name, about } = c.get('site')
      const ratings = await db
        .selectFrom('rating')
        .select(['name', 'sentence'])
        .orderBy('position')
        .limit(12)
        .execute()
      return aboutPage({ name, about: fromInput(about, 'note'), ratings })
    }),
  )
  return app
}

/** The ratings that this reader wants left out of lists. */
function hiddenFrom(reading: Reading): readonly string[] {
  return reading.listing === 'hide' ? reading.ask : []
}

function afterOf(c: Context<Env>): string | null {
  return c.req.query('after')?.slice(0, 40) || null
}
