import { type Context, Hono } from 'hono'
import { readPicture } from '#files-in/picture.ts'
import { mayWriteWork } from '#policy/may.ts'
import { mayReadWork } from '#policy/visible.ts'
import { isLongerThan } from '#prose/count.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo, matches } from '#web/answers.ts'
import { file as chosenFile, readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import type { Limit } from '#web/limiter.ts'
import { say } from '#web/messages/say.ts'
import { authorOf, holdNoNul, ownWork, signedIn } from '#works/own.ts'
import { readOwners } from '#works/reads.ts'
import { addImage, deleteImage } from './image-acts.ts'
import { imageLimits } from './image-limits.ts'
import { imagesPage } from './image-page.ts'
import {
  type ImageFacts,
  listImages,
  readImageBytes,
  readImageFacts,
  readWorkUse,
} from './image-reads.ts'

const uploadLimit: Limit = { purpose: 'image', most: 200, seconds: 3600 }

/** Pictures: their page at the author's desk, and each by its own address. */
export function imageRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/desk/works/:work/images', signedIn)
  app.get('/desk/works/:work/images', (c) => showImages(c, house, c.req.param('work')))
  app.post('/desk/works/:work/images', async (c) => {
    const form = await readForm(c, house)
    const id = c.req.param('work')
    return text(form, 'do') === 'delete'
      ? removeImage(c, house, id, text(form, 'image'))
      : takeImage(c, house, id, form)
  })
  app.get('/images/:id', (c) => answerImage(c, house, c.req.param('id')))
  return app
}

async function takeImage(
  c: Context<Env>,
  house: House,
  id: string,
  form: FormData,
): Promise<Response> {
  const work = await ownWork(c, house, id)
  const alt = text(form, 'alt')
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  if (isLongerThan(alt, imageLimits.alt))
    return refuse(c, house, id, alt, 'alt', say('images.alt.long', { limit: imageLimits.alt }))
  const chosen = chosenFile(form, 'file')
  if (!chosen) return refuse(c, house, id, alt, 'file', say('upload.none'))
  house.limiter.take(uploadLimit, authorOf(c).id)
  const picture = readPicture(new Uint8Array(await chosen.arrayBuffer()))
  if (!picture) return refuse(c, house, id, alt, 'file', say('desk.images.wrong'))
  const added = await house.write((tx) =>
    addImage(tx, house, c.get('actor'), { work: work.id, picture }),
  )
  if (added.kind === 'not-there') throw new NotFound()
  if (added.kind === 'work-full') return refuse(c, house, id, alt, 'file', say('images.full.work'))
  if (added.kind === 'account-full') {
    return refuse(c, house, id, alt, 'file', say('images.full.account'))
  }
  const search = new URLSearchParams({ did: 'added', image: added.id, alt })
  return goTo(c, `${urls.deskImages(work.id)}?${search}`)
}

function refuse(
  c: Context<Env>,
  house: House,
  id: string,
  alt: string,
  field: 'file' | 'alt',
  sentence: string,
): Promise<Response> {
  return showImages(c, house, id, { alt, errors: { [field]: sentence } })
}

async function removeImage(
  c: Context<Env>,
  house: House,
  id: string,
  image: string,
): Promise<Response> {
  const work = await ownWork(c, house, id)
  if (!/^[0-9a-z]+$/.test(image)) throw new NotFound()
  const result = await house.write((tx) =>
    deleteImage(tx, c.get('actor'), { work: work.id, id: image }),
  )
  if (result.kind === 'not-there') throw new NotFound()
  return goTo(c, `${urls.deskImages(work.id)}?did=deleted`)
}

async function showImages(
  c: Context<Env>,
  house: House,
  id: string,
  back: { alt: string; errors: FieldErrors } | null = null,
): Promise<Response> {
  const work = await ownWork(c, house, id)
  const did = back ? '' : c.req.query('did')
  const alt = back?.alt ?? c.req.query('alt') ?? ''
  const body = imagesPage({
    work,
    images: await listImages(house.db, work.id),
    used: await readWorkUse(house.db, work.id),
    token: tokenField(c, house),
    errors: back?.errors ?? {},
    said: did === 'added' ? say('images.added') : did === 'deleted' ? say('images.removed') : null,
    added: did === 'added' ? (c.req.query('image') ?? null) : null,
    alt,
  })
  const status = back ? 422 : 200
  return answerPage(c, house, { title: say('desk.images'), hidden: true, body }, status)
}

/**
 * A picture, to whom its work is readable, and to its author always. It never changes under its address, so its id is
 * its ETag; but it may be asked for again each time, because its work can be taken back.
 */
async function answerImage(c: Context<Env>, house: House, id: string): Promise<Response> {
  holdNoNul(c)
  const facts = (await readImageFacts(house.db, id)) ?? notFound()
  const cache = (await cacheFor(c, house, facts)) ?? notFound()
  const etag = `"${facts.id}"`
  const headers = {
    etag,
    'cache-control': cache,
    vary: 'Cookie',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  }
  if (cache !== keptByNobody && matches(c.req.header('if-none-match'), etag)) {
    return c.body(null, 304, headers)
  }
  const bytes = (await readImageBytes(house.db, facts.id)) ?? notFound()
  return c.body(new Uint8Array(bytes), 200, {
    ...headers,
    'content-type': facts.mediaType,
    'content-disposition': 'inline',
  })
}

const keptByNobody = 'private, no-store'

/** Who may keep the picture; null when this actor may not even see it. One query for what only its author may see. */
async function cacheFor(
  c: Context<Env>,
  house: House,
  { work, workId }: ImageFacts,
): Promise<string | null> {
  const actor = c.get('actor')
  if (mayReadWork(actor, work)) return actor.account ? 'private, no-cache' : 'public, no-cache'
  if (!actor.account) return null
  return mayWriteWork(actor, await readOwners(house.db, workId)) ? keptByNobody : null
}
