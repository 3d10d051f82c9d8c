import type { Entry } from './entries.ts'
import { headingOf } from './chapter-headings.ts'
import { labelOf } from './labels.ts'
import { isBlank, type Format, type Line } from './lines.ts'
import { readMetadataLine } from './metadata-line.ts'
import { bare, endOfRun, nextFull } from './paragraphs.ts'
import { stepOf } from './rating.ts'
import { isRuler } from './rulers.ts'

const byline = /^(?:by|written by|von|par|por|автор|av|di|door)(?:\s+|:\s*)(\S.{0,58})$/iu
const titleBy = /^(\S.{0,98}?),?\s+by:?\s+(\S.{0,40})$/u

/**
 * Title, byline and the compact line of LiveJournal posts (`Fandom, A/B, PG-13, 2300 words`) at
 * the very top, before any label. `proven` says that they are front matter even if no label comes.
 */
export function readPreamble(
  lines: readonly Line[],
  from: number,
  format: Format,
): { entries: Entry[]; end: number; proven: boolean } {
  const entries: Entry[] = []
  let proven = false
  let at = nextFull(lines, from)
  let end = from
  for (let seen = 0; seen < 5 && at < lines.length; seen++) {
    const line = lines[at]
    if (line === undefined) break
    if (isRuler(line)) {
      // An underline, or a ruler between a title and the rest.
      if (entries.length === 0 || !underlines(lines, at)) break
      proven ||= entries.length === 1
      end = ++at
      at = nextFull(lines, at)
      continue
    }
    const found = readLine(line, lines, at, entries, format)
    if (found === null) break
    entries.push(...found.entries)
    proven ||= found.proven
    at += 1
    end = at
    if (found.compact) {
      const summary = lines[at]
      const after = endOfRun(lines, at)
      if (
        summary !== undefined &&
        after === at + 1 &&
        labelOf(summary.text) === null &&
        !isRuler(summary)
      ) {
        entries.push({
          field: 'summary',
          label: '',
          value: [summary],
          lines: [summary],
          strong: true,
        })
        end = ++at
      }
      at = nextFull(lines, at)
      break
    }
    at = nextFull(lines, at)
  }
  const next = lines[at]
  if (entries.length > 0 && next !== undefined && headingOf(next)?.sort === 'named') proven = true
  return { entries, end, proven }
}

function underlines(lines: readonly Line[], at: number): boolean {
  return !isBlank(lines[at - 1]) && /^\s*(?:=+|-{3,}|~{3,})\s*$/u.test(lines[at]?.text ?? '')
}

type Read = { entries: Entry[]; proven: boolean; compact?: boolean }

function readLine(
  line: Line,
  lines: readonly Line[],
  at: number,
  before: readonly Entry[],
  format: Format,
): Read | null {
  const text = bare(line)
  const titled = before.some((one) => one.field === 'title')
  if (
    titled &&
    before.some((one) => one.field === 'author') &&
    readMetadataLine(lines[at + 1] ?? line, format) !== null
  ) {
    // On fanfiction.net's pages the summary stands over the line of data.
    return {
      entries: [{ field: 'summary', label: '', value: [line], lines: [line], strong: true }],
      proven: true,
    }
  }
  const by = byline.exec(text)
  if (by?.[1] !== undefined && isName(by[1]) && titled) {
    const start = line.text.lastIndexOf(by[1])
    const value = [format.cut(line, start, start + by[1].length)]
    return {
      entries: [{ field: 'author', label: '', value, lines: [line], strong: true }],
      proven: true,
    }
  }
  if (text === '' || text.length > 110 || labelOf(line.text) !== null || headingOf(line) !== null)
    return null
  const entry = (field: Entry['field'], value: string, strong: boolean): Entry => {
    const start = Math.max(0, line.text.indexOf(value))
    return {
      field,
      label: '',
      value: [format.cut(line, start, start + value.length)],
      lines: [line],
      strong,
    }
  }
  const compact = compactLine(text)
  if (compact !== null) {
    return {
      entries: compact.map(([field, value]) => entry(field, value, true)),
      proven: true,
      compact: true,
    }
  }
  const unclosed = /[.,;:]$/u.test(text) && !text.endsWith('...')
  if (before.length === 0 && !unclosed) {
    const both = titleBy.exec(text)
    const next = lines[nextFull(lines, at + 1)]
    if (both?.[1] !== undefined && both[2] !== undefined && isName(both[2]) && isTitle(both[1])) {
      const sure = /^\p{Lu}/u.test(both[2]) || compactLine(bare(next)) !== null
      return {
        entries: [entry('title', both[1], false), entry('author', both[2], false)],
        proven: sure && isBlank(lines[at + 1]) && words(text) <= 10,
      }
    }
    if (isTitle(text)) {
      const marked =
        line.heading === true ||
        /^\s{0,3}#{1,2}\s/u.test(line.text) ||
        /^\s*\*\*[^*]+\*\*\s*$/u.test(line.text)
      return { entries: [entry('title', text, false)], proven: marked }
    }
  }
  return null
}

function words(text: string): number {
  return text.split(/\s+/u).length
}

function isName(text: string): boolean {
  return words(text) <= 5 && !/[.!?,;:]$/u.test(text)
}

/** Whether a line looks like a title: short, begins with a capital, is no speech or greeting. */
function isTitle(text: string): boolean {
  if (/^["„«‘-]?[\p{Ll}]/u.test(text) || /^(?:dear|my dear|to|hello|hi)\b/iu.test(text))
    return false
  return words(text) <= 14 && !/["”»]\s+\p{L}/u.test(text) && !/^["“].*[.!?,]["”]/u.test(text)
}

const lengthOf = /^(?:~|c\. ?|ca\. ?|about )?[\d.,]+\s?k?\s?(?:words|wörter|mots|palabras|слов)$/iu
const step =
  /^(?:rated )?["“]?(?:G|PG|PG-?13|PG-?15|R|NC-?17|K\+?|T\+?|M|MA|FR[TMC]|FRAO|E|Teen|Mature|Explicit|Gen|General|\d\d\+)["”]?(?: \(.*\))?$/u
const couple = /^\p{Lu}[^,]*(?:\/|\sx\s)\p{Lu}[^,]*$/u

function compactLine(text: string): [Entry['field'], string][] | null {
  const parts = text.split(/\s*(?:,|\||;|\s[-–—·•]\s)\s*/u).filter((part) => part !== '')
  if (parts.length < 2 || parts.length > 8) return null
  const known = parts.map((part): Entry['field'] | null => {
    if (step.test(part) && stepOf(part) !== null) return 'rating'
    if (lengthOf.test(part)) return 'other'
    return couple.test(part) ? 'relationship' : null
  })
  if (
    !known.includes('rating') ||
    !known.some((field) => field === 'other' || field === 'relationship')
  )
    return null
  return parts.map((part, i) => [known[i] ?? (i === 0 ? 'fandom' : 'other'), part])
}

/** A first line that may be a title, but nothing proves it: it stays in the story. */
export function guessTitle(lines: readonly Line[], from: number): string | null {
  const at = nextFull(lines, from)
  const line = lines[at]
  const next = lines[nextFull(lines, at + 1)]
  if (line === undefined || next === undefined || !isBlank(lines[at + 1])) return null
  const text = bare(line)
  if (text === '' || words(text) > 8 || text.length > 60 || next.text.length < 30) return null
  if (/[.,;:!?…"”'’)-]$|\d/u.test(text) || /^["“„«(]/u.test(text)) return null
  return isTitle(text) && /^[\p{Lu}\p{Lo}]/u.test(text) ? text : null
}
