import { type Clock, instant } from '#shared/clock.ts'
import type { TagId, WorkId } from '#shared/ids.ts'
import { newId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'

/** The tags of a work as their author typed them, by kind. */
export type TagNames = Readonly<Record<TagKind, readonly string[]>>

/** One key for spellings that differ by case, width and space alone. */
export function tagKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Reads a field of tags: parted by commas or line ends, each name once. */
export function parseTags(typed: string): string[] {
  const names = new Map<string, string>()
  for (const part of typed.split(/[,\n，、]/)) {
    const name = part
      .normalize('NFC')
      .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (name && !names.has(tagKey(name))) names.set(tagKey(name), name)
  }
  return [...names.values()]
}

/** Gives a work exactly these tags. A name that is new becomes an unwrangled tag; its author's spelling is kept. */
export async function tagWork(
  tx: Tx,
  needs: { clock: Clock; random: Random },
  work: WorkId,
  tags: TagNames,
): Promise<void> {
  await tx.deleteFrom('work_tag').where('work_id', '=', work).execute()
  let position = 0
  for (const kind of ['fandom', 'relationship', 'character', 'additional'] as const) {
    for (const name of tags[kind]) {
      const tag_id = await findOrMakeTag(tx, needs, kind, name)
      await tx
        .insertInto('work_tag')
        .values({ work_id: work, tag_id, position: position++ })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  }
}

async function findOrMakeTag(
  tx: Tx,
  { clock, random }: { clock: Clock; random: Random },
  kind: TagKind,
  name: string,
): Promise<TagId> {
  const find = () =>
    tx.selectFrom('tag').select('id').where('kind', '=', kind).where('name', '=', name)
  const there = await find().executeTakeFirst()
  if (there) return there.id
  await tx
    .insertInto('tag')
    .values({
      id: newId<TagId>(random),
      kind,
      name,
      name_key: tagKey(name),
      canonical_id: null,
      created_at: instant(clock()),
    })
    .onConflict((conflict) => conflict.columns(['kind', 'name']).doNothing())
    .execute()
  return (await find().executeTakeFirstOrThrow()).id
}
