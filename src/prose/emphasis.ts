import type { ProseKind } from './prose.ts'

const opening = /^[\s(["'“‘«„—–-]$|^$/u
const closing = /^[\s)\].,;:!?…"'”’»—–&-]$|^$/u

/**
 * Turns `*words*`, `_words_` and `**words**` in one line of escaped text into emphasis, where every
 * sign in the line is paired and stands at the border of a word; else the line stays as it is. In
 * notes and comments `*dodges tomatoes*` stays, as what people do there.
 */
export function emphasise(line: string, kind: ProseKind): string {
  let out = line
  if (line.includes('**')) out = pair(out, '**', 'strong', () => true)
  if (!out.includes('**') && out.includes('*')) {
    const acts = kind === 'note' || kind === 'comment'
    out = pair(out, '*', 'em', (inner) => !acts || !/\s/.test(inner))
  }
  if (out.includes('_') && !out.includes('__')) out = pair(out, '_', 'em', () => true)
  return out
}

function pair(line: string, sign: string, tag: string, fits: (inner: string) => boolean): string {
  const parts = line.split(sign)
  if (parts.length % 2 === 0) return line
  let out = parts[0] ?? ''
  for (let i = 1; i < parts.length; i += 2) {
    const inner = parts[i] ?? ''
    const after = parts[i + 1] ?? ''
    const before = parts[i - 1] ?? ''
    const isPaired =
      /[\p{L}\p{N}]/u.test(inner) &&
      inner === inner.trim() &&
      !/[*_<>]/.test(inner) &&
      opening.test(before.replace(/&(?:quot|#39);$/, '"').slice(-1)) &&
      closing.test(after.slice(0, 1)) &&
      fits(inner)
    if (!isPaired) return line
    out += `<${tag}>${inner}</${tag}>${after}`
  }
  return out
}
