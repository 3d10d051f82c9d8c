import { type Context, Hono } from 'hono'
import { canHide } from '#filters/left-out.ts'
import { readAlwaysOn } from '#filters/always.ts'
import { catalogueVersion } from '#filters/find.ts'
import { readPenName } from '#pen-names/reads.ts'
import { fromInput } from '#prose/plain-text.ts'
import { notFound } from '#shared/errors.ts'
import { versionOfLists } from '#storage/changes.ts'
import { listFandoms } from '#tags/reads.ts'
import { urls } from '#urls.ts'
import { answerPublic } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import type { Page } from '#web/layout.ts'
import { aboutPage, fandomsPage, homePage, penNamePage } from './pages.ts'
import { listForReader } from './for-reader.ts'

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
  /** A page with works, of which some may be left out for this reader: the catalogue is asked then. */
  const answerList = async (c: Context<Env>, make: () => Promise<Page>) => {
    const actor = c.get('actor')
    const asks =
      c.req.query('page') !== undefined ||
      (!actor.account && canHide(actor, await readAlwaysOn(c, house)))
    return answerPublic(
      c,
      house,
      async () => {
        const mark = asks ? await catalogueVersion(house) : ''
        return `${await versionOfLists(db)}${mark}`
      },
      async () => ({ kind: 'page', page: await make() }),
    )
  }

  app.get('/', (c) =>
    answerList(c, async () => {
      const actor = c.get('actor')
      const { name, tagline } = c.get('site')
      const { works, leftOut } = await listForReader(c, house, null, worksAtHome)
      const { fandoms, next } = await listFandoms(db, actor, null, fandomsAtHome)
      return homePage({
        name,
        tagline,
        works,
        fandoms,
        moreFandoms: next !== null,
        reading: actor.reading,
        leftOut,
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
    answerList(c, async () => {
      const penName = (await readPenName(db, c.req.param('id'))) ?? notFound()
      const list = await listForReader(c, house, penName.id)
      return penNamePage({ penName, ...list, reading: c.get('actor').reading })
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
