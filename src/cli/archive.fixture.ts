import assert from 'node:assert/strict'
import { createAccount } from '#accounts/acts.ts'
import { importFile } from '#files-in/import-file.ts'
import { systemClock } from '#shared/clock.ts'
import { systemRandom } from '#shared/random.ts'
import { openStorage, type Place } from '#storage/open.ts'
import type { Databases } from '../../test/support/databases.ts'
import { readStory } from '../../test/support/stories.ts'
import { type Settings, settingsOf } from './launcher.fixture.ts'

export type Archive = {
  place: Place
  settings: Settings
  /** The data folder. */
  data: string
  /** A folder for the test's own files. */
  folder: string
}

const needs = { clock: systemClock, random: systemRandom, config: { origin: '' } }

/** An archive that nobody has open, with the pen name Saltgrass and these stories published. */
export async function makeArchive(
  databases: Databases,
  ...stories: readonly string[]
): Promise<Archive> {
  const place = await databases.freshPlace()
  const settings = settingsOf(place, await databases.folder())
  const storage = await openStorage(place)
  try {
    const person = { email: 'a@archive.example', passwordHash: '', penName: 'Saltgrass' }
    await storage.write((tx) => createAccount(tx, needs, { ...person, role: 'reader' }))
  } finally {
    await storage.close()
  }
  for (const story of stories) await bring(place, story)
  return { place, settings, data: settings['TWEED_DATA'] ?? '', folder: await databases.folder() }
}

/** Publishes one of our stories by Saltgrass. */
export async function bring(place: Place, story: string): Promise<void> {
  const storage = await openStorage(place)
  try {
    const by = await storage.db
      .selectFrom('pen_name')
      .select(['id', 'account_id'])
      .where('name', '=', 'Saltgrass')
      .executeTakeFirstOrThrow()
    const { problems, url } = await importFile(
      { ...needs, db: storage.db, write: storage.write },
      {
        bytes: await readStory(story),
        fileName: `${story}.txt`,
        accountId: by.account_id,
        penName: { id: by.id },
        publish: true,
      },
    )
    assert.match(url ?? '', /^\/works\//, JSON.stringify(problems))
  } finally {
    await storage.close()
  }
}
