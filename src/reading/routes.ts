import { type Context, Hono } from 'hono'
import { mayWriteWork } from '#policy/may.ts'
import { notFound } from '#shared/errors.ts'
import type { WorkId } from '#shared/ids.ts'
import { versionOfWork } from '#storage/changes.ts'
import { urls } from '#urls.ts'
import { answerPublic, goTo, safeReturn } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { type Page, tokenField } from '#web/layout.ts'
import { readChapters, readOwners, readWork } from '#works/reads.ts'
import type { ChapterLine, FrontMatter } from '#works/work.ts'
import { isAskedFirst, rememberOpened } from './comfort.ts'
import { chapterPage, entirePage, thresholdPage } from './pages.ts'
import { preferenceRoutes } from './preference-routes.ts'
import { Shelf, type ShelvedWork } from './shelf.ts'
import { talkBelow, tapsBelow } from './talk-below.ts'

const mostShelved = 8 * 1024 * 1024

/** Works as readers read them, the question before what is above their comfort, and how they like to read. */
export function readingRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const place = { house, shelf: new Shelf(house.db, mostShelved) }

  app.get('/works/:work', (c) => answerChapter(c, place, '1'))
  app.get('/works/:work/chapters/:number', (c) => answerChapter(c, place, c.req.param('number')))
  app.get('/works/:work/entire', (c) =>
    answerText(c, place, async (known) => {
      const from = wholeNumber(c.req.query('from') ?? '1') ?? notFound()
      if (from > 1 && from > known.chapters.length) notFound()
      const count = howMany(known.chapters.slice(from - 1))
      const shown = await readChapters(house.db, known.front.id, from, count)
      return entirePage(known, shown, c.get('actor').reading, {
        taps: await tapsBelow(c, house, known.front),
        isOwn: false,
      })
    }),
  )
  app.post('/works/:work/open', async (c) => {
    const form = await readForm(c, house)
    const front = (await readWork(house.db, c.get('actor'), c.req.param('work'))) ?? notFound()
    await rememberOpened(c, house, front)
    return goTo(c, safeReturn(text(form, 'back'), urls.work(front.id)))
  })
  app.route('/', preferenceRoutes(house))
  return app
}

type Place = { readonly house: House; readonly shelf: Shelf }

function answerChapter(c: Context<Env>, place: Place, typed: string): Promise<Response> {
  const { house } = place
  return answerText(c, place, async (known, own) => {
    const number = wholeNumber(typed) ?? notFound()
    const chapter = (await known.chapter(number)) ?? notFound()
    return chapterPage(known, chapter, c.get('actor').reading, {
      talk: await talkBelow(c, house, known, chapter),
      isOwn: own,
    })
  })
}

/**
 * Every way to a text goes through here: only a work that the reader may read, and only after the question where its
 * rating is above their comfort.
 */
function answerText(
  c: Context<Env>,
  { house, shelf }: Place,
  make: (known: ShelvedWork, own: boolean) => Promise<Page>,
): Promise<Response> {
  const id = c.req.param('work') ?? ''
  return answerPublic(
    c,
    house,
    () => versionOfWork(house.db, id as WorkId),
    async () => {
      const known = (await shelf.find(c.get('actor'), id as WorkId)) ?? notFound()
      const { front } = known
      if (!(await isAskedFirst(c, house, front))) {
        const own = await isOwn(c, house, front)
        // Who wrote it is no reader of it, under whichever pen name.
        return { kind: 'page', page: await make(known, own), opens: own ? null : front.id }
      }
      const { pathname, search } = new URL(c.req.url)
      const page = thresholdPage(known, {
        token: tokenField(c, house),
        back: safeReturn(pathname + search, urls.work(front.id)),
        here: urls.work(front.id),
        signedIn: c.get('actor').account !== null,
      })
      return { kind: 'page', page }
    },
  )
}

async function isOwn(c: Context<Env>, house: House, front: FrontMatter): Promise<boolean> {
  if (!c.get('actor').account) return false
  return mayWriteWork(c.get('actor'), await readOwners(house.db, front.id))
}

function wholeNumber(typed: string): number | null {
  return /^[1-9]\d{0,5}$/.test(typed) ? Number(typed) : null
}

const mostWords = 300_000
const mostChapters = 200

/** How many of these chapters one page holds: the first always, then as many as stay within bounds. */
function howMany(chapters: readonly ChapterLine[]): number {
  let words = 0
  let count = 0
  for (const chapter of chapters) {
    words += chapter.words
    if (count > 0 && (words > mostWords || count >= mostChapters)) break
    count++
  }
  return Math.max(1, count)
}
