import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { CheckLine, Db } from './db.ts'

type Invariant = {
  what: string
  /** What is said when it holds. */
  holds: string
  /** Ids of the rows that break it, in a column `id`. */
  broken: RawBuilder<{ id: string }>
}

const standing = sql`published_at is not null and deleted_at is null`

/** What must be true of the rows beyond what the schema can say. */
const invariants: readonly Invariant[] = [
  {
    what: 'bylines',
    holds: 'every work has one',
    broken: sql`select id from work where not exists
      (select 1 from work_byline where work_id = work.id)`,
  },
  {
    what: 'chapters of works',
    holds: 'every published work has as many as it says',
    broken: sql`select id from work where deleted_at is null and published_at is not null
      and chapters <> (select count(*) from chapter where work_id = work.id and ${standing})`,
  },
  {
    what: 'words of works',
    holds: 'every work has as many as its chapters',
    broken: sql`select id from work where deleted_at is null and published_at is not null and words <>
      (select coalesce(sum(words), 0) from chapter where work_id = work.id and ${standing})`,
  },
  {
    what: 'revisions',
    holds: 'the present one of every chapter is kept',
    broken: sql`select id from chapter where not exists (select 1 from chapter_revision
      where chapter_id = chapter.id and number = chapter.revision)`,
  },
  {
    what: 'warnings',
    holds: 'every published work says which, or that it does not say',
    broken: sql`select id from work where ${standing} and (warning_answer = 'unanswered'
      or (warning_answer = 'listed' and not exists
        (select 1 from work_warning where work_id = work.id)))`,
  },
  {
    what: 'pen names of accounts',
    holds: 'no account acts under another’s',
    broken: sql`select id from account where acting_pen_name_id is not null and not exists (select 1 from pen_name
      where account_id = account.id and id = account.acting_pen_name_id)`,
  },
  {
    what: 'threads',
    holds: 'every answer stands under what it answers',
    broken: sql`select answer.id from comment answer where
      (answer.parent_id is null and answer.thread_id <> answer.id)
      or (answer.parent_id is not null and not exists (select 1 from comment parent
        where parent.id = answer.parent_id and parent.thread_id = answer.thread_id
        and parent.work_id = answer.work_id))`,
  },
  {
    what: 'private answers',
    holds: 'every one is for one reader',
    broken: sql`select id from comment where is_private = 1
      and reader_pen_name_id is null and reader_link_id is null`,
  },
  {
    what: 'synonyms',
    holds: 'every one leads to a canonical tag of its kind',
    broken: sql`select synonym.id from tag synonym where synonym.canonical_id is not null
      and not exists (select 1 from tag canonical where canonical.id = synonym.canonical_id
        and canonical.kind = synonym.kind and canonical.canonical_id is null)`,
  },
]

const mostNamed = 5

/** Looks at what the schema can't say. A line for each thing; damage is told, not thrown. */
export async function checkInvariants(db: Db): Promise<CheckLine[]> {
  const lines: CheckLine[] = []
  for (const { what, holds, broken } of invariants) {
    lines.push(
      await looked(what, async () => {
        const { rows } = await broken.execute(db)
        return { ok: rows.length === 0, detail: rows.length === 0 ? holds : name(rows) }
      }),
    )
  }
  lines.push(await looked('imported files', () => checkFiles(db)))
  return lines
}

/** Every untouched original still has the bytes that came in. One file in memory at a time. */
async function checkFiles(db: Db): Promise<Omit<CheckLine, 'what'>> {
  const files = await db.selectFrom('original_file').select(['id', 'sha256']).execute()
  const changed: { id: string }[] = []
  for (const { id, sha256 } of files) {
    const { bytes } = await db
      .selectFrom('original_file')
      .select('bytes')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const digest = createHash('sha256').update(bytes).digest()
    const same = [digest.toString('hex'), digest.toString('base64url')].includes(sha256)
    if (!same) changed.push({ id })
  }
  const ok = changed.length === 0
  return { ok, detail: ok ? `all ${files.length} are as they came` : name(changed) }
}

function name(rows: readonly { id: string }[]): string {
  const more = rows.length > mostNamed ? ', …' : ''
  const ids = rows.slice(0, mostNamed).map(({ id }) => id)
  return `not so for ${rows.length}: ${ids.join(', ')}${more}`
}

async function looked(
  what: string,
  look: () => Promise<Omit<CheckLine, 'what'>>,
): Promise<CheckLine> {
  try {
    return { what, ...(await look()) }
  } catch (error) {
    return { what, ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
