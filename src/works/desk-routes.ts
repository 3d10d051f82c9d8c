import { type Context, Hono } from 'hono'
import type { Html } from '#html.ts'
import { listOwnPenNames } from '#pen-names/reads.ts'
import { instant } from '#shared/clock.ts'
import { NotFound } from '#shared/errors.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { deleteWork, editWork, publishWork, startWork } from './acts.ts'
import { listDeskChapters, listOwnWorks, placesOf, readChoices, typedFrom } from './desk-reads.ts'
import { previewNewWork, previewWork } from './preview-forms.ts'
import { parseChapter, parseWork } from './work-form.ts'
import { readTypedChapter, readTypedWork, type TypedChapter, type TypedWork } from './typed-form.ts'
import { keepDisclaimer, withDefaultDisclaimer } from './kept-disclaimer.ts'
import type { WorkInput } from './input.ts'
import { authorOf, ownWork, signedIn } from './own.ts'
import type { FrontMatter } from './work.ts'
import { deletePage, deskPage, newWorkPage } from './pages.ts'
import { showWork } from './show-work.ts'
import { otherFields, stateOf } from './changed-elsewhere.ts'
import { countText, recountFor } from './recount.ts'

/** The author's desk: works as wholes. Chapters, bin and pictures have files of their own. */
export function deskRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/desk', signedIn)
  app.use('/desk/*', signedIn)

  app.get('/desk', async (c) => {
    const after = c.req.query('after') ?? null
    const found = await listOwnWorks(house.db, authorOf(c).id, { after, binned: false })
    const older = found.older && urls.desk(found.older)
    const body = deskPage({ works: found.works, older })
    return answerPage(c, house, { title: say('desk.heading'), hidden: true, body })
  })

  app.get('/desk/new', async (c) => {
    const typed = await blankWork(c, house)
    const chapter = { title: '', noteBefore: '', noteAfter: '', body: '' }
    return showNew(c, house, typed, chapter, {})
  })
  app.post('/desk/new', (c) => postNew(c, house))

  app.get('/desk/works/:work', (c) => showWork(c, house, c.req.param('work')))
  app.post('/desk/works/:work', (c) => postWork(c, house, c.req.param('work')))

  app.post('/desk/works/:work/publication', async (c) => {
    await readForm(c, house)
    return publish(c, house, c.req.param('work') as WorkId)
  })

  app.get('/desk/works/:work/deletion', async (c) => {
    const { id, title } = await ownWork(c, house, c.req.param('work'))
    const body = deletePage({ id, title, token: tokenField(c, house), errors: {}, typed: '' })
    return answerPage(c, house, { title: say('desk.delete'), hidden: true, body })
  })
  app.post('/desk/works/:work/deletion', async (c) => {
    const form = await readForm(c, house)
    const { id, title } = await ownWork(c, house, c.req.param('work'))
    const typed = text(form, 'title')
    const asked = title || say('works.untitled')
    if (typed.normalize('NFC').trim() !== asked) {
      const errors = { title: say('desk.delete.wrong') }
      const body = deletePage({ id, title, token: tokenField(c, house), errors, typed })
      return answerPage(c, house, { title: say('desk.delete'), hidden: true, body }, 422)
    }
    const result = await house.write((tx) => deleteWork(tx, house, c.get('actor'), id))
    if (result.kind === 'not-there') throw new NotFound()
    return goTo(c, urls.deskBin())
  })
  return app
}

async function postNew(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const choices = await readChoices(house.db)
  const typed = readTypedWork(form, choices)
  const typedChapter = readTypedChapter(form)
  const errors: Record<string, string> = {}
  const chapter = parseChapter(typedChapter, errors)
  const input = parseWork(typed, choices, errors, 1)
  if (!input || !chapter) return showNew(c, house, typed, typedChapter, errors)
  const whole = await withDefaultDisclaimer(house, authorOf(c).id, input)
  const counted = { ...chapter, counts: countText(chapter.body, input.language) }
  if (text(form, 'do') === 'preview') {
    const penNames = await listOwnPenNames(house.db, authorOf(c).id)
    const made = { input: whole, chapter: counted, now: instant(house.clock()) }
    const around = { choices, penNames, chapters: [] }
    const preview = previewNewWork(made, around, c.get('actor').reading)
    return showNew(c, house, typed, typedChapter, {}, preview)
  }
  const result = await house.write((tx) =>
    startWork(tx, house, c.get('actor'), { input: whole, chapters: [counted], original: null }),
  )
  if (result.kind === 'not-there') throw new NotFound()
  await keepDisclaimer(house, authorOf(c).id, typed, input)
  if (text(form, 'then') === 'publish') return publish(c, house, result.id)
  return goTo(c, `${urls.deskWork(result.id)}?did=saved`)
}

async function postWork(c: Context<Env>, house: House, id: string): Promise<Response> {
  const form = await readForm(c, house)
  const work = await ownWork(c, house, id)
  const choices = await readChoices(house.db)
  const typed = readTypedWork(form, choices)
  // A form that comes back still knows which state it was made from.
  const state = text(form, 'state')
  const errors: Record<string, string> = {}
  const lines = await listDeskChapters(house.db, work.id)
  const input = parseWork(typed, choices, errors, lines.length, work)
  if (!input) return showWork(c, house, id, { typed, errors, state })
  if (text(form, 'do') === 'preview') {
    const penNames = await listOwnPenNames(house.db, authorOf(c).id)
    const around = { choices, penNames, chapters: lines.map((line) => line.id) }
    const { reading } = c.get('actor')
    const preview = await previewWork(house.db, work, { input, lines }, around, reading)
    return showWork(c, house, id, { typed, preview, state })
  }
  if (work.publishedAt !== null) holdPublished(input, errors)
  if (Object.keys(errors).length > 0) return showWork(c, house, id, { typed, errors, state })
  const saved = typedFrom(work, choices, placesOf(lines))
  const others = state && state !== stateOf(saved) ? otherFields(saved, typed) : []
  if (others.length > 0) {
    return showWork(c, house, id, { typed, others, errors: { '': say('desk.conflict') } })
  }
  await saveWork(c, house, work, typed, input)
  if (text(form, 'then') === 'publish') return publish(c, house, work.id)
  return goTo(c, `${urls.deskWork(id)}?did=saved`)
}

/** What readers can open keeps what it needed to be published. */
function holdPublished(input: WorkInput, errors: Record<string, string>): void {
  if (input.title === '') errors['title'] = say('desk.missing.title')
  if (input.warningAnswer === 'unanswered') errors['warningAnswer'] = say('desk.missing.warnings')
}

async function saveWork(
  c: Context<Env>,
  house: House,
  work: FrontMatter,
  typed: TypedWork,
  input: WorkInput,
): Promise<void> {
  const recounted = await recountFor(house.db, work, input.language)
  const made = { id: work.id, input, recounted }
  const result = await house.write((tx) => editWork(tx, house, c.get('actor'), made))
  if (result.kind === 'not-there') throw new NotFound()
  await keepDisclaimer(house, authorOf(c).id, typed, input)
}

/** Publishes, or shows what is missing beside the fields. */
async function publish(c: Context<Env>, house: House, id: WorkId): Promise<Response> {
  const result = await house.write((tx) => publishWork(tx, house, c.get('actor'), id))
  if (result.kind === 'not-there') throw new NotFound()
  if (result.kind === 'published') return goTo(c, `${urls.deskWork(id)}?did=published`)
  const fields = { title: 'title', text: '', warnings: 'warningAnswer' }
  const errors = Object.fromEntries(
    result.missing.map((one) => [fields[one], say(`desk.missing.${one}`)]),
  )
  return showWork(c, house, id, null, errors)
}

async function showNew(
  c: Context<Env>,
  house: House,
  typed: TypedWork,
  chapter: TypedChapter,
  errors: FieldErrors,
  preview: Html | null = null,
): Promise<Response> {
  const body = newWorkPage({
    preview,
    typed,
    chapter,
    errors,
    choices: await readChoices(house.db),
    penNames: await listOwnPenNames(house.db, authorOf(c).id),
    token: tokenField(c, house),
    action: urls.newWork(),
  })
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return answerPage(c, house, { title: say('desk.work.new'), hidden: true, body }, status)
}

async function blankWork(c: Context<Env>, house: House): Promise<TypedWork> {
  const choices = await readChoices(house.db)
  const site = c.get('site')
  const blank = readTypedWork(new FormData(), choices)
  return {
    ...blank,
    penName: authorOf(c).actingPenName,
    rating: 'NR',
    language: 'en',
    commentsFrom: site.commentsFrom,
    commentsHeld: site.commentsHeld,
  }
}
