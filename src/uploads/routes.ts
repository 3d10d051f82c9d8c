import { type Context, Hono } from 'hono'
import type { Html } from '#html.ts'
import { importFile } from '#files-in/import-file.ts'
import { parseRecognised } from '#files-in/recognised.ts'
import { listOwnPenNames } from '#pen-names/reads.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { file as chosenFile, readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { type Limit } from '#web/limiter.ts'
import { say } from '#web/messages/say.ts'
import { editWork, publishWork } from '#works/acts.ts'
import {
  listDeskChapters,
  placesOf,
  readChoices,
  readDeskChapter,
  typedFrom,
} from '#works/desk-reads.ts'
import { keepDisclaimer, withDefaultDisclaimer } from '#works/kept-disclaimer.ts'
import { previewWork } from '#works/preview-forms.ts'
import { readTypedWork, type TypedWork } from '#works/typed-form.ts'
import { recountFor } from '#works/recount.ts'
import { parseWork } from '#works/work-form.ts'
import { authorOf, ownWork, signedIn } from '#works/own.ts'
import { recognisedPage, uploadPage } from './pages.ts'

const uploadLimit: Limit = { purpose: 'upload', most: 100, seconds: 3600 }

/** Bringing a file, and correcting what was recognised in it. */
export function uploadRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/desk/*', signedIn)
  app.get('/desk/upload', (c) => showUpload(c, house, {}))
  app.post('/desk/upload', (c) => takeUpload(c, house))
  app.get('/desk/works/:work/recognised', (c) =>
    showRecognised(c, house, c.req.param('work'), null, {}),
  )
  app.post('/desk/works/:work/recognised', (c) => takeCorrections(c, house, c.req.param('work')))
  app.get('/desk/works/:work/original', async (c) => {
    const work = await ownWork(c, house, c.req.param('work'))
    const original = (await readOriginal(house, work.id)) ?? notFound()
    return c.body(new Uint8Array(original.bytes), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(original.name.toWellFormed())}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    })
  })
  return app
}

async function takeUpload(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const chosen = chosenFile(form, 'file')
  if (!chosen) return showUpload(c, house, { file: say('upload.none') })
  house.limiter.take(uploadLimit, authorOf(c).id)
  const own = await listOwnPenNames(house.db, authorOf(c).id)
  const penName = own.find(({ id }) => id === text(form, 'penName')) ?? notFound()
  const imported = await importFile(house, {
    bytes: new Uint8Array(await chosen.arrayBuffer()),
    fileName: chosen.name,
    accountId: authorOf(c).id,
    penName,
    publish: false,
  })
  if (imported.work !== null) return goTo(c, urls.deskRecognised(imported.work))
  return showUpload(c, house, { file: imported.problems.map(({ message }) => message).join(' ') })
}

async function showUpload(c: Context<Env>, house: House, errors: FieldErrors): Promise<Response> {
  const { id, actingPenName } = authorOf(c)
  const body = uploadPage({
    token: tokenField(c, house),
    penNames: await listOwnPenNames(house.db, id),
    acting: actingPenName,
    errors,
  })
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return answerPage(c, house, { title: say('upload.heading'), hidden: true, body }, status)
}

async function readOriginal(house: House, work: WorkId) {
  return house.db
    .selectFrom('original_file')
    .select(['name', 'recognised', 'bytes'])
    .where('work_id', '=', work)
    .executeTakeFirst()
}

const chaptersShown = 100

async function showRecognised(
  c: Context<Env>,
  house: House,
  id: string,
  typed: TypedWork | null,
  errors: FieldErrors,
  preview: Html | null = null,
): Promise<Response> {
  const work = await ownWork(c, house, id)
  const original = (await readOriginal(house, work.id)) ?? notFound()
  const choices = await readChoices(house.db)
  const lines = await listDeskChapters(house.db, work.id)
  const chapters = []
  for (const line of lines.slice(0, chaptersShown)) {
    const chapter = await readDeskChapter(house.db, line.id)
    if (chapter) chapters.push({ ...line, body: chapter.body })
  }
  const { problems } = parseRecognised(original.recognised)
  const body = recognisedPage({
    preview,
    id,
    token: tokenField(c, house),
    fileName: original.name,
    problems,
    chapters,
    choices,
    errors,
    typed: typed ?? typedFrom(work, choices, placesOf(lines)),
    penNames: await listOwnPenNames(house.db, authorOf(c).id),
  })
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return answerPage(c, house, { title: say('upload.recognised'), hidden: true, body }, status)
}

async function takeCorrections(c: Context<Env>, house: House, id: string): Promise<Response> {
  const form = await readForm(c, house)
  const work = await ownWork(c, house, id)
  const choices = await readChoices(house.db)
  const typed = readTypedWork(form, choices)
  const errors: Record<string, string> = {}
  const lines = await listDeskChapters(house.db, work.id)
  const parsed = parseWork(typed, choices, errors, lines.length, work)
  if (!parsed) return showRecognised(c, house, id, typed, errors)
  const actor = c.get('actor')
  const author = authorOf(c).id
  // One that was there and was taken away stays away.
  const input = work.disclaimer === '' ? await withDefaultDisclaimer(house, author, parsed) : parsed
  if (text(form, 'do') === 'preview') {
    const penNames = await listOwnPenNames(house.db, author)
    const around = { choices, penNames, chapters: lines.map((line) => line.id) }
    const preview = await previewWork(house.db, work, { input, lines }, around, actor.reading)
    return showRecognised(c, house, id, typed, {}, preview)
  }
  const recounted = await recountFor(house.db, work, input.language)
  const made = { id: work.id, input, recounted }
  const saved = await house.write((tx) => editWork(tx, house, actor, made))
  if (saved.kind === 'not-there') throw new NotFound()
  await keepDisclaimer(house, author, typed, input)
  if (text(form, 'then') !== 'publish') return goTo(c, `${urls.deskWork(id)}?did=saved`)
  const result = await house.write((tx) => publishWork(tx, house, actor, work.id))
  if (result.kind === 'not-there') throw new NotFound()
  if (result.kind === 'published') return goTo(c, `${urls.deskWork(id)}?did=published`)
  const fields = { title: 'title', text: '', warnings: 'warningAnswer' }
  for (const one of result.missing) errors[fields[one]] = say(`desk.missing.${one}`)
  return showRecognised(c, house, id, typed, errors)
}
