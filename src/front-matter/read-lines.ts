import { chapterHeadings, type Heading } from './chapter-headings.ts'
import type { ChapterText, FrontMatter } from './front-matter.ts'
import { readFoot } from './foot.ts'
import { Gathering } from './gather.ts'
import { readHead } from './head.ts'
import { isBlank, isWrapped, type Format, type Line } from './lines.ts'
import { guessTitle } from './preamble.ts'
import { isRuler } from './rulers.ts'

/** Reads front matter and chapters from lines of either format; see `readStoryText`. */
export function readLines(
  lines: readonly Line[],
  format: Format,
  fileName: string | undefined,
): FrontMatter {
  const place = { lines, format, wrapped: isWrapped(lines) }
  const all = new Gathering(format)
  const head = readHead(place, 0, true)
  let noteBefore = all.take(head.entries)
  let noteAfter: string | null = null
  if (head.entries.length === 0) {
    const guess = guessTitle(lines, 0)
    if (guess !== null) {
      all.title = guess
      all.doubt('title-guessed', guess)
    }
  }
  const { headings, contents } = chapterHeadings(lines, head.end)
  const above = contents.length === 0 ? [] : lines.slice(head.end, headings[0]?.at)
  contents.unshift(...above.filter((line) => /^\W*(?:table of )?contents\W*$/iu.test(line.text)))
  all.keep('contents', contents.map((line) => line.text.trim()).join(' '))
  const chapters: ChapterText[] = []
  const skip: ReadonlySet<Line> = new Set(contents)
  const pieces = piecesOf(lines, head.end, headings, skip)
  for (const [i, piece] of pieces.entries()) {
    const several = pieces.length > 1
    // Each chapter is read from lines of its own, so that many chapters cost no more than one.
    const own = { ...place, lines: lines.slice(piece.from, piece.to) }
    const first = piece.heading?.size ?? 0
    const top = piece.heading === null ? { entries: [], end: first } : readHead(own, first, false)
    const foot = readFoot(own, top.end, own.lines.length, all.author)
    const before = all.take(top.entries, several)
    const after = all.take(foot.entries, several)
    if (i === pieces.length - 1 && foot.status !== null) all.status ??= foot.status
    if (!several) noteAfter = after
    chapters.push({
      title: titleOf(piece.heading, i, all),
      noteBefore: before,
      noteAfter: several ? after : null,
      text: format.render(own.lines.slice(top.end, foot.end).filter((line) => !skip.has(line))),
    })
  }
  if (chapters.length === 1 && chapters[0] !== undefined && chapters[0].noteBefore !== null) {
    // One chapter only: its note is the work's.
    const both = [noteBefore, chapters[0].noteBefore].filter((note) => note !== null)
    noteBefore = both.join(format.name === 'text' ? '\n\n' : '\n')
    chapters[0] = { ...chapters[0], noteBefore: null }
  }
  if (all.title === null) all.title = fromFileName(fileName, all)
  if (all.rating === null) all.doubt('rating-missing', '')
  if (chapters.every((chapter) => chapter.text === '')) all.doubt('story-empty', noteBefore ?? '')
  return finished(all, { noteBefore, noteAfter, chapters })
}

type Piece = { readonly heading: Heading | null; readonly from: number; readonly to: number }

function piecesOf(
  lines: readonly Line[],
  from: number,
  headings: readonly Heading[],
  skip: ReadonlySet<Line>,
): Piece[] {
  const pieces: Piece[] = []
  const firstAt = headings[0]?.at ?? lines.length
  if (headings.length === 0) return [{ heading: null, from, to: lines.length }]
  const skipped = (line: Line): boolean => isBlank(line) || isRuler(line) || skip.has(line)
  if (!lines.slice(from, firstAt).every(skipped)) pieces.push({ heading: null, from, to: firstAt })
  for (const [i, heading] of headings.entries()) {
    pieces.push({ heading, from: heading.at, to: headings[i + 1]?.at ?? lines.length })
  }
  return pieces
}

function titleOf(heading: Heading | null, i: number, all: Gathering): string | null {
  if (heading === null) return null
  all.keep('chapter', heading.words)
  if (heading.number === null || heading.number === i + 1) return heading.title
  return heading.words
}

function fromFileName(fileName: string | undefined, all: Gathering): string | null {
  const stem = (fileName ?? '')
    .replace(/^.*[/\\]/u, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/u, '')
    .replace(/[_\s]+/gu, ' ')
    .trim()
  if (stem === '') return null
  all.doubt('title-from-file-name', stem)
  return stem
}

function finished(
  all: Gathering,
  story: Pick<FrontMatter, 'noteBefore' | 'noteAfter' | 'chapters'>,
): FrontMatter {
  const part = all.format.name === 'text' ? '\n\n' : '\n'
  const join = (parts: readonly string[]): string | null =>
    parts.length === 0 ? null : parts.join(part)
  return {
    format: all.format.name,
    title: all.title,
    author: all.author,
    rating: all.rating,
    warnings: [...all.warnings],
    freeWarnings: [...all.freeWarnings],
    warningAnswer: all.warningAnswer,
    summary: join(all.summaries),
    disclaimer: join(all.disclaimers),
    ...story,
    fandoms: [...all.fandoms],
    relationships: [...all.relationships],
    characters: [...all.characters],
    additional: [...all.additional],
    categories: [...all.categories],
    language: all.language,
    series: all.series,
    status: all.status,
    other: all.other,
    kept: all.kept,
    problems: all.problems,
  }
}
