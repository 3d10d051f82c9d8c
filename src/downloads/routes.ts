import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { dispositionOf, fileNameOf } from '#files-out/file-name.ts'
import { makeFile } from '#files-out/make-file.ts'
import { fileFormats, formatOf } from '#files-out/work-file.ts'
import { isAskedFirst } from '#reading/comfort.ts'
import { notFound } from '#shared/errors.ts'
import { versionOfWorkItself } from '#storage/changes.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { goTo, matches } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { holdNoNul } from '#works/own.ts'
import { readChapters, readWork } from '#works/reads.ts'
import { workLimits } from '#works/work.ts'
import { KeptFiles } from './kept-files.ts'
import { readWorkFile } from './reads.ts'

const mostKept = 32 * 1024 * 1024
/** To be raised when files of the same work become others: nobody is told that the old one is still good. */
const fileVersion = 2

/** Works and chapters as files, to whom may read them, after the question that stands before their pages. */
export function downloadRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const files = new KeptFiles(mostKept)
  app.get('/works/:work/download/:name', (c) => answerFile(c, house, files, null))
  app.get('/works/:work/chapters/:number/download/:name', (c) => {
    const typed = c.req.param('number')
    return answerFile(c, house, files, /^[1-9]\d{0,5}$/.test(typed) ? Number(typed) : notFound())
  })
  return app
}

/** The file holds what the author wrote: masked words are a reader's preference for pages. */
async function answerFile(
  c: Context<Env>,
  house: House,
  files: KeptFiles,
  number: number | null,
): Promise<Response> {
  holdNoNul(c)
  const id = (c.req.param('work') ?? '') as WorkId
  const format = formatOf(c.req.param('name') ?? '') ?? notFound()
  const version = await versionOfWorkItself(house.db, id)
  const front = (await readWork(house.db, c.get('actor'), id)) ?? notFound()
  if (await isAskedFirst(c, house, front)) return goTo(c, urls.work(id))
  if (number !== null && number > front.chapters) notFound()
  const key = `${fileVersion} ${version} ${id} ${number ?? ''} ${format} ${house.config.origin}`
  const etag = `"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`
  const headers = {
    etag,
    vary: 'Cookie',
    'cache-control': c.get('actor').account ? 'private, no-cache' : 'public, no-cache',
  }
  if (matches(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
  const file = await files.find(key, async () => {
    const chapters = await readChapters(
      house.db,
      id,
      number ?? 1,
      number === null ? workLimits.chapters : 1,
    )
    return makeFile(await readWorkFile(house.db, house.config.origin, front, chapters), format)
  })
  return c.body(Uint8Array.from(file), 200, {
    ...headers,
    'content-type': fileFormats[format],
    'content-disposition': dispositionOf(fileNameOf(front, format, number)),
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
}
