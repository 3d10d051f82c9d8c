import { asStoredProse } from '#prose/prose.ts'
import type { TagId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import type { TextField } from '#storage/text-store.ts'
import type { TextEntry } from './entry.ts'
import { readableText } from './readable.ts'

/**
 * Works as they are indexed: those of `ids` that are published, not hidden and not deleted, in no order. Who may see which
 * of them is not asked here. Words of folded warnings are left out. Five queries.
 */
export async function readTexts(db: Db, ids: readonly WorkId[]): Promise<TextEntry[]> {
  if (ids.length === 0) return []
  const works = await db
    .selectFrom('work')
    .select(['id', 'title', 'language', 'summary', 'note_before', 'note_after'])
    .where('id', 'in', ids)
    .where('published_at', 'is not', null)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  const visible = works.map(({ id }) => id)
  if (visible.length === 0) return []
  const names = await db
    .selectFrom('work_byline')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select(['work_byline.work_id', 'pen_name.name'])
    .where('work_byline.work_id', 'in', visible)
    .orderBy('work_byline.position')
    .execute()
  const tags = await db
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .select(['work_tag.work_id', 'tag.name'])
    .where('work_tag.work_id', 'in', visible)
    .orderBy('work_tag.position')
    .execute()
  const warnings = await db
    .selectFrom('work_warning')
    .select(['work_id', 'words'])
    .where('work_id', 'in', visible)
    .where('spoiler', '=', 0)
    .where('words', '<>', '')
    .orderBy('position')
    .execute()
  const chapters = await db
    .selectFrom('chapter')
    .select(['work_id', 'title', 'note_before', 'note_after', 'body'])
    .where('work_id', 'in', visible)
    .where('published_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute()

  const entries = new Map<WorkId, TextEntry & { fields: Record<TextField, string[]> }>()
  const prose = (text: string) => (text === '' ? [] : [readableText(asStoredProse(text))])
  for (const { id, language, title, summary, note_before, note_after } of works) {
    entries.set(id, {
      id,
      language,
      fields: {
        title: [title],
        by: [],
        tag: [],
        summary: prose(summary),
        note: [...prose(note_before), ...prose(note_after)],
        text: [],
      },
    })
  }
  for (const { work_id, name } of names) entries.get(work_id)?.fields.by.push(name)
  for (const { work_id, name } of tags) entries.get(work_id)?.fields.tag.push(name)
  for (const { work_id, words } of warnings) entries.get(work_id)?.fields.tag.push(words)
  for (const { work_id, title, note_before, note_after, body } of chapters) {
    const fields = entries.get(work_id)?.fields
    fields?.note.push(...prose(note_before), ...prose(note_after))
    fields?.text.push(title, ...prose(body))
  }
  return [...entries.values()]
}

/** At most `most` works that have this tag, by id from after `after`. One query. */
export async function listTagged(
  db: Db,
  tag: TagId,
  after: string,
  most: number,
): Promise<WorkId[]> {
  const rows = await db
    .selectFrom('work_tag')
    .select('work_id')
    .where('tag_id', '=', tag)
    .where('work_id', '>', after as WorkId)
    .orderBy('work_id')
    .limit(most)
    .execute()
  return rows.map(({ work_id }) => work_id)
}

/** Published works by id from after `after`: at most `most`, and few enough for their words to be held in memory. One query. */
export async function listPublished(db: Db, after: string, most: number): Promise<WorkId[]> {
  const rows = await db
    .selectFrom('work')
    .select(['id', 'words'])
    .where('id', '>', after as WorkId)
    .where('published_at', 'is not', null)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(most)
    .execute()
  let words = 0
  const few = rows.filter((row, at) => (words += row.words) <= mostWords || at === 0)
  return few.map(({ id }) => id)
}

const mostWords = 200_000
