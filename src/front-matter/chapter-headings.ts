import { isBlank, type Line } from './lines.ts'
import { bare } from './paragraphs.ts'

/** A line that begins a chapter. */
export type Heading = {
  readonly at: number
  /** Lines that the heading takes, a title on the second line with it. */
  readonly size: number
  readonly number: number | null
  /** The words after `Chapter N`, or those of a heading that has a name of its own. */
  readonly title: string | null
  readonly words: string
}

const ones =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')

function numberOf(word: string): number | null {
  const text = word.toLowerCase()
  if (/^\d{1,4}$/u.test(text)) return Number(text)
  if (ones.includes(text)) return ones.indexOf(text) + 1
  if (ordinals.includes(text)) return ordinals.indexOf(text) + 1
  const [ten, one] = text.split(/[ -]/u)
  if (ten !== undefined && tens.includes(ten)) {
    return (tens.indexOf(ten) + 2) * 10 + (one === undefined ? 0 : ones.indexOf(one) + 1)
  }
  return /^[ivxlc]{1,8}$/u.test(text) ? roman(text) : null
}

function roman(text: string): number | null {
  const worth: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 }
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const here = worth[text.charAt(i)] ?? 0
    sum += here < (worth[text.charAt(i + 1)] ?? 0) ? -here : here
  }
  return sum > 0 ? sum : null
}

const numeral = String.raw`\d{1,4}|[IVXLCivxlc]{1,8}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:${ones.slice(0, 9).join('|')}))?|${ones.join('|')}|ten|twelve`
const named = new RegExp(
  String.raw`^(?:the )?(chapter|chap\.?|ch\.?|chpt\.?|part|kapitel|teil|chapitre|capítulo|capitulo|capitolo|глава|часть|rozdział|kapitola|الفصل|פרק)\s*(?:#\s*)?(${numeral}|الأول|الثاني|الثالث|א|ב|ג)(?![\p{L}\p{N}])[\s.]*(?:(?:[:：.,–—~]|--?|\s-)\s*(.*)|\s+(\p{Lu}.*|[("“].*)|)$`,
  'iu',
)
const alone =
  /^(prologue?|epilogue?|interlude|intermission|prolog|epilog|prólogo|epílogo|пролог|эпилог|prelude|coda)(?:\s*(?:[:：–—]|--?)\s*(.+))?[.!]?$/iu
const counted = /^(\d{1,3}|[IVXLC]{1,7})[.)]\s+(\S.*)$/u
const parted = /^(\S.*?)\s*[([](\d{1,3})\s?(?:\/|of)\s?(?:\d{1,3}|\?)[)\]]$/iu
const localNumbers: Record<string, number> = { الأول: 1, الثاني: 2, الثالث: 3, א: 1, ב: 2, ג: 3 }

type Found = Omit<Heading, 'at' | 'size'> & {
  readonly sort: 'named' | 'alone' | 'counted' | 'parted'
  readonly stem?: string
}

/** What a line says as a chapter heading, looked at alone; null when it can be none. */
export function headingOf(line: Line | undefined): Found | null {
  if (line === undefined || line.text.length > 200) return null
  const words = bare(line)
  if (words === '' || words.length > 80 || /[,;]$/u.test(words) || /^["“„«]/u.test(words))
    return null
  const chapter = named.exec(words)
  if (chapter?.[1] !== undefined && chapter[2] !== undefined) {
    const rest = (chapter[3] ?? chapter[4] ?? '').trim()
    // "Chapter two was harder" and "Part 2 of the plan failed." are sentences.
    const lower = chapter[4] !== undefined && !/^[\p{Lu}("“]/u.test(chapter[4])
    const sentence = chapter[4] !== undefined && /[.!?]["”]?$/u.test(rest)
    if (lower || sentence) return null
    const number = localNumbers[chapter[2]] ?? numberOf(chapter[2])
    return { sort: 'named', number, title: rest === '' ? null : rest, words }
  }
  const single = alone.exec(words)
  if (single !== null)
    return { sort: 'alone', number: null, title: words.replace(/\.$/u, ''), words }
  const count = counted.exec(words)
  if (count?.[1] !== undefined && count[2] !== undefined && !/[.!?…]["”]?$/u.test(count[2])) {
    return { sort: 'counted', number: numberOf(count[1]), title: count[2], words }
  }
  const part = parted.exec(words)
  if (part?.[1] !== undefined && part[2] !== undefined) {
    return {
      sort: 'parted',
      number: Number(part[2]),
      title: words,
      words,
      stem: part[1].toLowerCase(),
    }
  }
  return null
}

/**
 * The chapter headings of a file from line `from` on. Named ones (`Chapter 3`, `Prologue`) count
 * when their numbers rise with gaps of at most one; `3. Title` and `Title (3/7)` only when there are two
 * and they count up from 1. A table of contents is no heading: nothing stands between its lines.
 */
export function chapterHeadings(
  lines: readonly Line[],
  from: number,
): { headings: Heading[]; contents: Line[] } {
  const candidates: (Found & { at: number; size: number })[] = []
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]
    if (line === undefined || line.text.length > 200) continue
    const found = headingOf(line)
    if (found === null) continue
    const parts = at === from || isBlank(lines[at - 1]) || line.block !== lines[at - 1]?.block
    if (found.sort !== 'named' && !(parts && (line.block !== undefined || isBlank(lines[at + 1]))))
      continue
    if (
      line.block === undefined &&
      !parts &&
      !isBlank(lines[at + 1]) &&
      headingOf(lines[at - 1]) === null
    )
      continue
    candidates.push(subtitled({ ...found, at, size: 1 }, lines))
  }
  const { kept, contents } = withoutContents(candidates, lines)
  const hasNamed = kept.some((one) => one.sort === 'named')
  const sorts =
    hasNamed || kept.filter((one) => one.sort === 'alone').length > 1
      ? ['named', 'alone']
      : ['counted']
  let chosen = rising(kept.filter((one) => sorts.includes(one.sort)))
  if (!hasNamed && chosen.length < 2) chosen = partedRun(kept)
  if (!hasNamed && (chosen.length < 2 || (chosen[0]?.number ?? 1) !== 1)) chosen = []
  return { headings: chosen, contents: chosen.length > 0 ? contents : [] }
}

function partedRun<T extends Found>(all: readonly T[]): T[] {
  const stem = all.find((one) => one.sort === 'parted')?.stem
  return rising(all.filter((one) => one.sort === 'parted' && one.stem === stem))
}

// A bare "Chapter One" with a short line under it: that is its title.
function subtitled<T extends Found & { at: number; size: number }>(
  found: T,
  lines: readonly Line[],
): T {
  if (found.sort !== 'named' || found.title !== null) return found
  const next = lines[found.at + 1]
  if (next === undefined || isBlank(next) || !isBlank(lines[found.at + 2])) return found
  const words = bare(next)
  const plain = words !== '' && words.length <= 60 && /^[\p{Lu}\p{Lo}\p{N}]/u.test(words)
  if (!plain || /[.,;:!?…"”]$/u.test(words) || headingOf(next) !== null) return found
  return { ...found, title: words, size: 2, words: `${found.words} ${words}` }
}

function rising<T extends Found>(all: readonly T[]): T[] {
  const out: T[] = []
  let last: number | null = null
  for (const one of all) {
    if (one.number === null) {
      if (one.sort === 'alone') out.push(one)
      continue
    }
    if (last !== null && (one.number <= last || one.number > last + 2)) continue
    out.push(one)
    last = one.number
  }
  return out
}

// Headings with nothing between them that come again further down are a table of contents.
function withoutContents<T extends { at: number; size: number; words: string }>(
  all: readonly T[],
  lines: readonly Line[],
): { kept: T[]; contents: Line[] } {
  const last = new Map(all.map((one, i) => [one.words.toLowerCase(), i]))
  const touches = (a: T | undefined, b: T | undefined): boolean =>
    a !== undefined &&
    b !== undefined &&
    lines.slice(a.at + a.size, b.at).every((line) => isBlank(line))
  const listed = all.map(
    (one, i) =>
      (last.get(one.words.toLowerCase()) ?? i) > i &&
      (touches(all[i - 1], one) || touches(one, all[i + 1])),
  )
  const contents = all.filter((_, i) => listed[i] === true)
  return {
    kept: all.filter((_, i) => listed[i] !== true),
    contents: contents.flatMap((one) => lines.slice(one.at, one.at + one.size)),
  }
}
