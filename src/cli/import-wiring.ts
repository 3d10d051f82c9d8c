import { importFile } from '#files-in/import-file.ts'
import { mostFileBytes } from '#files-in/read-file.ts'
import { parsePenName, penNameKey } from '#pen-names/pen-name.ts'
import { systemClock } from '#shared/clock.ts'
import { systemRandom } from '#shared/random.ts'
import { openStorage } from '#storage/open.ts'
import { requireArchive } from './archive.ts'
import { Trouble } from './command.ts'
import type { OpenImport } from './import.ts'

/** Opens the archive to bring files in under a pen name, as uploading them does. It need not be typed letter by letter. */
export const openImport: OpenImport = async (config, wanted, publish) => {
  requireArchive(config)
  const parsed = parsePenName(wanted)
  const storage = await openStorage(config.place)
  const { db, write } = storage
  const penName =
    parsed.kind === 'name'
      ? await db
          .selectFrom('pen_name')
          .select(['id', 'account_id'])
          .where('name_key', '=', penNameKey(parsed.name))
          .executeTakeFirst()
      : undefined
  if (!penName) {
    await storage.close()
    throw new Trouble(`There is no pen name “${wanted}”; tweed account create makes one.`)
  }
  const needs = { db, write, clock: systemClock, random: systemRandom, config }
  const whose = { accountId: penName.account_id, penName: { id: penName.id } }
  return {
    mostBytes: mostFileBytes,
    take: ({ name, bytes }) => importFile(needs, { bytes, fileName: name, ...whose, publish }),
    close: () => storage.close(),
  }
}
