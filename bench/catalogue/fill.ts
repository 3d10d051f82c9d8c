import { DatabaseSync } from 'node:sqlite'
import { openHouse } from '#app.ts'
import { createAccount } from '#accounts/acts.ts'
import { parseConfig } from '#config/config.ts'
import { tagKey } from '#works/tagging.ts'
import type { Generated } from './generate.ts'

const day = (number: number) => new Date(number * 86_400_000).toISOString()
const body =
  '<p>The bell rang twice over the harbour, and nobody came down to the boats.</p>'.repeat(40)

/**
 * Writes a generated catalogue into a new SQLite archive, one short chapter a work: what a server needs to answer by
 * filter. Works show no counts, because kudos would be one row each. Gives the id of one work to read.
 */
export async function fillArchive(folder: string, generated: Generated): Promise<string> {
  const config = parseConfig({ TWEED_DATA: folder })
  const house = await openHouse(config)
  const made = await house.write((tx) =>
    createAccount(tx, house, {
      email: 'bench@people.example',
      passwordHash: 'nobody signs in with a password here',
      penName: 'Bench',
      role: 'archivist',
    }),
  )
  if (made.kind !== 'made') throw new Error(made.kind)
  const account = made.id
  await house.close()
  if (config.place.kind !== 'sqlite') throw new Error('the archive is not a file')
  const db = new DatabaseSync(config.place.file)
  db.exec('pragma journal_mode = delete; pragma journal_mode = off; pragma synchronous = off')
  db.exec('pragma foreign_keys = off; pragma cache_size = -2000000')
  // Sorted at once when all is there.
  db.exec('drop index work_tag_tag; begin')
  const at = day(generated.works ? 16_000 : 0)
  const putTag = db.prepare(
    `insert into tag (id, kind, name, name_key, canonical_id, created_at, canonical, left_as_is) values (?, ?, ?, ?, ?, ?, ?, 0)`,
  )
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { id, kind, name } of generated.names()) {
    const key = `${kind} ${name}`
    names.set(id, taken.has(key) ? `${name} ${id}` : name)
    taken.add(key)
  }
  taken.clear()
  const putParent = db.prepare('insert or ignore into tag_parent (tag_id, parent_id) values (?, ?)')
  for (const { id, kind, root, broader, unwrangled } of generated.tags()) {
    const name = names.get(id) ?? id
    const isRoot = root === id
    putTag.run(
      id,
      kind,
      name,
      `${tagKey(name)} ${id.slice(0, 4)}`,
      isRoot ? null : root,
      at,
      isRoot && !unwrangled ? 1 : 0,
    )
    for (const parent of broader) putParent.run(id, parent)
  }
  const putPenName = db.prepare(
    `insert or ignore into pen_name (id, account_id, name, name_key, about, created_at) values (?, ?, ?, ?, '', ?)`,
  )
  const putWork = db.prepare(
    `insert into work (id, title, title_key, language, summary, note_before, note_after, disclaimer, rating, rating_source,
      warning_answer, status, planned_chapters, comments_from, comments_held, counts_shown, accounts_only, words, chapters,
      mild, strong, slurs, covered, created_at, published_at, updated_at)
      values (?, ?, ?, ?, '<p>Of one long day.</p>', '', '', '', ?, null, ?, ?, null, 'anyone', 0, 0, ?, ?, ?, 0, 0, 0, 0, ?, ?, ?)`,
  )
  const putChapter = db.prepare(
    `insert into chapter (id, work_id, position, title, note_before, note_after, body, words, mild, strong, slurs, covered,
      revision, created_at, published_at, updated_at) values (?, ?, 1, '', '', '', ?, 560, 0, 0, 0, 0, 1, ?, ?, ?)`,
  )
  const putByline = db.prepare(
    'insert or ignore into work_byline (work_id, pen_name_id, position) values (?, ?, ?)',
  )
  const putWorkTag = db.prepare(
    'insert or ignore into work_tag (work_id, tag_id, position) values (?, ?, ?)',
  )
  const putWarning = db.prepare(
    `insert into work_warning (id, work_id, code, words, spoiler, from_chapter_id, position) values (?, ?, ?, ?, ?, null, ?)`,
  )
  const putCategory = db.prepare(
    'insert or ignore into work_category (work_id, code) values (?, ?)',
  )
  let open = ''
  for (const entry of generated.entries()) {
    const of = (kind: string) =>
      entry.terms.filter((term) => term.kind === kind).map(({ key }) => key)
    const warnings = [...of('warning'), ...of('folded-warning')]
    const answer = warnings.find((key) =>
      ['none-apply', 'choose-not-to', 'unanswered'].includes(key),
    )
    const published = day(entry.published)
    putWork.run(
      entry.id,
      entry.title,
      entry.title,
      of('language')[0] ?? 'en',
      of('rating')[0] ?? 'NR',
      answer ?? 'listed',
      of('status')[0] ?? 'in-progress',
      entry.accountsOnly ? 1 : 0,
      entry.words,
      entry.chapters,
      published,
      published,
      day(entry.updated),
    )
    putChapter.run(entry.id, entry.id, body, published, published, published)
    for (const [position, id] of of('pen-name').entries()) {
      putPenName.run(id, account, `Pen ${id}`, `pen ${id}`, published)
      putByline.run(entry.id, id, position)
    }
    for (const [position, tag] of entry.tags.entries()) putWorkTag.run(entry.id, tag, position)
    if (!answer) {
      const codes = new Set(warnings)
      for (const [position, code] of [...codes].entries())
        putWarning.run(
          `${entry.id.slice(0, 14)}0${position}`,
          entry.id,
          code,
          code,
          of('folded-warning').includes(code) ? 1 : 0,
          position,
        )
    }
    for (const code of of('category')) putCategory.run(entry.id, code)
    if (!entry.accountsOnly) open ||= entry.id
  }
  db.exec('create index work_tag_tag on work_tag (tag_id, work_id); commit')
  db.exec('pragma journal_mode = wal')
  db.close()
  return open
}
