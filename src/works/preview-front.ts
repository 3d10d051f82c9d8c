import { notFound } from '#shared/errors.ts'
import type { ChapterId, TagId, WorkId } from '#shared/ids.ts'
import type { ChapterInput, WorkInput } from './input.ts'
import type { TextCounts } from './recount.ts'
import type { Choices } from './typed-form.ts'
import { type Chapter, type FrontMatter, tagKinds } from './work.ts'

/** What a form does not say itself. */
export type Around = {
  choices: Choices
  penNames: readonly { id: string; name: string }[]
  /** The chapters that are not in the bin, in order. */
  chapters: readonly ChapterId[]
}

type Counted = Pick<
  FrontMatter,
  'id' | 'words' | 'chapters' | 'advisory' | 'publishedAt' | 'updatedAt'
>

/** The front matter as it would be, were this form saved. Throws `NotFound` for a pen name that is not the author's. */
export function frontOf(input: WorkInput, counted: Counted, around: Around): FrontMatter {
  const { penNameId, rating, warnings, tags, categories, ...same } = input
  const byline = around.penNames.find(({ id }) => id === penNameId) ?? notFound()
  const { id, words, chapters, advisory, publishedAt, updatedAt } = counted
  return {
    ...same,
    id,
    words,
    chapters,
    advisory,
    publishedAt,
    updatedAt,
    byline: [{ id: penNameId, name: byline.name }],
    categories: [...categories],
    rating: around.choices.ratings.find(({ code }) => code === rating) ?? notFound(),
    warnings: warnings.map((warning, at) => ({
      ...warning,
      id: String(at),
      fromChapter:
        warning.fromChapter === null ? null : (around.chapters[warning.fromChapter - 1] ?? null),
      fromNumber: null,
    })),
    // A tag that is not saved has no page to lead to.
    tags: tagKinds.flatMap((kind) => tags[kind].map((name) => ({ id: '' as TagId, kind, name }))),
  }
}

/** A chapter as it would be, were this form saved. */
export function chapterOf(
  input: ChapterInput,
  counts: TextCounts,
  place: { id: ChapterId; workId: WorkId; number: number },
): Chapter {
  const { words, mild, strong, slurs, covered } = counts
  return {
    ...input,
    ...place,
    words,
    publishedAt: null,
    advisory: { mild, strong, slurs, covered: covered === 1 },
  }
}
