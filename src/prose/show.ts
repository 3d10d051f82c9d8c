import { trusted, type Html } from '#html.ts'
import { inLine, pieces } from './pieces.ts'
import type { Prose } from './prose.ts'

/** Prose as it goes into a page. */
export function showProse(prose: Prose): Html {
  return trusted(prose)
}

/** The beginning of a text in plain words on one line, at most `characters` code units, cut at a word. */
export function excerpt(prose: Prose, characters: number): string {
  let out = ''
  let aside = 0
  for (const piece of pieces(prose)) {
    if (piece.kind === 'text') {
      if (aside === 0) out += piece.text
    } else if (piece.name === 'rt' || piece.name === 'rp') aside += piece.kind === 'open' ? 1 : -1
    else if (!inLine.has(piece.name)) out += ' '
    if (out.length > characters * 2 + 200) break
  }
  const line = out.replace(/\s+/g, ' ').trim()
  if (line.length <= characters) return line
  const cut = line.slice(0, Math.max(0, characters - 1))
  const space = /\s/.test(line.charAt(cut.length)) ? cut.length : cut.lastIndexOf(' ')
  // Scripts without spaces are cut where the room ends, but never inside a character.
  const kept = space > characters / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')
  return `${kept.replace(/[\s,;:–—-]+$/, '')}…`
}
