import { type Html, html } from '#html.ts'
import type { Reading } from '#policy/reading.ts'
import type { ChapterId, WorkId } from '#shared/ids.ts'
import { say } from '#web/messages/say.ts'
import { placesOf, type DeskChapterLine, readDeskChapter } from './desk-reads.ts'
import type { ChapterInput, WorkInput } from './input.ts'
import { type Around, chapterOf, frontOf } from './preview-front.ts'
import { type Preview, previewPart } from './preview-part.ts'
import type { TextCounts } from './recount.ts'
import type { Db } from '#storage/db.ts'
import type { Chapter, FrontMatter } from './work.ts'

type Counted = ChapterInput & { counts: TextCounts }

/** The preview that stands above a form which came back unsaved. */
function above(preview: Preview, reading: Reading): Html {
  return html`<p class="preview-bar" role="note">${say('desk.preview.unsaved')}</p>
${previewPart(preview, reading)}`
}

// What is not saved has no id yet; pages of the preview lead nowhere by it.
const unsaved = { work: '' as WorkId, chapter: '' as ChapterId }

/** A new work as it would be, with its first chapter. `now` is an instant. */
export function previewNewWork(
  { input, chapter, now }: { input: WorkInput; chapter: Counted; now: string },
  around: Around,
  reading: Reading,
): Html {
  const shown = chapterOf(chapter, chapter.counts, {
    id: unsaved.chapter,
    workId: unsaved.work,
    number: 1,
  })
  const counted = {
    id: unsaved.work,
    words: chapter.counts.words,
    chapters: 1,
    advisory: shown.advisory,
    publishedAt: null,
    updatedAt: now,
  }
  const front = frontOf(input, counted, around)
  return above({ front, chapter: shown, only: true, isLast: true, numberOf: () => null }, reading)
}

/** A work as it would be with this front matter, with its first chapter as it is. One query. */
export async function previewWork(
  db: Db,
  work: FrontMatter,
  { input, lines }: { input: WorkInput; lines: readonly DeskChapterLine[] },
  around: Around,
  reading: Reading,
): Promise<Html> {
  const [first] = lines
  const row = first ? await readDeskChapter(db, first.id) : null
  const chapter: Chapter | null = row && { ...row, number: 1 }
  const front = frontOf(input, work, around)
  const only = lines.length < 2
  return above({ front, chapter, only, isLast: only, numberOf: placesOf(lines) }, reading)
}

/** A chapter as it would be, behind its work's front matter. `id` is null for one that is new. */
export function previewChapter(
  front: FrontMatter,
  { id, input, lines }: { id: ChapterId | null; input: Counted; lines: readonly DeskChapterLine[] },
  reading: Reading,
): Html {
  const numberOf = placesOf(lines)
  const place = id && numberOf(id)
  const number = place ?? lines.length + 1
  const chapter = chapterOf(input, input.counts, {
    id: id ?? unsaved.chapter,
    workId: front.id,
    number,
  })
  const count = Math.max(lines.length, number)
  const isLast = number === count
  return above({ front, chapter, only: count === 1, isLast, numberOf }, reading)
}
