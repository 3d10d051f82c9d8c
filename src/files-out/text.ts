import { toPlainText } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import { turn } from '#shared/turn.ts'
import { bylineOf, chapterNameOf, type Fact, factsOf, titleOf, words } from './front-words.ts'
import type { WorkFile } from './work-file.ts'

const part = (heading: string, prose: Prose) =>
  prose ? [`${heading}:\n\n${toPlainText(prose)}`] : []

/** A work as plain text in UTF-8, its front matter first. Yields between chapters. */
export async function makeText({ front, chapters, address }: WorkFile): Promise<Buffer> {
  const all = factsOf(front, address)
  const said = ({ label, values }: Fact) => `${label}: ${values.join(', ')}`
  const facts = all.map((fact) =>
    fact.folded ? `${fact.label}: ${fact.values.length}, ${words.atTheEnd}` : said(fact),
  )
  const out = [
    [`Title: ${titleOf(front)}`, `Author: ${bylineOf(front)}`, ...facts].join('\n'),
    ...part(words.summary, front.summary),
    ...part(words.noteBefore, front.noteBefore),
    ...part(words.disclaimer, front.disclaimer),
  ]
  for (const chapter of chapters) {
    await turn()
    out.push(
      chapterNameOf(chapter),
      ...part(words.chapterNote, chapter.noteBefore),
      toPlainText(chapter.body),
      ...part(words.chapterNoteAfter, chapter.noteAfter),
    )
    if (chapter.number === front.chapters) out.push(...part(words.noteAfter, front.noteAfter))
  }
  // Nothing folds in a text: what gives something away stands where nobody looks by chance.
  out.push(...all.filter(({ folded }) => folded).map(said))
  return Buffer.from(`${out.filter(Boolean).join('\n\n')}\n`)
}
