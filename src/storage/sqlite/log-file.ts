import { type FileHandle, open } from 'node:fs/promises'

/** The write-ahead log of an archive's file, as far as its commits have to reach the disk. */
export type LogFile = {
  /** Ends when all that was written to the log before is on the disk; throws what the system says when it is not. */
  sync(): Promise<void>
  close(): Promise<void>
}

/**
 * The log stands beside the file as long as a connection to it is open (https://www.sqlite.org/walformat.html). It is
 * opened when it is first synced: by then a commit made it.
 */
export function openLogFile(file: string): LogFile {
  let handle: Promise<FileHandle> | null = null
  return {
    async sync() {
      handle ??= open(`${file}-wal`, 'r+')
      await (await handle).datasync()
    },
    async close() {
      const opened = handle
      handle = null
      await opened?.then((one) => one.close())
    },
  }
}
