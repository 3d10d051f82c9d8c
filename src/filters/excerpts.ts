import { sql } from 'kysely'
import { type Html, html } from '#html.ts'
import type { Actor } from '#policy/actor.ts'
import { isAboveComfort } from '#policy/comfort.ts'
import { visibleChapter } from '#policy/visible.ts'
import { maskLanguage } from '#prose/mask.ts'
import { asStoredProse } from '#prose/prose.ts'
import type { WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { parseQuery } from '#texts/parse-query.ts'
import { readableText } from '#texts/readable.ts'
import { type Piece, type Snippet, snippets } from '#texts/snippets.ts'
import type { FrontMatter } from '#works/work.ts'

/** Of each work so many chapters, and of each so many characters of markup, are looked through. */
const chaptersRead = 20
const charactersRead = 40_000
/** When so much was read for a page, the works further down show no excerpts. */
const mostRead = 1_500_000

/**
 * Where the words that were looked for stand in the works of a page, with strong language masked as the reader asked.
 * None of a work that is above the reader's comfort: its text is behind a question. One query a work.
 */
export async function readExcerpts(
  db: Db,
  { reading }: Actor,
  works: readonly FrontMatter[],
  typed: string,
): Promise<Map<WorkId, Html>> {
  const query = parseQuery(typed)
  const found = new Map<WorkId, Html>()
  if (query.all.length === 0) return found
  const masked = new Set(reading.mask)
  let left = mostRead
  for (const work of works) {
    if (left <= 0) break
    if (isAboveComfort(reading, work.rating.code)) continue
    const rows = await db
      .selectFrom('chapter')
      .select(sql<string>`substr(chapter.body, 1, ${sql.lit(charactersRead)})`.as('body'))
      .where('chapter.work_id', '=', work.id)
      .where(visibleChapter)
      .orderBy('chapter.position')
      .limit(chaptersRead)
      .execute()
    const pieces: Piece[] = rows.map(({ body }) => ({
      field: 'text',
      text: readableText(maskLanguage(asStoredProse(body), work.language, masked)),
    }))
    for (const { body } of rows) left -= body.length
    const excerpts = snippets(pieces, query, work.language)
    if (excerpts.length > 0) found.set(work.id, excerptsPart(excerpts, work.language))
  }
  return found
}

function excerptsPart(excerpts: readonly Snippet[], language: string): Html {
  return html`<ul class="excerpts" lang="${language}">${excerpts.map(
    (excerpt) => html`<li dir="auto">… ${marked(excerpt)} …</li>`,
  )}</ul>`
}

function marked({ text, marks }: Snippet): Html[] {
  const parts: Html[] = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(html`${text.slice(at, from)}<mark>${text.slice(from, to)}</mark>`)
    at = to
  }
  parts.push(html`${text.slice(at)}`)
  return parts
}
