import { isChecked, text as sent, texts } from '#web/body.ts'
import { asCategories, workLimits } from './work.ts'

/** Rows for warnings in the author's own words; there are more where a work has more. */
export const ownWarningRows = 4

export type TypedWarning = {
  code: string
  words: string
  marked: boolean
  spoiler: boolean
  from: string
}

/** Everything that stands in the form of a work, as it was typed. */
export type TypedWork = {
  title: string
  penName: string
  fandoms: string
  relationships: string
  characters: string
  additional: string
  categories: string[]
  rating: string
  ratingSource: string
  warningAnswer: string
  warnings: TypedWarning[]
  summary: string
  noteBefore: string
  noteAfter: string
  disclaimer: string
  keepDisclaimer: boolean
  language: string
  status: string
  planned: string
  commentsFrom: string
  commentsHeld: boolean
  countsShown: boolean
  accountsOnly: boolean
}

export type TypedChapter = { title: string; noteBefore: string; noteAfter: string; body: string }

/** What the choices of the form are checked against. */
export type Choices = {
  ratings: readonly { code: string; name: string; sentence: string; leastAge: number | null }[]
  warnings: readonly { code: string; name: string }[]
}

/** A field as it was typed, without control characters and what is no character: no text needs them, and neither pages nor databases take all. */
function text(form: FormData, name: string): string {
  return sent(form, name).replace(/[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}/gu, '')
}

/** A work's form as it was sent. */
export function readTypedWork(form: FormData, choices: Choices): TypedWork {
  const marked = new Set(texts(form, 'warning'))
  const listed = choices.warnings.map(({ code, name }) => ({
    code,
    words: name,
    marked: marked.has(code),
    spoiler: isChecked(form, `spoiler-${code}`),
    from: text(form, `from-${code}`),
  }))
  const own = Array.from({ length: rowsIn(form) }, (_, at) => ({
    code: '',
    words: text(form, `own-${at}`),
    marked: text(form, `own-${at}`).trim() !== '',
    spoiler: isChecked(form, `spoiler-own-${at}`),
    from: text(form, `from-own-${at}`),
  }))
  return {
    title: text(form, 'title'),
    penName: text(form, 'penName'),
    fandoms: text(form, 'fandoms'),
    relationships: text(form, 'relationships'),
    characters: text(form, 'characters'),
    additional: text(form, 'additional'),
    categories: asCategories(texts(form, 'category')),
    rating: text(form, 'rating'),
    ratingSource: text(form, 'ratingSource'),
    warningAnswer: text(form, 'warningAnswer'),
    warnings: [...listed, ...own],
    summary: text(form, 'summary'),
    noteBefore: text(form, 'noteBefore'),
    noteAfter: text(form, 'noteAfter'),
    disclaimer: text(form, 'disclaimer'),
    keepDisclaimer: isChecked(form, 'keepDisclaimer'),
    language: text(form, 'language'),
    status: text(form, 'status'),
    planned: text(form, 'planned'),
    commentsFrom: text(form, 'commentsFrom'),
    commentsHeld: isChecked(form, 'commentsHeld'),
    countsShown: isChecked(form, 'countsShown'),
    accountsOnly: isChecked(form, 'accountsOnly'),
  }
}

/** How many rows of own warnings were sent. */
function rowsIn(form: FormData): number {
  let rows = ownWarningRows
  while (rows < workLimits.warnings && form.has(`own-${rows}`)) rows++
  return rows
}

/** A chapter's form as it was sent. */
export function readTypedChapter(form: FormData): TypedChapter {
  return {
    title: text(form, 'chapterTitle'),
    noteBefore: text(form, 'chapterNoteBefore'),
    noteAfter: text(form, 'chapterNoteAfter'),
    body: text(form, 'body'),
  }
}
