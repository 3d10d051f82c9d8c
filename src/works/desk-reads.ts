import { toInput } from '#prose/plain-text.ts'
import { asStoredProse, type Prose } from '#prose/prose.ts'
import type { AccountId, ChapterId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { type Choices, ownWarningRows, type TypedChapter, type TypedWork } from './typed-form.ts'
import type { FrontMatter, LanguageAdvisory } from './work.ts'

/** The scale and the list of warnings that the archive has now. Two queries. */
export async function readChoices(db: Db): Promise<Choices> {
  const ratings = await db.selectFrom('rating').selectAll().orderBy('position').execute()
  const warnings = await db.selectFrom('warning_kind').selectAll().orderBy('position').execute()
  return {
    ratings: ratings.map(({ code, name, sentence, least_age }) => ({
      code,
      name,
      sentence,
      leastAge: least_age,
    })),
    warnings: warnings.map(({ code, name }) => ({ code, name })),
  }
}

export type DeskLine = {
  id: WorkId
  title: string
  penName: string
  words: number
  chapters: number
  publishedAt: string | null
  updatedAt: string
  deletedAt: string | null
  /** Since when staff hide it from everybody else. */
  hiddenAt: string | null
}

const onDesk = 50

/** An account's own works, the last touched first, or what is in its bin. One query, two with `after`. */
export async function listOwnWorks(
  db: Db,
  account: AccountId,
  { after, binned }: { after: string | null; binned: boolean },
): Promise<{ works: DeskLine[]; older: WorkId | null }> {
  let query = db
    .selectFrom('work')
    .innerJoin('work_byline', (on) =>
      on.onRef('work_byline.work_id', '=', 'work.id').on('work_byline.position', '=', 0),
    )
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select([
      'work.id',
      'work.title',
      'work.words',
      'work.chapters',
      'work.published_at',
      'work.updated_at',
      'work.deleted_at',
      'work.hidden_at',
      'pen_name.name',
    ])
    .where('pen_name.account_id', '=', account)
    .where('work.deleted_at', binned ? 'is not' : 'is', null)
  if (after) {
    const last = await db
      .selectFrom('work')
      .select(['id', 'updated_at'])
      .where('id', '=', after as WorkId)
      .executeTakeFirst()
    if (last) {
      query = query.where((eb) =>
        eb(eb.refTuple('work.updated_at', 'work.id'), '<', eb.tuple(last.updated_at, last.id)),
      )
    }
  }
  const rows = await query
    .orderBy('work.updated_at', 'desc')
    .orderBy('work.id', 'desc')
    .limit(onDesk + 1)
    .execute()
  const works = rows.slice(0, onDesk).map((row) => ({
    id: row.id,
    title: row.title,
    penName: row.name,
    words: row.words,
    chapters: row.chapters,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
    hiddenAt: row.hidden_at,
  }))
  return { works, older: rows.length > onDesk ? (works.at(-1)?.id ?? null) : null }
}

/** Since when staff hide a work from everybody but its author; null while they do not. One query. */
export async function readHiddenAt(db: Db, work: WorkId): Promise<string | null> {
  const row = await db
    .selectFrom('work')
    .select('hidden_at')
    .where('id', '=', work)
    .executeTakeFirst()
  return row?.hidden_at ?? null
}

export type DeskChapter = {
  id: ChapterId
  workId: WorkId
  title: string
  noteBefore: Prose
  noteAfter: Prose
  body: Prose
  words: number
  advisory: LanguageAdvisory
  revision: number
  publishedAt: string | null
  deletedAt: string | null
}

/** A chapter without its text. */
export type DeskChapterLine = Omit<DeskChapter, 'body' | 'noteBefore' | 'noteAfter' | 'advisory'>

const chapterColumns = [
  'id',
  'work_id',
  'title',
  'words',
  'revision',
  'published_at',
  'deleted_at',
] as const

/** All chapters of a work, drafts too, in order, without their text; or those in the bin. One query. */
export async function listDeskChapters(
  db: Db,
  work: WorkId,
  binned = false,
): Promise<DeskChapterLine[]> {
  const rows = await db
    .selectFrom('chapter')
    .select(chapterColumns)
    .where('work_id', '=', work)
    .where('deleted_at', binned ? 'is not' : 'is', null)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    workId: row.work_id,
    title: row.title,
    words: row.words,
    revision: row.revision,
    publishedAt: row.published_at,
    deletedAt: row.deleted_at,
  }))
}

/** A chapter with its text, whoever asks: ask `mayWriteWork` first. One query. */
export async function readDeskChapter(db: Db, id: string): Promise<DeskChapter | null> {
  const row = await db
    .selectFrom('chapter')
    .selectAll()
    .where('id', '=', id as ChapterId)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    workId: row.work_id,
    title: row.title,
    noteBefore: asStoredProse(row.note_before),
    noteAfter: asStoredProse(row.note_after),
    body: asStoredProse(row.body),
    words: row.words,
    advisory: {
      mild: row.mild,
      strong: row.strong,
      slurs: row.slurs,
      covered: row.covered === 1,
    },
    revision: row.revision,
    publishedAt: row.published_at,
    deletedAt: row.deleted_at,
  }
}

/** The place of each chapter among those that are not in the bin, from 1. */
export function placesOf(chapters: readonly { id: ChapterId }[]): (id: ChapterId) => number | null {
  const places = new Map(chapters.map(({ id }, at) => [id, at + 1]))
  return (id) => places.get(id) ?? null
}

const revisionsListed = 500

/** The kept revisions of a chapter, the newest first. One query. */
export async function listRevisions(
  db: Db,
  chapter: ChapterId,
): Promise<{ number: number; words: number; createdAt: string }[]> {
  const rows = await db
    .selectFrom('chapter_revision')
    .select(['number', 'words', 'created_at'])
    .where('chapter_id', '=', chapter)
    .orderBy('number', 'desc')
    .limit(revisionsListed)
    .execute()
  return rows.map(({ number, words, created_at }) => ({ number, words, createdAt: created_at }))
}

/** One kept revision with its text. One query. */
export async function readRevision(db: Db, chapter: ChapterId, number: number) {
  const row = await db
    .selectFrom('chapter_revision')
    .selectAll()
    .where('chapter_id', '=', chapter)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) return null
  return {
    number: row.number,
    title: row.title,
    noteBefore: asStoredProse(row.note_before),
    noteAfter: asStoredProse(row.note_after),
    body: asStoredProse(row.body),
    words: row.words,
    createdAt: row.created_at,
  }
}

/** The front matter as it stands in the form. `numberOf` gives a chapter's place among all that are not in the bin. */
export function typedFrom(
  front: FrontMatter,
  choices: Choices,
  numberOf: (chapter: ChapterId) => number | null,
): TypedWork {
  const names = (kind: string) =>
    front.tags
      .filter((tag) => tag.kind === kind)
      .map(({ name }) => name)
      .join(', ')
  const from = (chapter: ChapterId | null) => String((chapter && numberOf(chapter)) ?? '')
  const listed = choices.warnings.map(({ code, name }) => {
    const warning = front.warnings.find((one) => one.code === code)
    return {
      code,
      words: name,
      marked: warning !== undefined,
      spoiler: warning?.spoiler ?? false,
      from: warning ? from(warning.fromChapter) : '',
    }
  })
  const own = front.warnings.filter(({ code }) => code === null)
  const rows = Array.from({ length: Math.max(ownWarningRows, own.length + 1) }, (_, at) => ({
    code: '',
    words: own[at]?.words ?? '',
    marked: own[at] !== undefined,
    spoiler: own[at]?.spoiler ?? false,
    from: own[at] ? from(own[at].fromChapter) : '',
  }))
  return {
    title: front.title,
    penName: front.byline[0]?.id ?? '',
    fandoms: names('fandom'),
    relationships: names('relationship'),
    characters: names('character'),
    additional: names('additional'),
    categories: [...front.categories],
    rating: front.rating.code,
    ratingSource: front.ratingSource ?? '',
    warningAnswer: front.warningAnswer,
    warnings: [...listed, ...rows],
    summary: toInput(front.summary, 'summary'),
    noteBefore: toInput(front.noteBefore, 'note'),
    noteAfter: toInput(front.noteAfter, 'note'),
    disclaimer: toInput(front.disclaimer, 'note'),
    keepDisclaimer: false,
    language: front.language,
    status: front.status,
    planned: front.plannedChapters === null ? '' : String(front.plannedChapters),
    commentsFrom: front.commentsFrom,
    commentsHeld: front.commentsHeld,
    countsShown: front.countsShown,
    accountsOnly: front.accountsOnly,
  }
}

/** A chapter as it stands in the form: plain text where that says all of it, else HTML. */
export function typedChapterFrom(
  chapter: Pick<DeskChapter, 'title' | 'noteBefore' | 'noteAfter' | 'body'>,
): TypedChapter {
  return {
    title: chapter.title,
    noteBefore: toInput(chapter.noteBefore, 'note'),
    noteAfter: toInput(chapter.noteAfter, 'note'),
    body: toInput(chapter.body, 'chapter'),
  }
}
