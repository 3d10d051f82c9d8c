import { type Context, Hono } from 'hono'
import type { Html } from '#html.ts'
import { asStoredProse } from '#prose/prose.ts'
import { after, day, instant, oneDay } from '#shared/clock.ts'
import { BadRequest, NotFound, notFound } from '#shared/errors.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { type Url, urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { restoreWork } from './acts.ts'
import {
  addChapter,
  deleteChapter,
  editChapter,
  moveChapter,
  type OnChapterPublished,
  postChapter,
  restoreChapter,
} from './chapter-acts.ts'
import {
  listDeskChapters,
  listOwnWorks,
  listRevisions,
  readRevision,
  typedChapterFrom,
} from './desk-reads.ts'
import { previewChapter } from './preview-forms.ts'
import { parseChapter } from './work-form.ts'
import { readTypedChapter, type TypedChapter } from './typed-form.ts'
import { authorOf, ownChapter, ownWork } from './own.ts'
import { binPage, chapterPage, revisionPage, revisionsPage } from './pages.ts'
import type { ChapterInput } from './input.ts'
import { countText, type TextCounts } from './recount.ts'
import { daysInBin, type FrontMatter } from './work.ts'

/** Chapters, their revisions, and the bin. */
export function chapterRoutes(house: House, onPublished: readonly OnChapterPublished[]): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/desk/works/:work/chapters/new', async (c) => {
    const work = await ownWork(c, house, c.req.param('work'))
    return showChapter(c, house, { work, chapter: null, typed: blank })
  })
  app.post('/desk/works/:work/chapters/new', async (c) => {
    const form = await readForm(c, house)
    const work = await ownWork(c, house, c.req.param('work'))
    const typed = readTypedChapter(form)
    const errors: Record<string, string> = {}
    const chapter = parseChapter(typed, errors)
    if (!chapter) return showChapter(c, house, { work, chapter: null, typed, errors })
    const counted = { ...chapter, counts: countText(chapter.body, work.language) }
    if (text(form, 'do') === 'preview') {
      return showChapter(c, house, { work, chapter: null, typed, previewed: counted })
    }
    const result = await house.write((tx) =>
      addChapter(tx, house, c.get('actor'), { workId: work.id, chapter: counted }),
    )
    if (result.kind === 'not-there') throw new NotFound()
    if (result.kind === 'too-many') throw new BadRequest('A work holds at most 2,000 chapters.')
    return goTo(c, `${urls.deskWork(work.id)}?did=saved`)
  })

  app.get('/desk/chapters/:chapter', async (c) => {
    const { chapter, work } = await ownChapter(c, house, c.req.param('chapter'))
    return showChapter(c, house, { work, chapter, typed: typedChapterFrom(chapter) })
  })
  app.post('/desk/chapters/:chapter', (c) => postEdit(c, house, c.req.param('chapter')))

  app.post('/desk/chapters/:chapter/publication', async (c) => {
    await readForm(c, house)
    const id = c.req.param('chapter') as ChapterId
    const result = await house.write((tx) =>
      postChapter(tx, house, c.get('actor'), id, onPublished),
    )
    if (result.kind === 'not-there') throw new NotFound()
    if (result.kind === 'draft') throw new BadRequest('This chapter goes out with its work.')
    if (result.kind !== 'done') throw new BadRequest(say('desk.missing.text'))
    house.mailMayWait()
    return goTo(c, `${urls.deskWork(result.workId)}?did=published`)
  })
  app.post('/desk/chapters/:chapter/position', async (c) => {
    const by = text(await readForm(c, house), 'to') === 'up' ? -1 : 1
    const id = c.req.param('chapter') as ChapterId
    const result = await house.write((tx) => moveChapter(tx, house, c.get('actor'), { id, by }))
    if (result.kind === 'not-there') throw new NotFound()
    return goTo(c, urls.deskWork(result.workId))
  })
  app.post('/desk/chapters/:chapter/deletion', async (c) => {
    await readForm(c, house)
    const id = c.req.param('chapter') as ChapterId
    const result = await house.write((tx) => deleteChapter(tx, house, c.get('actor'), id))
    if (result.kind === 'not-there') throw new NotFound()
    if (result.kind === 'last') throw new BadRequest(say('desk.chapter.last'))
    return goTo(c, urls.deskWork(result.workId))
  })
  app.post('/desk/chapters/:chapter/restoration', async (c) => {
    await readForm(c, house)
    const id = c.req.param('chapter') as ChapterId
    const result = await house.write((tx) => restoreChapter(tx, house, c.get('actor'), id))
    if (result.kind === 'not-there') throw new NotFound()
    return goTo(c, urls.deskWork(result.workId))
  })
  app.post('/desk/works/:work/restoration', async (c) => {
    await readForm(c, house)
    const id = c.req.param('work') as WorkId
    const result = await house.write((tx) => restoreWork(tx, house, c.get('actor'), id))
    if (result.kind === 'not-there') throw new NotFound()
    return goTo(c, urls.deskWork(id))
  })

  app.get('/desk/chapters/:chapter/revisions', async (c) => {
    const { chapter, work } = await ownChapter(c, house, c.req.param('chapter'))
    const revisions = await listRevisions(house.db, chapter.id)
    const body = revisionsPage({ chapter, revisions, back: urls.deskWork(work.id) })
    return answerPage(c, house, { title: say('desk.revisions'), hidden: true, body })
  })
  app.get('/desk/chapters/:chapter/revisions/:number', async (c) => {
    const { chapter } = await ownChapter(c, house, c.req.param('chapter'))
    const number = Number(c.req.param('number'))
    const revision = (await findRevision(house, chapter.id, number)) ?? notFound()
    const present = number === chapter.revision
    const token = tokenField(c, house)
    const body = revisionPage({ chapterId: chapter.id, present, revision, token })
    return answerPage(c, house, { title: say('desk.revisions'), hidden: true, body })
  })
  app.post('/desk/chapters/:chapter/revisions/:number', async (c) => {
    await readForm(c, house)
    const { chapter, work } = await ownChapter(c, house, c.req.param('chapter'))
    const number = Number(c.req.param('number'))
    const revision = (await findRevision(house, chapter.id, number)) ?? notFound()
    const { title, noteBefore, noteAfter, body } = revision
    const counts = countText(body, work.language)
    const result = await house.write((tx) =>
      editChapter(tx, house, c.get('actor'), {
        id: chapter.id,
        chapter: { title, noteBefore, noteAfter, body, counts },
        from: chapter.revision,
      }),
    )
    if (result.kind === 'no-text') throw new BadRequest(say('desk.missing.text'))
    return goTo(c, urls.deskRevisions(chapter.id))
  })

  app.get('/desk/bin', (c) => showBin(c, house))
  return app
}

const blank: TypedChapter = { title: '', noteBefore: '', noteAfter: '', body: '' }

function findRevision(house: House, chapter: ChapterId, number: number) {
  return Number.isSafeInteger(number) ? readRevision(house.db, chapter, number) : null
}

async function postEdit(c: Context<Env>, house: House, id: string): Promise<Response> {
  const form = await readForm(c, house)
  const { chapter, work } = await ownChapter(c, house, id)
  const typed = readTypedChapter(form)
  const errors: Record<string, string> = {}
  const from = Number(text(form, 'revision'))
  // What comes back was made from the revision that the form was made from: a later one must still be noticed.
  const opened = { id: chapter.id, revision: Number.isSafeInteger(from) ? from : 0 }
  const input = parseChapter(typed, errors, chapter)
  if (!input) return showChapter(c, house, { work, chapter: opened, typed, errors })
  const counts = countText(input.body, work.language)
  if (text(form, 'do') === 'preview') {
    const previewed = { ...input, counts }
    return showChapter(c, house, { work, chapter: opened, typed, previewed })
  }
  const result = await house.write((tx) =>
    editChapter(tx, house, c.get('actor'), { id: chapter.id, chapter: { ...input, counts }, from }),
  )
  if (result.kind === 'not-there') throw new NotFound()
  if (result.kind === 'no-text') {
    const errors = { body: say('field.needed') }
    return showChapter(c, house, { work, chapter: opened, typed, errors })
  }
  if (result.kind === 'moved-on') {
    const other = { title: result.now.title, body: asStoredProse(result.now.body) }
    const errors = { '': say('desk.chapter.conflict') }
    const now = { id: chapter.id, revision: result.now.revision }
    return showChapter(c, house, { work, chapter: now, typed, errors, other })
  }
  return goTo(c, `${urls.deskChapter(id)}?did=saved`)
}

type Shown = {
  work: FrontMatter
  /** The chapter and the revision that its form was made from; null for a new one. */
  chapter: { id: ChapterId; revision: number } | null
  typed: TypedChapter
  errors?: FieldErrors
  /** The version that was saved elsewhere meanwhile. */
  other?: Parameters<typeof chapterPage>[0]['other']
  previewed?: ChapterInput & { counts: TextCounts }
}

async function showChapter(c: Context<Env>, house: House, shown: Shown): Promise<Response> {
  const { work, chapter, typed, errors = {}, other = null, previewed } = shown
  const heading = chapter ? say('desk.edit') : say('desk.chapter.new')
  const action: Url = chapter ? urls.deskChapter(chapter.id) : urls.newChapter(work.id)
  let preview: Html | null = null
  if (previewed) {
    const lines = await listDeskChapters(house.db, work.id)
    const made = { id: chapter?.id ?? null, input: previewed, lines }
    preview = previewChapter(work, made, c.get('actor').reading)
  }
  const body = chapterPage({
    heading,
    back: urls.deskWork(work.id),
    action,
    revision: chapter?.revision ?? null,
    typed,
    errors,
    other,
    preview,
    token: tokenField(c, house),
    said: c.req.query('did') === 'saved' ? say('desk.saved') : null,
  })
  const status = other ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return answerPage(c, house, { title: heading, hidden: true, body }, status)
}

const mostBinned = 200

async function showBin(c: Context<Env>, house: House): Promise<Response> {
  const account = authorOf(c).id
  const { works } = await listOwnWorks(house.db, account, { after: null, binned: true })
  const chapters = await house.db
    .selectFrom('chapter')
    .innerJoin('work', 'work.id', 'chapter.work_id')
    .innerJoin('work_byline', 'work_byline.work_id', 'work.id')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select(['chapter.id', 'chapter.title', 'chapter.deleted_at', 'work.title as work_title'])
    .where('pen_name.account_id', '=', account)
    .where('chapter.deleted_at', 'is not', null)
    .where('work.deleted_at', 'is', null)
    .orderBy('chapter.deleted_at', 'desc')
    .limit(mostBinned)
    .execute()
  const body = binPage({
    works,
    chapters: chapters.map((row) => ({
      id: row.id,
      title: row.title,
      workTitle: row.work_title,
      deletedAt: row.deleted_at ?? '',
    })),
    until: (deletedAt) => day(instant(after(new Date(deletedAt), daysInBin * oneDay))),
    token: tokenField(c, house),
  })
  return answerPage(c, house, { title: say('desk.bin'), hidden: true, body })
}
