import { headingOf } from './chapter-headings.ts'
import type { Field } from './labels.ts'
import { labelOf } from './labels.ts'
import type { Line } from './lines.ts'
import { nextFull } from './paragraphs.ts'
import { isRuler } from './rulers.ts'
import { authorTalk, startsStory } from './sentences.ts'

const farthest = 24
const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' }

/**
 * Where a labelled note ends that begins at `at` and whose first paragraph ends at `end`. It ends
 * with the bracket that it opened, or at a ruler, start mark or label while what stands before
 * that talks to readers; else with its last paragraph that does. `doubt` says what is not certain.
 */
export function noteEnd(
  lines: readonly Line[],
  at: number,
  end: number,
  about: { bracket: string; value: string; field: Field; goesOn: (at: number) => boolean },
): { end: number; doubt?: string } {
  const bracketed = bracketEnd(lines, at, about.bracket)
  if (bracketed !== null) return { end: bracketed }
  const empty = about.value === ''
  let last = end
  let talked = end
  let firstEnd = end
  let sure = true
  let paragraphs = empty && end === at + 1 ? 0 : 1
  let others = 0
  for (let next = nextFull(lines, end); next < lines.length && paragraphs < farthest;) {
    const line = lines[next]
    if (line === undefined || labelOf(line.text) !== null || headingOf(line)?.sort === 'named') {
      const story = others > 2 || (others > 0 && about.field === 'summary')
      return story ? cautious(talked > firstEnd, talked) : { end: last, ...(sure ? {} : doubtful) }
    }
    if (isRuler(line) || startsStory(line.text)) {
      // A ruler straight under the heading ("Author's Note / -----") only underlines it.
      if (paragraphs === 0 && isRuler(line) && next <= at + 1) {
        next = nextFull(lines, next + 1)
        continue
      }
      if (others === 0 || (others <= 2 && talked > firstEnd) || (empty && others <= 6))
        return { end: last, ...(sure ? {} : doubtful) }
      return cautious(talked > firstEnd, talked)
    }
    let stop = next + 1
    while (about.goesOn(stop)) stop++
    const text = lines
      .slice(next, Math.min(stop, next + 60))
      .map((one) => one.text)
      .join(' ')
      .slice(0, 3000)
    paragraphs++
    last = stop
    if (paragraphs === 1) talked = firstEnd = stop
    else if (/^[\s*_]*["“„«]/u.test(text) && about.field !== 'summary') others += 3
    else if (authorTalk(text) >= 2 || (isReply(text) && others === 0)) {
      sure = sure && others === 0
      if (others <= 2) talked = stop
    } else {
      others++
      sure = false
    }
    if (others > 6) break
    next = nextFull(lines, stop)
  }
  // No mark ends the note: only what surely talks to readers belongs to it.
  return cautious(talked > firstEnd, talked)
}

// One paragraph after its label is certain; where more were taken, a person should look.
function cautious(more: boolean, end: number): { end: number; doubt?: string } {
  return more ? { end, ...doubtful } : { end }
}

const doubtful = { doubt: 'note-end-unclear' } as const

// "wickwatcher: yes, soup is coming." among replies to reviewers.
function isReply(text: string): boolean {
  return (
    /^[\p{Ll}\p{Lu}][\w .'-]{1,30}(?::| -) \S/u.test(text) &&
    text.length < 400 &&
    !/["“]/u.test(text)
  )
}

function bracketEnd(lines: readonly Line[], at: number, lead: string): number | null {
  const open = lead
    .trimStart()
    .replace(/^[*_~<]*/u, '')
    .charAt(0)
  const close = closers[open]
  if (close === undefined || /^\[[biu]\]/iu.test(lead.trimStart())) return null
  let depth = 0
  for (let i = at; i < lines.length && i < at + 60; i++) {
    for (const sign of (lines[i]?.text ?? '').slice(0, 20_000)) {
      if (sign === open) depth++
      else if (sign === close && --depth === 0) return i + 1
    }
  }
  return null
}
