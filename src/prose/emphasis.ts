import type { ProseKind } from './prose.ts'

const opening = /^[\s(["'“‘«„—–-]$|^$/u
const closing = /^[\s)\].,;:!?…"'”’»—–&-]$|^$/u

/**
 * Turns `*words*`, `_words_` and `**words**` in one line of escaped text into emphasis, where every
 * such sign at the border of a word is paired; else those signs stay as they are. A sign that stands alone
 * (`5 * 3`) or inside a word (`f*ck`, `snake_case`) can be no half of a pair, and spoils none. In
 * notes and comments `*dodges tomatoes*` stays, as what people do there.
 */
export function emphasise(line: string, kind: ProseKind): string {
  const acts = kind === 'note' || kind === 'comment'
  let out = line
  if (line.includes('**')) out = pair(out, '**', 'strong', () => true)
  if (line.includes('*')) out = pair(out, '*', 'em', (inner) => !acts || !/\s/.test(inner))
  if (line.includes('_') && !line.includes('__')) out = pair(out, '_', 'em', () => true)
  return out
}

/** A sign, where it stands, and which half of a pair it can be. */
type Sign = { at: number; opens: boolean; closes: boolean }

const runs = { '*': /\*+/g, _: /_+/g }

/** The signs of a line that can be half of a pair, in order. A longer or shorter row of them is another sign. */
function signsOf(line: string, sign: '*' | '**' | '_'): Sign[] {
  const signs: Sign[] = []
  for (const { 0: run, index: at } of line.matchAll(runs[sign === '_' ? '_' : '*'])) {
    if (run.length !== sign.length) continue
    const before = line
      .slice(Math.max(0, at - 6), at)
      .replace(/&(?:quot|#39);$/, '"')
      .slice(-1)
    const after = line.charAt(at + run.length)
    const opens = opening.test(before) && /\S/.test(after)
    const closes = closing.test(after) && /\S/.test(before)
    if (opens || closes) signs.push({ at, opens, closes })
  }
  return signs
}

function pair(
  line: string,
  sign: '*' | '**' | '_',
  tag: string,
  fits: (inner: string) => boolean,
): string {
  const signs = signsOf(line, sign)
  if (signs.length % 2 === 1) return line
  let out = ''
  let done = 0
  for (let i = 0; i < signs.length; i += 2) {
    const from = signs[i]
    const to = signs[i + 1]
    if (!from?.opens || !to?.closes) return line
    const inner = line.slice(from.at + sign.length, to.at)
    if (!/[\p{L}\p{N}]/u.test(inner) || /[*_<>]/.test(inner) || !fits(inner)) return line
    out += `${line.slice(done, from.at)}<${tag}>${inner}</${tag}>`
    done = to.at + sign.length
  }
  return out + line.slice(done)
}
