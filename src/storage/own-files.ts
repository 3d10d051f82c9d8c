import { chmod, lstat, mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes a folder, and those above it that are missing, for nobody but who runs this; one that is there stays as it is.
 * Throws what the system says. (Node's own recursive `mkdir` never ends where the system answers ENOENT below a folder
 * that is there, as /proc does.)
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeOwnFolder(above)
  try {
    await mkdir(folder, 0o700)
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isFolder(folder))) throw error
  }
}

/**
 * Makes an empty file that only who runs this may read; one that is there stays as it is, and is not even opened: closing
 * it would let go of SQLite's locks on it (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 * What SQLite puts beside a file has the file's mode.
 */
export async function makeOwnFile(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/**
 * Takes from everybody else what they may do with these files and folders, where they are there and belong to who runs
 * this. File systems that know no modes keep them as they are.
 */
export async function closeToOthers(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      const found = await lstat(path)
      if (!(found.isFile() || found.isDirectory()) || found.uid !== process.getuid?.()) continue
      if ((found.mode & 0o077) !== 0) await chmod(path, found.mode & 0o7700)
    } catch (error) {
      if (!['ENOENT', 'EPERM', 'ENOTSUP', 'EROFS'].includes(codeOf(error))) throw error
    }
  }
}

/** The same for a folder and the files right in it. */
export async function closeFolderToOthers(folder: string): Promise<void> {
  await closeToOthers(folder)
  const names = (await isFolder(folder)) ? await readdir(folder) : []
  await closeToOthers(...names.map((name) => join(folder, name)))
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ?? false
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
