import { dirname } from 'node:path'
import type { Storage } from './db.ts'
import { makeOwnFolder } from './own-files.ts'

/** Where the archive is kept: one file, or a PostgreSQL database. */
export type Place = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }

/** Opens the archive's storage and brings it to the present schema. The driver that is not used is not loaded. */
export async function openStorage(place: Place): Promise<Storage> {
  if (place.kind === 'postgres') {
    const { openPostgres } = await import('./postgres/storage.ts')
    return openPostgres(place.url)
  }
  await makeOwnFolder(dirname(place.file))
  const { openSqlite } = await import('./sqlite/storage.ts')
  return openSqlite(place.file)
}
