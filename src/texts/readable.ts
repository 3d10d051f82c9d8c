import { attributeOf, inLine, pieces } from '#prose/pieces.ts'
import type { Prose } from '#prose/prose.ts'

/**
 * Prose as its words are read: no markup, no address; paragraphs, cells and items parted by line ends, emphasis inside a
 * word parting nothing; of pictures what is said instead of them.
 */
export function readableText(prose: Prose): string {
  let out = ''
  for (const piece of pieces(prose)) {
    if (piece.kind === 'text') out += piece.text
    else if (piece.name === 'img') out += ` ${attributeOf(piece.attributes, 'alt') ?? ''} `
    else if (piece.name === 'rt' || piece.name === 'rp') out += ' '
    else if (!inLine.has(piece.name)) out += '\n'
  }
  return out
}
