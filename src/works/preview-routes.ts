import { type Context, Hono } from 'hono'
import { html } from '#html.ts'
import { notFound } from '#shared/errors.ts'
import { type Url, urls } from '#urls.ts'
import { answerPage } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { listDeskChapters, placesOf, readDeskChapter } from './desk-reads.ts'
import { ownChapter, ownWork, signedIn } from './own.ts'
import { previewPart } from './preview-part.ts'
import type { Chapter, FrontMatter } from './work.ts'

/** What readers will meet, drafts included, for the author alone. */
export function previewRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/desk/works/:work/preview/*', signedIn)
  app.use('/desk/chapters/:chapter/preview', signedIn)

  app.get('/desk/works/:work/preview/:number', async (c) => {
    const front = await ownWork(c, house, c.req.param('work'))
    const number = c.req.param('number')
    return showPreview(c, house, front, /^[1-9]\d{0,3}$/.test(number) ? Number(number) : notFound())
  })
  app.get('/desk/chapters/:chapter/preview', async (c) => {
    const { chapter, work } = await ownChapter(c, house, c.req.param('chapter'))
    const lines = await listDeskChapters(house.db, work.id)
    return showPreview(c, house, work, placesOf(lines)(chapter.id) ?? notFound())
  })
  return app
}

/** A work without chapters has a first page all the same: its front matter. */
async function showPreview(
  c: Context<Env>,
  house: House,
  front: FrontMatter,
  number: number,
): Promise<Response> {
  const lines = await listDeskChapters(house.db, front.id)
  const line = lines[number - 1]
  if (!line && number > 1) notFound()
  const chapter = line ? await readWhole(house, line.id, number) : null
  const preview = {
    front,
    chapter,
    only: lines.length < 2,
    isLast: number >= lines.length,
    numberOf: placesOf(lines),
  }
  const link = (href: Url, label: string) => html`<a href="${href}">${label}</a>`
  const body = html`<p class="preview-bar" role="note">${say('desk.preview.only')} ${link(urls.deskWork(front.id), say('desk.front'))}${line && html` · ${link(urls.deskChapter(line.id), say('desk.preview.editChapter'))}`}</p>
${line && front.publishedAt !== null && line.publishedAt === null && html`<p class="advice">${say('desk.preview.draft')}</p>`}
${previewPart(preview, c.get('actor').reading)}
${!line && html`<p class="empty">${say('desk.preview.noText')}</p>`}
${
  lines.length > 1 &&
  html`<nav class="chapter-nav" aria-label="${say('reading.nav')}">
${number > 1 && html`<a class="chapter-nav__link chapter-nav__link--previous" rel="prev" href="${urls.deskPreview(front.id, number - 1)}">${say('reading.previous')}</a>`}
${number < lines.length && html`<a class="chapter-nav__link chapter-nav__link--next" rel="next" href="${urls.deskPreview(front.id, number + 1)}">${say('reading.next')}</a>`}
</nav>`
}`
  const title = `${say('desk.preview')} · ${front.title || say('works.untitled')}`
  return answerPage(c, house, { title, kind: 'work', hidden: true, body })
}

async function readWhole(house: House, id: string, number: number): Promise<Chapter> {
  const {
    revision: _,
    deletedAt: __,
    ...chapter
  } = (await readDeskChapter(house.db, id)) ?? notFound()
  return { ...chapter, number }
}
