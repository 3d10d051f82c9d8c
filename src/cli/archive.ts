import { existsSync } from 'node:fs'
import type { Config } from '#config/config.ts'
import type { Storage } from '#storage/db.ts'
import { openStorage } from '#storage/open.ts'
import { Trouble } from './command.ts'

/** Where the archive is, as a person may read it: never with a password. */
export function nameOfPlace({ place }: Config): string {
  if (place.kind === 'sqlite') return place.file
  const { host, pathname } = new URL(place.url)
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`
}

/** Opens the archive for one piece of work and closes it after. */
export async function withStorage<Result>(
  config: Config,
  work: (storage: Storage) => Promise<Result>,
): Promise<Result> {
  const storage = await openStorage(config.place)
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

/** Throws `Trouble` when there is no archive yet: looking must not make one. */
export function requireArchive({ place }: Config): void {
  if (place.kind === 'sqlite' && !existsSync(place.file)) {
    throw new Trouble(`There is no archive at ${place.file} yet; TWEED_DATA names its folder.`)
  }
}
