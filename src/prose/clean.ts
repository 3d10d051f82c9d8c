import type { Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { TooLarge } from '#shared/errors.ts'
import { finish } from './finish.ts'
import { parseHtml, Tangled } from './parse.ts'
import type { Prose, ProseKind } from './prose.ts'
import { schemas } from './schema.ts'
import { shape } from './shape.ts'

/** The most UTF-16 code units that are read at once: four chapters of full length. */
export const longestInput = 2_000_000

/** The text is longer than `longestInput`. */
export class TooLong extends TooLarge {
  constructor() {
    super('This text is too long.')
  }
}

/**
 * Makes prose of any HTML: only what this kind of text may hold, in paragraphs, every element
 * closed, nothing that runs, loads from elsewhere or leaves its box. Cleaning prose again gives it
 * back unchanged. Loose text is parted at double breaks, and at blank lines where the markup parts
 * nothing itself; paragraphs that are there are never broken again. Throws `TooLong`.
 */
export function cleanHtml(html: string, kind: ProseKind): Prose {
  if (html.length > longestInput) throw new TooLong()
  const source = html.replace(/\r\n?/g, '\n').replaceAll('\0', '')
  const shaped = shapeOf(source, kind)
  finish(shaped)
  const safe = sanitize(shaped, schemas[kind])
  return toHtml(safe, { characterReferences: { useNamedReferences: true } }) as Prose
}

function shapeOf(source: string, kind: ProseKind): Root {
  try {
    return shape(parseHtml(source, false), kind)
  } catch (error) {
    if (!(error instanceof Tangled)) throw error
    return shape(parseHtml(source, true), kind)
  }
}
