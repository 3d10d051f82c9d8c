import type { FrontMatter, Problem } from '#front-matter/front-matter.ts'
import { cleanHtml } from '#prose/clean.ts'
import { isLongerThan } from '#prose/count.ts'
import { fromPlainText, toPlainText } from '#prose/plain-text.ts'
import { emptyProse, type Prose, type ProseKind } from '#prose/prose.ts'
import type { PenNameId } from '#shared/ids.ts'
import type { SiteSettings } from '#storage/site-settings.ts'
import type { ChapterInput, WorkInput } from '#works/input.ts'
import { workLimits } from '#works/work.ts'
import { guessLanguage } from './guess-language.ts'
import { problem } from './problem-words.ts'
import { type Scale, proposeRating, proposeTags, proposeWarnings } from './propose.ts'

export type Composed = { input: WorkInput; chapters: ChapterInput[]; problems: Problem[] }

/**
 * What was read from a file as a work of this archive: its scale, its warnings, its limits. Texts are cleaned. What is
 * too long stays whole and is named; nothing is dropped that is not named too.
 */
export function composeWork(
  front: FrontMatter,
  archive: { scale: Scale; site: SiteSettings; penName: { id: PenNameId; name: string } },
): Composed {
  const problems: Problem[] = [...front.problems]
  const tell = (...found: Problem[]) => void problems.push(...found)
  const prose = (text: string | null, kind: ProseKind, limit: number) => {
    const made = toProse(front, text, kind)
    if (made && isLongerThan(toPlainText(made), limit)) tell(problem('too-long', text ?? ''))
    return made
  }
  const { scale, site, penName } = archive
  if (front.author !== null && !isSameName(front.author, penName.name)) {
    tell(problem('author-differs', front.author))
  }
  const warnings = proposeWarnings(front, scale, tell)
  if (front.warningAnswer === null) tell(problem('warnings-unsaid'))
  if (front.series !== null) tell(problem('no-field', `Series: ${front.series}`))
  const input: WorkInput = {
    title: cutTitle(front.title ?? '', workLimits.title, tell),
    penNameId: penName.id,
    tags: proposeTags(front, tell),
    categories: [...front.categories],
    rating: proposeRating(front, scale, tell),
    ratingSource: front.rating?.source.slice(0, 200) ?? null,
    warningAnswer: warnings.length > 0 ? 'listed' : silent(front.warningAnswer),
    warnings,
    summary: prose(front.summary, 'summary', workLimits.summary),
    noteBefore: prose(front.noteBefore, 'note', workLimits.note),
    noteAfter: prose(front.noteAfter, 'note', workLimits.note),
    disclaimer: prose(front.disclaimer, 'note', workLimits.disclaimer),
    language: languageOf(front, tell),
    status: front.status ?? 'in-progress',
    plannedChapters: null,
    commentsFrom: site.commentsFrom,
    commentsHeld: site.commentsHeld,
    countsShown: false,
    accountsOnly: false,
  }
  const chapters = joinBeyond(front, tell).map(({ title, noteBefore, noteAfter, text }) => ({
    title: cutTitle(title ?? '', workLimits.chapterTitle, tell),
    noteBefore: prose(noteBefore, 'note', workLimits.note),
    noteAfter: prose(noteAfter, 'note', workLimits.note),
    body: prose(text, 'chapter', workLimits.chapter),
  }))
  if (chapters.length > 1) {
    for (const { body, title } of chapters) if (!body) tell(problem('chapter-empty', title))
  }
  return { input, chapters, problems }
}

/** An answer that lists nothing is none. */
function silent(answer: FrontMatter['warningAnswer']): WorkInput['warningAnswer'] {
  return answer === null || answer === 'listed' ? 'unanswered' : answer
}

function toProse(front: FrontMatter, text: string | null, kind: ProseKind): Prose {
  if (text === null || text.trim() === '') return emptyProse
  return front.format === 'html' ? cleanHtml(text, kind) : fromPlainText(text, kind)
}

type Tell = (...found: Problem[]) => void

function cutTitle(title: string, limit: number, tell: Tell): string {
  const clean = title.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (!isLongerThan(clean, limit)) return clean
  tell(problem('title-too-long', clean))
  const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(clean)
  return Array.from(signs.containing(0) ? signs : [], ({ segment }) => segment)
    .slice(0, limit)
    .join('')
}

function languageOf(front: FrontMatter, tell: Tell): string {
  if (front.language !== null) return front.language
  const text = front.chapters.map((chapter) => chapter.text.slice(0, 20_000)).join('\n')
  const plain = front.format === 'html' ? text.replace(/<[^<>]*>/g, ' ') : text
  const guess = guessLanguage(plain)
  // English is what an archive without a word on it is taken for: only another guess is worth a look.
  if (guess === null) tell(problem('language-unknown'))
  else if (guess !== 'en') tell(problem('language-guessed', guess))
  return guess ?? 'en'
}

function joinBeyond(front: FrontMatter, tell: Tell): FrontMatter['chapters'] {
  const most = workLimits.chapters
  if (front.chapters.length <= most) return front.chapters
  tell(problem('chapters-joined'))
  const kept = front.chapters.slice(0, most - 1)
  const rest = front.chapters.slice(most - 1)
  const [first] = rest
  const words = rest.flatMap(({ title, noteBefore, text, noteAfter }, at) => [
    at > 0 ? title : null,
    at > 0 ? noteBefore : null,
    text,
    noteAfter,
  ])
  const text = words.filter((part) => part !== null && part !== '').join('\n\n')
  return first ? [...kept, { ...first, text, noteAfter: null }] : kept
}

/** Whether an author's name in a file is the pen name: case, spaces and signs aside. */
function isSameName(one: string, other: string): boolean {
  const bare = (name: string) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
  return bare(one) === bare(other)
}
