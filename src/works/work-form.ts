import { countCharacters, isLongerThan } from '#prose/count.ts'
import { fromInput, toInput, toPlainText } from '#prose/plain-text.ts'
import { asStoredProse, emptyProse, type Prose, type ProseKind } from '#prose/prose.ts'
import type { PenNameId } from '#shared/ids.ts'
import type { CommentsFrom, WarningAnswer, WorkStatus } from '#storage/schema/tables.ts'
import { type Message, say } from '#web/messages/say.ts'
import type { ChapterInput, WarningInput, WorkInput } from './input.ts'
import { parseTags } from './tagging.ts'
import type { Choices, TypedChapter, TypedWarning, TypedWork } from './typed-form.ts'
import { asCategories, workLimits } from './work.ts'

type Errors = Record<string, string>

/** What is stored now: a field that stands in the form as it was given out stays as it is, to the byte. */
type StoredWork = Record<'title' | 'summary' | 'noteBefore' | 'noteAfter' | 'disclaimer', string>
type StoredChapter = Record<'title' | 'noteBefore' | 'noteAfter' | 'body', string>

/**
 * Checks the form of a work that has so many chapters; null with `errors` filled when something is wrong. Characters are
 * counted as people see them.
 */
export function parseWork(
  typed: TypedWork,
  choices: Choices,
  errors: Errors,
  chapters: number,
  stored?: StoredWork,
): WorkInput | null {
  const title = parseTitle(errors, 'title', 'field.title', typed.title, stored?.title)
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
  const warnings = warningAnswer === 'listed' ? parseWarnings(typed.warnings, errors, chapters) : []
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
    categories: asCategories(typed.categories),
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
      stored?.summary,
    ),
    noteBefore: prose(
      errors,
      'noteBefore',
      'field.noteBefore',
      typed.noteBefore,
      workLimits.note,
      'note',
      stored?.noteBefore,
    ),
    noteAfter: prose(
      errors,
      'noteAfter',
      'field.noteAfter',
      typed.noteAfter,
      workLimits.note,
      'note',
      stored?.noteAfter,
    ),
    disclaimer: prose(
      errors,
      'disclaimer',
      'field.disclaimer',
      typed.disclaimer,
      workLimits.disclaimer,
      'note',
      stored?.disclaimer,
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

/** Checks a chapter's form; null with `errors` filled when something is wrong. */
export function parseChapter(
  typed: TypedChapter,
  errors: Errors,
  stored?: StoredChapter,
): ChapterInput | null {
  const title = parseTitle(errors, 'chapterTitle', 'field.chapterTitle', typed.title, stored?.title)
  const chapter = {
    title,
    noteBefore: prose(
      errors,
      'chapterNoteBefore',
      'field.noteBefore',
      typed.noteBefore,
      workLimits.note,
      'note',
      stored?.noteBefore,
    ),
    noteAfter: prose(
      errors,
      'chapterNoteAfter',
      'field.noteAfter',
      typed.noteAfter,
      workLimits.note,
      'note',
      stored?.noteAfter,
    ),
    body: prose(
      errors,
      'body',
      'field.chapter',
      typed.body,
      workLimits.chapter,
      'chapter',
      stored?.body,
    ),
  }
  return Object.keys(errors).length > 0 ? null : chapter
}

function parseTitle(
  errors: Errors,
  name: string,
  label: Message,
  typed: string,
  stored: string | undefined,
): string {
  if (typed === stored) return stored
  const title = typed.normalize('NFC').replace(/\s+/g, ' ').trim()
  hold(errors, name, label, title, workLimits.title)
  return title
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
  stored: string | undefined,
): Prose {
  const kept = asStoredProse(stored ?? '')
  // Markup is not counted in what came from a file: a text that fits without it may stay.
  if (kept && typed === toInput(kept, kind) && !isLongerThan(toPlainText(kept), limit)) return kept
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

function parseWarnings(
  typed: readonly TypedWarning[],
  errors: Errors,
  chapters: number,
): WarningInput[] {
  return typed
    .filter(({ marked }) => marked)
    .slice(0, workLimits.warnings)
    .map(({ code, words, spoiler, from }) => {
      const clean = words.normalize('NFC').replace(/\s+/g, ' ').trim()
      hold(errors, 'warningAnswer', 'field.warnings.own', clean, workLimits.warning)
      const number = /^\d{1,6}$/.test(from.trim()) ? Number(from) : null
      if (from.trim() !== '' && (number === null || number < 1 || number > chapters)) {
        errors['warningAnswer'] = say('field.warnings.from.wrong', {
          typed: from.trim().slice(0, 20),
          chapters,
        })
      }
      return {
        code: code || null,
        words: clean,
        spoiler,
        fromChapter: number !== null && number > 1 ? number : null,
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
