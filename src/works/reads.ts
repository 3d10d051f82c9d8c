import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor } from '#policy/actor.ts'
import { visibleChapter, visibleWork, type WorkFacts } from '#policy/visible.ts'
import { asStoredProse } from '#prose/prose.ts'
import type { AccountId, ChapterId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { prepare } from '#storage/prepare.ts'
import type { Tables } from '#storage/schema/tables.ts'
import { asCategories, type Chapter, type ChapterLine, type FrontMatter } from './work.ts'

/** The front matter of works in the order of `ids`, whoever may see them: ask `visibleWork` first. Five queries. */
export async function hydrateWorks(db: Db, ids: readonly WorkId[]): Promise<FrontMatter[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('work')
    .innerJoin('rating', 'rating.code', 'work.rating')
    .selectAll('work')
    .select(['rating.name as rating_name', 'rating.least_age', 'rating.sentence'])
    .where('work.id', 'in', ids)
    .execute()
  const byline = await db
    .selectFrom('work_byline')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select(['work_byline.work_id', 'pen_name.id', 'pen_name.name'])
    .where('work_byline.work_id', 'in', ids)
    .orderBy('work_byline.position')
    .execute()
  const warnings = await db
    .selectFrom('work_warning')
    .select(['work_id', 'id', 'code', 'words', 'spoiler', 'from_chapter_id'])
    .select((eb) => numberOfBeginning(eb).as('from_number'))
    .where('work_id', 'in', ids)
    .orderBy('position')
    .execute()
  const tags = await db
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .select(['work_tag.work_id', 'tag.id', 'tag.kind', 'tag.name'])
    .where('work_tag.work_id', 'in', ids)
    .orderBy('work_tag.position')
    .execute()
  const categories = await db
    .selectFrom('work_category')
    .select(['work_id', 'code'])
    .where('work_id', 'in', ids)
    .execute()
  const codesOf = Map.groupBy(categories, ({ work_id }) => work_id)
  const works = new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        byline: [] as FrontMatter['byline'],
        summary: asStoredProse(row.summary),
        noteBefore: asStoredProse(row.note_before),
        noteAfter: asStoredProse(row.note_after),
        disclaimer: asStoredProse(row.disclaimer),
        rating: {
          code: row.rating,
          name: row.rating_name,
          leastAge: row.least_age,
          sentence: row.sentence,
        },
        ratingSource: row.rating_source,
        warningAnswer: row.warning_answer,
        warnings: [] as FrontMatter['warnings'],
        tags: [] as FrontMatter['tags'],
        categories: asCategories((codesOf.get(row.id) ?? []).map(({ code }) => code)),
        language: row.language,
        status: row.status,
        words: row.words,
        chapters: row.chapters,
        plannedChapters: row.planned_chapters,
        advisory: {
          mild: row.mild,
          strong: row.strong,
          slurs: row.slurs,
          covered: row.covered === 1,
        },
        commentsFrom: row.comments_from,
        commentsHeld: row.comments_held === 1,
        countsShown: row.counts_shown === 1,
        accountsOnly: row.accounts_only === 1,
        publishedAt: row.published_at,
        updatedAt: row.updated_at,
      } satisfies FrontMatter,
    ]),
  )
  for (const { work_id, id, name } of byline) works.get(work_id)?.byline.push({ id, name })
  for (const row of warnings) {
    const { work_id, id, code, words } = row
    const fromChapter = row.from_chapter_id
    works.get(work_id)?.warnings.push({
      id,
      code,
      words,
      spoiler: row.spoiler === 1,
      fromChapter,
      fromNumber: row.from_number,
    })
  }
  for (const { work_id, id, kind, name } of tags) works.get(work_id)?.tags.push({ id, kind, name })
  return ids.flatMap((id) => works.get(id) ?? [])
}

/** The number that readers know the chapter by from which a warning holds; null while it is not published. */
function numberOfBeginning(eb: ExpressionBuilder<Tables, 'work_warning'>) {
  return eb
    .selectFrom('chapter as begins')
    .innerJoin('chapter', 'chapter.work_id', 'begins.work_id')
    .select((inner) => sql<number | null>`nullif(${inner.fn.countAll<number>()}, 0)`.as('number'))
    .whereRef('begins.id', '=', 'work_warning.from_chapter_id')
    .where('begins.published_at', 'is not', null)
    .where('begins.deleted_at', 'is', null)
    .where(visibleChapter)
    .whereRef('chapter.position', '<=', 'begins.position')
}

const factsOf = prepare<{ id: WorkId }>()((db, value) =>
  db
    .selectFrom('work')
    .select(['published_at', 'hidden_at', 'deleted_at', 'accounts_only'])
    .where('id', '=', value('id')),
)

/** What `mayReadWork` looks at; null when there is no such work. One query. */
export async function readWorkFacts(db: Db, id: WorkId): Promise<WorkFacts | null> {
  const [row] = await factsOf(db, { id })
  return row ?? null
}

/** The front matter of a work that the actor may read; null otherwise. Six queries at most. */
export async function readWork(db: Db, actor: Actor, id: string): Promise<FrontMatter | null> {
  const row = await db
    .selectFrom('work')
    .select('work.id')
    .where('work.id', '=', id as WorkId)
    .where(visibleWork(actor))
    .executeTakeFirst()
  if (!row) return null
  const [work] = await hydrateWorks(db, [row.id])
  return work ?? null
}

const chapterLine = [
  'chapter.id',
  'chapter.title',
  'chapter.words',
  'chapter.published_at',
  'chapter.mild',
  'chapter.strong',
  'chapter.slurs',
  'chapter.covered',
] as const

type LineRow = {
  id: ChapterId
  title: string
  words: number
  published_at: string | null
  mild: number
  strong: number
  slurs: number
  covered: 0 | 1
}

function toLine(row: LineRow, number: number): ChapterLine {
  const { id, title, words, mild, strong, slurs } = row
  return {
    id,
    number,
    title,
    words,
    publishedAt: row.published_at,
    advisory: { mild, strong, slurs, covered: row.covered === 1 },
  }
}

const linesOf = prepare<{ work: WorkId }>()((db, value) =>
  db
    .selectFrom('chapter')
    .select(chapterLine)
    .where('chapter.work_id', '=', value('work'))
    .where(visibleChapter)
    .orderBy('chapter.position'),
)

/** The published chapters of a work in order, without their text. One query. */
export async function listChapters(db: Db, work: WorkId): Promise<ChapterLine[]> {
  const rows = await linesOf(db, { work })
  return rows.map((row, at) => toLine(row, at + 1))
}

/** The published chapter with this number, counted from 1; null when there is none. One query. */
export async function readChapter(db: Db, work: WorkId, number: number): Promise<Chapter | null> {
  if (!Number.isSafeInteger(number) || number < 1 || number > 100_000) return null
  const [chapter] = await readChapters(db, work, number, 1)
  return chapter ?? null
}

/** At most `count` published chapters with their text, from number `first` on. One query. */
export async function readChapters(
  db: Db,
  work: WorkId,
  first: number,
  count: number,
): Promise<Chapter[]> {
  const rows = await db
    .selectFrom('chapter')
    .select(chapterLine)
    .select(['chapter.note_before', 'chapter.note_after', 'chapter.body'])
    .where('chapter.work_id', '=', work)
    .where(visibleChapter)
    .orderBy('chapter.position')
    .limit(count)
    .offset(first - 1)
    .execute()
  return rows.map((row, at) => ({
    ...toLine(row, first + at),
    workId: work,
    noteBefore: asStoredProse(row.note_before),
    noteAfter: asStoredProse(row.note_after),
    body: asStoredProse(row.body),
  }))
}

/** The number that a chapter has among the published ones; null when it is not among them. One query. */
export async function numberOfChapter(
  db: Db,
  work: WorkId,
  chapter: ChapterId,
): Promise<number | null> {
  const lines = await linesOf(db, { work })
  const at = lines.findIndex(({ id }) => id === chapter)
  return at < 0 ? null : at + 1
}

const ownersOf = prepare<{ work: WorkId }>()((db, value) =>
  db
    .selectFrom('work_byline')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select('pen_name.account_id')
    .where('work_byline.work_id', '=', value('work')),
)

/** The accounts whose pen names stand in the byline: for `policy` alone, never for a page. One query. */
export async function readOwners(db: Db, work: WorkId): Promise<AccountId[]> {
  const rows = await ownersOf(db, { work })
  return rows.map(({ account_id }) => account_id)
}
