import type { ChapterId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import type { Answer, TestHouse, Visitor } from '../../test/support/house.ts'

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** What a new work needs to be published, and no more. */
export const enough: Fields = {
  title: 'The Ferry in November',
  fandoms: 'The Harbour Lights',
  rating: 'G',
  warningAnswer: 'none-apply',
  body: 'The ferry ran late.\n\nNobody on the quay minded.',
}

/** Fills the form for a new work in the browser and sends it by this button. */
export async function sendNew(
  visitor: Visitor,
  fields: Fields = {},
  button = 'draft',
): Promise<Answer> {
  const page = await visitor.get(urls.newWork())
  return page
    .form(urls.newWork())
    .fill({ ...enough, ...fields })
    .send(button)
}

/** As `sendNew`; throws unless it is saved. `publish` makes it public. */
export async function makeWork(
  visitor: Visitor,
  fields: Fields = {},
  { publish = false } = {},
): Promise<WorkId> {
  const sent = await sendNew(visitor, fields, publish ? 'publish' : 'draft')
  const id = /^\/desk\/works\/([0-9a-z]{16})/.exec(sent.location)?.[1]
  if (sent.status !== 303 || !id) throw new Error(`${sent.status}: ${sent.text}`)
  return id as WorkId
}

/** Adds a chapter by the form and gives its id. */
export async function makeChapter(
  house: TestHouse,
  visitor: Visitor,
  work: WorkId,
  fields: Fields,
): Promise<ChapterId> {
  const before = new Set(await chaptersOf(house, work))
  const page = await visitor.get(urls.newChapter(work))
  const sent = await page.form(urls.newChapter(work)).fill(fields).send()
  if (sent.status !== 303) throw new Error(`${sent.status}: ${sent.text}`)
  const made = (await chaptersOf(house, work)).find((id) => !before.has(id))
  if (!made) throw new Error('no chapter was made')
  return made
}

/** The chapters of a work that are not in the bin, in order. */
export async function chaptersOf(house: TestHouse, work: WorkId): Promise<ChapterId[]> {
  const rows = await house.db
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute()
  return rows.map(({ id }) => id)
}

/** The first chapter of a work. */
export async function firstChapter(house: TestHouse, work: WorkId): Promise<ChapterId> {
  const [id] = await chaptersOf(house, work)
  if (!id) throw new Error('the work has no chapter')
  return id
}

/** Everything that is stored of a work and its chapters, without the times. */
export async function rowsOf(house: TestHouse, work: WorkId) {
  const front = await house.db
    .selectFrom('work')
    .selectAll()
    .where('id', '=', work)
    .executeTakeFirstOrThrow()
  const chapters = await house.db
    .selectFrom('chapter')
    .selectAll()
    .where('work_id', '=', work)
    .orderBy('position')
    .execute()
  const revisions = await house.db
    .selectFrom('chapter_revision')
    .innerJoin('chapter', 'chapter.id', 'chapter_revision.chapter_id')
    .selectAll('chapter_revision')
    .where('chapter.work_id', '=', work)
    .orderBy('chapter.position')
    .orderBy('chapter_revision.number')
    .execute()
  return { front, chapters, revisions }
}
