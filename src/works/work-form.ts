import { countCharacters, isLongerThan } from '#prose/count.ts'
import { fromInput } from '#prose/plain-text.ts'
import { emptyProse, type Prose, type ProseKind } from '#prose/prose.ts'
import type { PenNameId } from '#shared/ids.ts'
import type { CommentsFrom, WarningAnswer, WorkStatus } from '#storage/schema/tables.ts'
import { isChecked, text, texts } from '#web/body.ts'
import { type Message, say } from '#web/messages/say.ts'
import type { ChapterInput, WarningInput, WorkInput } from './input.ts'
import { parseTags } from './tagging.ts'
import { workLimits } from './work.ts'

/** Rows for warnings in the author's own words. */
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

export function readTypedWork(form: FormData, choices: Choices): TypedWork {
  const marked = new Set(texts(form, 'warning'))
  const listed = choices.warnings.map(({ code, name }) => ({
    code,
    words: name,
    marked: marked.has(code),
    spoiler: isChecked(form, `spoiler-${code}`),
    from: text(form, `from-${code}`),
  }))
  const own = Array.from({ length: ownWarningRows }, (_, at) => ({
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

type Errors = Record<string, string>

/** Checks a work's form; null with `errors` filled when something is wrong. Characters are counted as people see them. */
export function parseWork(typed: TypedWork, choices: Choices, errors: Errors): WorkInput | null {
  const title = typed.title.normalize('NFC').replace(/\s+/g, ' ').trim()
  hold(errors, 'title', 'field.title', title, workLimits.title)
  const tags = {
    fandom: parseTags(typed.fandoms),
    relationship: parseTags(typed.relationships),
    character: parseTags(typed.characters),
    additional: parseTags(typed.additional),
  }
  holdTags(errors, tags)
  const rating = typed.rating || 'NR'
  if (!choices.ratings.some(({ code }) => code === rating))
    errors['rating'] = say('field.rating.unknown')
  const warningAnswer = (['listed', 'none-apply', 'choose-not-to'] as const).find(
    (answer) => answer === typed.warningAnswer,
  )
  const warnings = warningAnswer === 'listed' ? parseWarnings(typed.warnings, errors) : []
  if (warningAnswer === 'listed' && warnings.length === 0) {
    errors['warningAnswer'] = say('field.warnings.choose')
  }
  if (!isLanguage(typed.language || 'en')) errors['language'] = say('field.language.other')
  const planned = typed.planned.trim()
  if (planned && !(/^\d{1,4}$/.test(planned) && Number(planned) >= 1 && Number(planned) <= 2000)) {
    errors['planned'] = say('field.planned.wrong')
  }
  const input: WorkInput = {
    title,
    penNameId: typed.penName as PenNameId,
    tags,
    rating,
    ratingSource: typed.ratingSource.slice(0, 200).trim() || null,
    warningAnswer: warningAnswer ?? ('unanswered' satisfies WarningAnswer),
    warnings,
    summary: prose(
      errors,
      'summary',
      'field.summary',
      typed.summary,
      workLimits.summary,
      'summary',
    ),
    noteBefore: prose(
      errors,
      'noteBefore',
      'field.noteBefore',
      typed.noteBefore,
      workLimits.note,
      'note',
    ),
    noteAfter: prose(
      errors,
      'noteAfter',
      'field.noteAfter',
      typed.noteAfter,
      workLimits.note,
      'note',
    ),
    disclaimer: prose(
      errors,
      'disclaimer',
      'field.disclaimer',
      typed.disclaimer,
      workLimits.disclaimer,
      'note',
    ),
    language: typed.language || 'en',
    status: (typed.status === 'complete' ? 'complete' : 'in-progress') satisfies WorkStatus,
    plannedChapters: planned ? Number(planned) : null,
    commentsFrom: ((['anyone', 'accounts', 'nobody'] as const).find(
      (from) => from === typed.commentsFrom,
    ) ?? 'anyone') satisfies CommentsFrom,
    commentsHeld: typed.commentsHeld,
    countsShown: typed.countsShown,
    accountsOnly: typed.accountsOnly,
  }
  return Object.keys(errors).length > 0 ? null : input
}

export function readTypedChapter(form: FormData): TypedChapter {
  return {
    title: text(form, 'chapterTitle'),
    noteBefore: text(form, 'chapterNoteBefore'),
    noteAfter: text(form, 'chapterNoteAfter'),
    body: text(form, 'body'),
  }
}

/** Checks a chapter's form; null with `errors` filled when something is wrong. */
export function parseChapter(typed: TypedChapter, errors: Errors): ChapterInput | null {
  const title = typed.title.normalize('NFC').replace(/\s+/g, ' ').trim()
  hold(errors, 'chapterTitle', 'field.chapterTitle', title, workLimits.chapterTitle)
  const chapter = {
    title,
    noteBefore: prose(
      errors,
      'chapterNoteBefore',
      'field.noteBefore',
      typed.noteBefore,
      workLimits.note,
      'note',
    ),
    noteAfter: prose(
      errors,
      'chapterNoteAfter',
      'field.noteAfter',
      typed.noteAfter,
      workLimits.note,
      'note',
    ),
    body: prose(errors, 'body', 'field.chapter', typed.body, workLimits.chapter, 'chapter'),
  }
  return Object.keys(errors).length > 0 ? null : chapter
}

/** Whether a text is within its limit; sets the error otherwise. */
export function hold(
  errors: Errors,
  name: string,
  label: Message,
  typed: string,
  limit: number,
): boolean {
  if (!isLongerThan(typed, limit)) return true
  const over = countCharacters(typed) - limit
  errors[name] = say('field.tooLong', { field: say(label), limit, over })
  return false
}

function prose(
  errors: Errors,
  name: string,
  label: Message,
  typed: string,
  limit: number,
  kind: ProseKind,
): Prose {
  if (typed.trim() === '' || !hold(errors, name, label, typed, limit)) return emptyProse
  return fromInput(typed, kind)
}

function holdTags(errors: Errors, tags: WorkInput['tags']): void {
  const all = [
    ['fandoms', tags.fandom],
    ['relationships', tags.relationship],
    ['characters', tags.character],
    ['additional', tags.additional],
  ] as const
  const count = all.reduce((sum, [, names]) => sum + names.length, 0)
  if (count > workLimits.tags) {
    errors['additional'] = say('field.tooManyTags', { limit: workLimits.tags, count })
  }
  for (const [name, names] of all) {
    const long = names.find((tag) => isLongerThan(tag, workLimits.tag))
    if (long)
      errors[name] = say('field.tagLong', { limit: workLimits.tag, tag: `${long.slice(0, 40)}…` })
  }
}

function parseWarnings(typed: readonly TypedWarning[], errors: Errors): WarningInput[] {
  return typed
    .filter(({ marked }) => marked)
    .slice(0, workLimits.warnings)
    .map(({ code, words, spoiler, from }) => {
      const clean = words.normalize('NFC').replace(/\s+/g, ' ').trim()
      hold(errors, 'warningAnswer', 'field.warnings.own', clean, workLimits.warning)
      const number = Number(from)
      return {
        code: code || null,
        words: clean,
        spoiler,
        fromChapter:
          Number.isInteger(number) && number > 1 && number <= workLimits.chapters ? number : null,
      }
    })
}

/** Whether a text is a language tag (BCP 47) of plain shape. */
export function isLanguage(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}
