import { type Context, Hono } from 'hono'
import { mayWriteWork } from '#policy/may.ts'
import { notFound } from '#shared/errors.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { versionOfWork } from '#storage/changes.ts'
import { urls } from '#urls.ts'
import { answerPublic, goTo, safeReturn } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { type Page, tokenField } from '#web/layout.ts'
import { listChapters, readChapter, readChapters, readOwners, readWork } from '#works/reads.ts'
import type { ChapterLine, FrontMatter } from '#works/work.ts'
import { isAskedFirst, rememberOpened } from './comfort.ts'
import { chapterPage, entirePage, type Known, thresholdPage } from './pages.ts'
import { preferenceRoutes } from './preference-routes.ts'
import { talkBelow, tapsBelow } from './talk-below.ts'

/** Works as readers read them, the question before what is above their comfort, and how they like to read. */
export function readingRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/works/:work', (c) => answerChapter(c, house, '1'))
  app.get('/works/:work/chapters/:number', (c) => answerChapter(c, house, c.req.param('number')))
  app.get('/works/:work/entire', (c) =>
    answerText(c, house, async (known) => {
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

function answerChapter(c: Context<Env>, house: House, typed: string): Promise<Response> {
  return answerText(c, house, async (known) => {
    const number = wholeNumber(typed) ?? notFound()
    const chapter = (await readChapter(house.db, known.front.id, number)) ?? notFound()
    return chapterPage(known, chapter, c.get('actor').reading, {
      talk: await talkBelow(c, house, known.front, chapter),
      isOwn: await isOwn(c, house, known.front),
    })
  })
}

/**
 * Every way to a text goes through here: only a work that the reader may read, and only after the question where its
 * rating is above their comfort.
 */
function answerText(
  c: Context<Env>,
  house: House,
  make: (known: Known) => Promise<Page>,
): Promise<Response> {
  const id = c.req.param('work') ?? ''
  return answerPublic(
    c,
    house,
    () => versionOfWork(house.db, id as WorkId),
    async () => {
      const front = (await readWork(house.db, c.get('actor'), id)) ?? notFound()
      const chapters = await listChapters(house.db, front.id)
      const known = { front, chapters, numberOf: numbersOf(chapters) }
      if (!(await isAskedFirst(c, house, front))) return { kind: 'page', page: await make(known) }
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

function numbersOf(chapters: readonly ChapterLine[]): (id: ChapterId) => number | null {
  const numbers = new Map(chapters.map(({ id, number }) => [id, number]))
  return (id) => numbers.get(id) ?? null
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
