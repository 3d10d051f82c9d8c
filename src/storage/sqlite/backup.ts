import { backup, DatabaseSync } from 'node:sqlite'
import { type Counts, countRows, writeChecked } from './archive-file.ts'

/** Pages copied at a time: 8 MiB, between which progress is told. */
const pagesAtOnce = 2000

/**
 * Writes the archive's file as it is at this moment to `target`. A read transaction of a connection of its own holds the
 * moment: without it, every commit of another connection would make the copy begin anew, and under steady writes it
 * would never end (https://www.sqlite.org/c3ref/backup_finish.html).
 */
export async function backupSqlite(
  file: string,
  target: string,
  progress?: (share: number) => void,
): Promise<void> {
  await writeChecked(target, (unfinished) => copyMoment(file, unfinished, progress))
  progress?.(1)
}

async function copyMoment(
  file: string,
  unfinished: string,
  progress?: (share: number) => void,
): Promise<Counts> {
  const source = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  try {
    source.exec('begin')
    const counts = countRows(source)
    await backup(source, unfinished, {
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) =>
        progress?.(0.9 * (1 - remainingPages / totalPages)),
    })
    progress?.(0.9)
    return counts
  } finally {
    source.close()
  }
}
