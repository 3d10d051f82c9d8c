import { readFile } from 'node:fs/promises'
import { importFile } from '#files-in/import-file.ts'
import type { PenNameId, AccountId, WorkId } from '#shared/ids.ts'
import type { TestHouse } from './house.ts'

const stories = new URL('../stories/', import.meta.url)

/** The bytes of one of our own stories. */
export function readStory(name: string, file = 'source.txt'): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(new URL(`${name}/${file}`, stories)).then((bytes) => new Uint8Array(bytes))
}

/** Brings a text to the archive and publishes it; throws when it could not be. */
export async function postText(
  house: TestHouse,
  by: { accountId: AccountId; penNameId: PenNameId },
  text: string | Uint8Array<ArrayBuffer>,
  { fileName = 'story.txt', publish = true }: { fileName?: string; publish?: boolean } = {},
): Promise<WorkId> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const { accountId, penNameId } = by
  const imported = await importFile(house, {
    bytes,
    fileName,
    accountId,
    penName: { id: penNameId },
    publish,
  })
  if (imported.work === null) throw new Error(JSON.stringify(imported.problems))
  if (publish) {
    const row = await house.db
      .selectFrom('work')
      .select('published_at')
      .where('id', '=', imported.work as WorkId)
      .executeTakeFirstOrThrow()
    if (row.published_at === null) throw new Error(JSON.stringify(imported.problems))
  }
  return imported.work as WorkId
}
