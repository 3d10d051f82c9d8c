import { type Clock, instant } from '#shared/clock.ts'
import { newId, type TagId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Db, Tx } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import { tagKey } from '#works/tagging.ts'
import { workLimits } from '#works/work.ts'

/** A name as wranglers type it: one line, at most as long as a tag may be; '' when nothing is left. */
export function cleanName(typed: string): string {
  const name = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return [...name].length > workLimits.tag ? '' : name
}

/** The tag that a name leads to: of this very name, else of another spelling of it. One query. */
export async function findNamed(db: Db, kind: TagKind, name: string): Promise<TagId | null> {
  const rows = await db
    .selectFrom('tag')
    .select(['id', 'name', 'canonical', 'canonical_id'])
    .where('kind', '=', kind)
    .where('name_key', '=', tagKey(name))
    .limit(200)
    .execute()
  const best =
    rows.find((row) => row.canonical === 1) ??
    rows.find((row) => row.name === name) ??
    rows.find((row) => row.canonical_id !== null) ??
    rows[0]
  return best?.id ?? null
}

/** The tag of exactly this name; where there is none it is made, and waits for a wrangler. Two queries. */
export async function nameTag(
  tx: Tx,
  { clock, random }: { clock: Clock; random: Random },
  kind: TagKind,
  name: string,
): Promise<TagId> {
  const there = await tx
    .selectFrom('tag')
    .select('id')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst()
  if (there) return there.id
  const id = newId<TagId>(random)
  const created_at = instant(clock())
  await tx
    .insertInto('tag')
    .values({ id, kind, name, name_key: tagKey(name), canonical_id: null, created_at })
    .execute()
  return id
}
