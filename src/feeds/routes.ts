import { type Context, Hono } from 'hono'
import { sql } from 'kysely'
import { formatFilter, inOrder, parseFilter } from '#filters/filter-url.ts'
import { findWorks } from '#filters/find.ts'
import { readPenName } from '#pen-names/reads.ts'
import { chapterName } from '#reading/parts.ts'
import { notFound } from '#shared/errors.ts'
import type { PenNameId, WorkId } from '#shared/ids.ts'
import { versionOfLists, versionOfWork } from '#storage/changes.ts'
import { urls } from '#urls.ts'
import { answerPublic, atomType } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { hydrateWorks, listChapters, readWork } from '#works/reads.ts'
import { type Feed, writeFeed } from './atom.ts'
import { chapterEntry, namesOf, newestEntries, titleOf } from './entries.ts'
import { mostEntries, readNewest, stranger } from './reads.ts'
import { robotsText } from './robots.ts'

/** Atom feeds of the archive, of works and of pen names; what robots may fetch; whether the archive is well. */
export function feedRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db } = house
  const answer = (c: Context<Env>, version: () => Promise<string>, make: () => Promise<Feed>) =>
    answerPublic(c, house, version, async () => ({
      kind: 'text',
      type: atomType,
      text: writeFeed(await make()),
    }))

  app.get('/feed.atom', (c) =>
    answer(
      c,
      () => versionOfLists(db),
      () => (new URL(c.req.url).search ? foundFeed(c, house) : archiveFeed(c, house)),
    ),
  )
  app.get('/works/:work/feed.atom', (c) =>
    answer(
      c,
      () => versionOfWork(db, c.req.param('work') as WorkId),
      () => workFeed(c, house, c.req.param('work')),
    ),
  )
  app.get('/pen-names/:id/feed.atom', (c) =>
    answer(
      c,
      () => versionOfLists(db),
      () => penNameFeed(c, house, c.req.param('id')),
    ),
  )

  app.get('/robots.txt', (c) => c.text(robotsText(), 200, { 'cache-control': 'max-age=3600' }))
  app.get('/health', (c) => answerHealth(c, house))
  return app
}

async function archiveFeed(c: Context<Env>, house: House): Promise<Feed> {
  const names = namesOf(house.config.origin)
  const { name, tagline } = c.get('site')
  return {
    id: names.idOf('archive'),
    title: name,
    subtitle: tagline,
    author: name,
    self: names.addressOf(urls.archiveFeed()),
    page: names.addressOf(urls.works()),
    entries: newestEntries(names, await readNewest(house.db, null)),
  }
}

/** Works that a filter finds, the newest first. It is the same for everybody: nobody's name, comfort or account is in it. */
async function foundFeed(c: Context<Env>, house: House): Promise<Feed> {
  const names = namesOf(house.config.origin)
  const archive = c.get('site').name
  const { filter } = parseFilter(new URL(c.req.url).searchParams)
  const asked = formatFilter({ ...inOrder(filter), page: 1, sort: 'updated', reverse: false })
  const { answer } = await findWorks(house, stranger, {
    ...filter,
    page: 1,
    sort: 'updated',
    reverse: false,
  })
  const works = await hydrateWorks(house.db, answer.works as WorkId[])
  return {
    id: names.idOf('archive') + `/found?${asked}`,
    title: say('feeds.of', { title: say('filters.title'), archive }),
    subtitle: '',
    author: archive,
    self: names.addressOf(urls.foundFeed(asked)),
    page: names.addressOf(urls.found(asked)),
    entries: newestEntries(names, { works, chapters: [] }),
  }
}

/** One entry for each published chapter. Six queries. */
async function workFeed(c: Context<Env>, house: House, id: string): Promise<Feed> {
  const names = namesOf(house.config.origin)
  const archive = c.get('site').name
  const front = (await readWork(house.db, stranger, id)) ?? notFound()
  const chapters = (await listChapters(house.db, front.id))
    .flatMap((chapter) =>
      chapter.publishedAt === null ? [] : { ...chapter, publishedAt: chapter.publishedAt },
    )
    .toSorted((a, b) =>
      a.publishedAt === b.publishedAt
        ? b.number - a.number
        : a.publishedAt < b.publishedAt
          ? 1
          : -1,
    )
  return {
    id: names.idOf('chapters-of', front.id),
    title: say('feeds.of', { title: titleOf(front), archive }),
    subtitle: '',
    author: front.byline.map(({ name }) => name).join(', ') || archive,
    self: names.addressOf(urls.workFeed(front.id)),
    page: names.addressOf(urls.work(front.id)),
    entries: chapters
      .slice(0, mostEntries)
      .map((chapter) => chapterEntry(names, front, chapter, { title: chapterName(chapter) })),
  }
}

async function penNameFeed(c: Context<Env>, house: House, id: string): Promise<Feed> {
  const names = namesOf(house.config.origin)
  const archive = c.get('site').name
  const newest = await readNewest(house.db, id as PenNameId)
  const byline = newest.works.flatMap((front) => front.byline)
  // Only a pen name without works is asked for by itself.
  const penName =
    byline.find((one) => one.id === id) ?? (await readPenName(house.db, id)) ?? notFound()
  return {
    id: names.idOf('pen-name', penName.id),
    title: say('feeds.of', { title: penName.name, archive }),
    subtitle: '',
    author: penName.name,
    self: names.addressOf(urls.penNameFeed(penName.id)),
    page: names.addressOf(urls.penName(penName.id)),
    entries: newestEntries(names, newest),
  }
}

/** For whoever watches the archive: whether it answers and reads its database. Says nothing more. */
async function answerHealth(c: Context<Env>, house: House): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  try {
    await sql`select 1`.execute(house.db)
    return c.json({ status: 'ok' }, 200, headers)
  } catch {
    return c.json({ status: 'failing' }, 503, headers)
  }
}
