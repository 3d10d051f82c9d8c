import { escapeHtml } from '#html.ts'
import { emphasise } from './emphasis.ts'
import type { ProseKind } from './prose.ts'
import { isSceneBreak } from './scene-breaks.ts'
import { trimEnd } from './tree.ts'

/** Lines without a blank one between them, and how many blank lines stood before them. */
type Block = { lines: string[]; gap: number }

/** Finds the paragraphs of a plain text by measuring it; gives markup for the cleaner. */
export function markupOfPlain(text: string, kind: ProseKind): string {
  const blocks = readBlocks(text.replaceAll('\t', '    '))
  if (blocks.length === 0) return ''
  const wrap = wrapColumn(blocks)
  const linesAreParagraphs = wrap === null && hasLongLines(blocks)
  const usualGap = usual(blocks.slice(1).map((block) => block.gap))
  const breakFrom = linesAreParagraphs ? Math.min(usualGap, 1) : Math.max(usualGap, 1)
  const out: string[] = []
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && block.gap > breakFrom) out.push('<hr>')
    else if (index > 0 && linesAreParagraphs && blocks.length > 1) out.push('<hr>')
    for (const paragraph of paragraphsOf(block.lines, wrap, linesAreParagraphs)) {
      if (paragraph === '') out.push('<hr>')
      else
        out.push(
          `<p>${paragraph
            .split('\n')
            .map((line) => emphasise(escapeHtml(line), kind))
            .join('<br>')}</p>`,
        )
    }
  }
  return out.join('')
}

function readBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let gap = 0
  let open: Block | null = null
  for (const line of text.split(/\n|\f/)) {
    if (/^[\s\u00a0]*$/.test(line)) {
      gap++
      open = null
      continue
    }
    if (open === null) {
      open = { lines: [], gap }
      blocks.push(open)
    }
    open.lines.push(trimEnd(line))
    gap = 0
  }
  return blocks
}

/**
 * The column at which the lines of a file were wrapped, or null. A line was wrapped when the next
 * line's first word would not have fitted behind it; nearly all must have been, three at least.
 */
function wrapColumn(blocks: readonly Block[]): number | null {
  const lengths = blocks.flatMap(({ lines }) => lines.map((line) => line.length))
  const column = Math.max(0, ...new Set(lengths))
  if (column < 50 || column > 100) return null
  let wrapped = 0
  let all = 0
  for (const { lines } of blocks) {
    for (const [index, line] of lines.entries()) {
      const next = lines[index + 1]
      if (next === undefined || isSceneBreak(line) || isSceneBreak(next) || isIndented(next))
        continue
      if (line.length < column * 0.5) continue
      all++
      if (isFull(line, next, column)) wrapped++
    }
  }
  return wrapped >= 3 && wrapped >= all * 0.85 ? column : null
}

const isIndented = (line: string) => /^ {2,}\S/.test(line)

function isFull(line: string, next: string, column: number): boolean {
  const word = /^\s*(\S+)/.exec(next)?.[1] ?? ''
  return line.length + 1 + word.length >= column - 4 && line.length >= column * 0.6
}

/** Whether each line is a paragraph: they are long, and blank lines are rare. */
function hasLongLines(blocks: readonly Block[]): boolean {
  let lines = 0
  let long = 0
  for (const block of blocks) {
    lines += block.lines.length
    for (const line of block.lines) if (line.length > 100) long++
  }
  return lines >= 3 && lines / blocks.length >= 3 && long >= lines * 0.3
}

/** The gap that parts most paragraphs, where there are enough of them to tell. */
function usual(gaps: readonly number[]): number {
  if (gaps.length < 3) return 1
  const counts = new Map<number, number>()
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1)
  for (const [gap, count] of counts) if (count * 2 > gaps.length) return gap
  return 1
}

/** The paragraphs of one block, their breaks as LF; an empty one is a scene break. */
function paragraphsOf(
  lines: readonly string[],
  wrap: number | null,
  linesAreParagraphs: boolean,
): string[] {
  const out: string[] = []
  let current: string[] = []
  const flush = () => {
    if (current.length > 0) out.push(join(current, wrap))
    current = []
  }
  for (const line of lines) {
    if (isSceneBreak(line)) {
      flush()
      out.push('')
      continue
    }
    const previous = current.at(-1)
    const starts =
      wrap !== null && previous !== undefined && isIndented(line) && !isIndented(previous)
    if (linesAreParagraphs || starts) flush()
    current.push(line)
  }
  flush()
  return out
}

/** Joins the lines of a paragraph where they were wrapped; keeps the breaks of verse. */
function join(lines: readonly string[], wrap: number | null): string {
  let out = lines[0]?.trim() ?? ''
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const previous = lines[i - 1] ?? ''
    const joins = wrap !== null && isFull(previous, line, wrap)
    const hyphened = /\p{L}-$/u.test(previous) && /^\s*\p{Ll}/u.test(line)
    out += `${joins ? (hyphened ? '' : ' ') : '\n'}${line.trim()}`
  }
  return out
}
