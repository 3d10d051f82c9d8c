import type { FrontMatter } from './front-matter.ts'
import { textFormat, textLines } from './lines.ts'
import { readLines } from './read-lines.ts'

/**
 * Reads the front matter at the head and foot of a story's plain text, and the story between.
 *
 * `text` is decoded and may have any line ends. Every word of it stands again in the answer: in
 * a field, in `kept` (the words that a field was read from), in a note, or in a chapter's text.
 * Takes time in proportion to the text. Never throws.
 */
export function readStoryText(
  text: string,
  options: { readonly fileName?: string } = {},
): FrontMatter {
  return readLines(textLines(text), textFormat, options.fileName)
}
