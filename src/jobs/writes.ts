import type { Storage, Write } from '#storage/db.ts'

/** A storage that is tended only when something was written since the last time. */
export function tendWhenWritten(storage: Storage): Storage {
  let written = false
  const write: Write = async (act) => {
    const result = await storage.write(act)
    written = true
    return result
  }
  return {
    ...storage,
    write,
    async tend() {
      if (!written) return
      written = false
      await storage.tend()
    },
  }
}
