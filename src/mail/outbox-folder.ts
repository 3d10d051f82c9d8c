import { lstat, opendir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#config/config.ts'

/** What one run removes; the next goes on. */
export const filesAtOnce = 500

/** A mail as the transport writes it, or what a crash left of one. */
const nameOfMail = /^[0-9a-z]{16}\.eml(?:\.unfinished)?$/

/**
 * Removes mails that were written to the outbox folder before `before`, by the time that the file system has of them: at
 * most `filesAtOnce`. Anything else in the folder stays, and a folder that is not there is no trouble. Gives how many
 * went; throws what the system says when a file can't be removed.
 */
export async function tidyOutboxFolder(
  { dataFolder }: Pick<Config, 'dataFolder'>,
  before: Date,
): Promise<number> {
  const old = await listOld(join(dataFolder, 'outbox'), before)
  for (const file of old) await rm(file, { force: true })
  return old.length
}

async function listOld(folder: string, before: Date): Promise<string[]> {
  const old: string[] = []
  const entries = await opendir(folder).catch(whenThere)
  if (!entries) return old
  for await (const { name } of entries) {
    if (!nameOfMail.test(name)) continue
    const file = join(folder, name)
    const found = await lstat(file).catch(whenThere)
    if (found?.isFile() && found.mtime < before) old.push(file)
    if (old.length === filesAtOnce) break
  }
  return old
}

/** Null for what is not there, or not any more. */
function whenThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
