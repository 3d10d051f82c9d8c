import { type TextField, textFields } from '#storage/text-store.ts'
import { hasWords } from './words.ts'

/** Words in a row (or one) that a work has, or must not have; in this field, or in any. */
export type Part = { readonly field: TextField | null; readonly text: string }

/** What could not be read as it was typed; `part` is what it is about, as typed. */
export type Problem = {
  readonly kind:
    | 'unclosed-quote'
    | 'unknown-field'
    | 'empty-field'
    | 'lone-minus'
    | 'lone-or'
    | 'or-with-not'
    | 'no-words'
    | 'only-exclusions'
    | 'too-many'
    | 'too-long'
  readonly part: string
}

/** Of each group in `all` one part at least, and of `none` not one. Nothing in `all`: nothing is looked for. */
export type ParsedQuery = {
  readonly all: readonly (readonly Part[])[]
  readonly none: readonly Part[]
  readonly problems: readonly Problem[]
}

export const mostParts = 32
export const longestQuery = 400

const opening = '"“”„«»‟'
const phrase = new RegExp(`^[${opening}]([^${opening}]*)([${opening}]?)`)
const fieldName = /^(\p{L}[\p{L}_]*):/u
const bareWord = new RegExp(`^[^\\s${opening}]+`)
const minus = /^[-−]/

/**
 * Reads what was typed in a search box: words (all of them), "phrases", -not, `a OR b`, `title:`, `by:`, `tag:`,
 * `summary:`, `note:`, `text:`. Throws nothing for any text: what can't be read is read as well as can be, and named in
 * `problems`. At most 32 parts of the first 400 characters (code units).
 */
export function parseQuery(typed: string): ParsedQuery {
  const problems: Problem[] = []
  const all: Part[][] = []
  const none: Part[] = []
  let rest = typed.toWellFormed().trim()
  if (rest.length > longestQuery) {
    problems.push({ kind: 'too-long', part: rest.slice(longestQuery, longestQuery + 40) })
    rest = rest.slice(0, longestQuery).toWellFormed()
  }
  let count = 0
  /** `OR` was read, and what stood before it can be chosen from. */
  let or: 'no' | 'open' | 'after-not' = 'no'
  let last: 'nothing' | 'part' | 'not' = 'nothing'

  for (rest = rest.trimStart(); rest !== ''; rest = rest.trimStart()) {
    if (/^OR(?=\s|$)/.test(rest)) {
      rest = rest.slice(2)
      if (last === 'nothing' || or !== 'no' || rest.trim() === '') {
        problems.push({ kind: 'lone-or', part: 'OR' })
      } else or = last === 'not' ? 'after-not' : 'open'
      continue
    }
    const { part, not, taken } = readPart(rest, problems)
    const whole = rest.slice(0, taken)
    rest = rest.slice(taken)
    if (part === null) continue
    if (!hasWords(part.text)) {
      problems.push({ kind: 'no-words', part: whole.slice(0, 40) })
      continue
    }
    if (++count > mostParts) {
      problems.push({ kind: 'too-many', part: whole.slice(0, 40) })
      break
    }
    if (or !== 'no' && (not || or === 'after-not')) {
      problems.push({ kind: 'or-with-not', part: whole.slice(0, 40) })
      or = 'no'
    }
    if (not) none.push(part)
    else if (or === 'open') all.at(-1)?.push(part)
    else all.push([part])
    or = 'no'
    last = not ? 'not' : 'part'
  }
  if (or !== 'no') problems.push({ kind: 'lone-or', part: 'OR' })
  if (all.length === 0 && none.length > 0) {
    problems.push({ kind: 'only-exclusions', part: none.map(({ text }) => text).join(' ') })
  }
  return { all, none, problems }
}

/** One part from the beginning of `typed`, which does not begin with white space, and how much of it was taken. */
function readPart(
  typed: string,
  problems: Problem[],
): { part: Part | null; not: boolean; taken: number } {
  let at = 0
  const not = minus.test(typed)
  if (not) {
    at = 1
    if (at === typed.length || /\s/.test(typed.charAt(at))) {
      problems.push({ kind: 'lone-minus', part: typed.charAt(0) })
      return { part: null, not, taken: at }
    }
  }
  let field: TextField | null = null
  const named = fieldName.exec(typed.slice(at))
  if (named) {
    const name = (named[1] ?? '').toLowerCase()
    const known = textFields.find((one) => one === name)
    if (known) {
      field = known
      at += named[0].length
      at += typed.slice(at).length - typed.slice(at).trimStart().length
      if (at >= typed.length) {
        problems.push({ kind: 'empty-field', part: named[0] })
        return { part: null, not, taken: at }
      }
    } else problems.push({ kind: 'unknown-field', part: named[0].slice(0, 40) })
  }
  const here = typed.slice(at)
  const quoted = phrase.exec(here)
  if (quoted) {
    const [taken, text = '', end] = quoted
    if (end === '') problems.push({ kind: 'unclosed-quote', part: taken.slice(0, 40) })
    return { part: { field, text }, not, taken: at + taken.length }
  }
  const [text = here] = bareWord.exec(here) ?? []
  return { part: { field, text }, not, taken: at + text.length }
}
