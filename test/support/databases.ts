import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, describe } from 'node:test'
import type { Storage } from '#storage/db.ts'
import { openStorage, type Place } from '#storage/open.ts'
import { dropDatabase, postgresUrl, stopOwnPostgres } from './postgres.ts'

export type Engine = Storage['engine']

/** What a test gets for the engine that it runs on. All of it is closed and removed after the test. */
export type Databases = {
  readonly engine: Engine
  /** Opens a storage: at a place of its own, or beside others at the given one. */
  open(place?: Place): Promise<Storage>
  /** A place where there is nothing yet. */
  freshPlace(): Promise<Place>
  /** A folder for the test's files. */
  folder(): Promise<string>
}

after(stopOwnPostgres)

/** Registers the same tests twice: on SQLite in a temporary file, and on a PostgreSQL database of its own. */
export function onBothDatabases(name: string, register: (databases: Databases) => void): void {
  for (const engine of ['sqlite', 'postgres'] as const) {
    describe(`${name} (${engine})`, () => register(databasesOf(engine)))
  }
}

/** Databases of one engine. Call it inside `describe`: it takes everything away again after each test. */
export function databasesOf(engine: Engine): Databases {
  const storages: Storage[] = []
  const folders: string[] = []
  const urls: string[] = []

  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), 'tweed-storage-'))
    folders.push(made)
    return made
  }
  async function freshPlace(): Promise<Place> {
    if (engine === 'sqlite') return { kind: 'sqlite', file: join(await folder(), 'tweed.db') }
    const url = await postgresUrl()
    urls.push(url)
    return { kind: 'postgres', url }
  }
  afterEach(async () => {
    await Promise.all(storages.splice(0).map((storage) => storage.close()))
    await Promise.all(urls.splice(0).map(dropDatabase))
    for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
  })
  return {
    engine,
    async open(place) {
      const storage = await openStorage(place ?? (await freshPlace()))
      storages.push(storage)
      return storage
    },
    freshPlace,
    folder,
  }
}
