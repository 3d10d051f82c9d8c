import type { ChapterText, FrontMatter, Problem } from '#front-matter/front-matter.ts'

/** Something for a person to look at. `kind` is for machines, `message` for the author, `excerpt` from the file. */
export type { Problem }

/** What was read from a file, as it is kept beside the file itself: everything but the chapters' text. */
export type Recognised = Omit<FrontMatter, 'chapters' | 'problems'> & {
  readonly chapters: readonly Omit<ChapterText, 'text'>[]
  readonly problems: readonly Problem[]
}

/** For `original_file.recognised`. */
export function formatRecognised(front: FrontMatter, problems: readonly Problem[]): string {
  const chapters = front.chapters.map(({ text: _, ...rest }) => rest)
  return JSON.stringify({ ...front, chapters, problems } satisfies Recognised)
}

/** Reads what `formatRecognised` wrote. */
export function parseRecognised(text: string): Recognised {
  return JSON.parse(text) as Recognised
}

/**
 * The words of the file behind each field, as they stood there: to show beside the field. Keys are fields of
 * `Recognised`.
 */
export function sourceWords(recognised: Recognised): Map<string, string[]> {
  const words = new Map<string, string[]>()
  for (const kept of recognised.kept) {
    words.set(kept.field, [...(words.get(kept.field) ?? []), kept.words])
  }
  return words
}

/** As other programs read it: snake_case, nothing left out but the chapters' text. */
export function recognisedForMachines(recognised: Recognised): Record<string, unknown> {
  return {
    format: recognised.format,
    title: recognised.title,
    author: recognised.author,
    rating: recognised.rating,
    warning_answer: recognised.warningAnswer,
    warnings: recognised.warnings,
    free_warnings: recognised.freeWarnings,
    fandoms: recognised.fandoms,
    relationships: recognised.relationships,
    characters: recognised.characters,
    additional: recognised.additional,
    // Files that were read before categories were looked for have none.
    categories: recognised.categories ?? [],
    summary: recognised.summary,
    note_before: recognised.noteBefore,
    note_after: recognised.noteAfter,
    disclaimer: recognised.disclaimer,
    language: recognised.language,
    series: recognised.series,
    status: recognised.status,
    other: recognised.other,
    chapters: recognised.chapters.map(({ title, noteBefore, noteAfter }) => ({
      title,
      note_before: noteBefore,
      note_after: noteAfter,
    })),
  }
}
