import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { requireArchive, withStorage } from './archive.ts'
import { type Command, Trouble } from './command.ts'
import { readOptions } from './options.ts'
import { withProgress } from './progress.ts'

export const backupCommand: Command = {
  help: `Writes the whole archive to one file, as it is at this moment, and checks it

Usage: tweed backup FILE [--json]

FILE is one SQLite database, wherever the archive is kept: tweed restore puts
it back into either. It must not be there yet. The archive may be in use.

  --json      tell the result as JSON: {"file","bytes"}
  -h, --help  print this`,

  async run({ args, config: readConfig, say }) {
    const { values, operands } = readOptions(
      args,
      { json: { type: 'boolean', default: false } },
      { least: 1, most: 1, called: 'the file to write' },
    )
    const file = resolve(operands[0] ?? '')
    const config = readConfig()
    requireArchive(config)
    await requireFolder(dirname(file))
    await withStorage(config, (storage) =>
      withProgress('Writing', (show) => storage.backup(file, show)),
    )
    const { size } = await stat(file)
    say(
      values.json
        ? JSON.stringify({ file, bytes: size })
        : `The archive is in ${file}, checked, ${formatBytes(size)}.`,
    )
    return 0
  },
}

/** Throws `Trouble` where nothing can be written because the folder is not there. */
async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new Trouble(`There is no folder ${folder}.`)
}

function formatBytes(bytes: number): string {
  const mega = bytes / 1_000_000
  return mega < 10 ? `${mega.toFixed(1)} MB` : `${Math.round(mega)} MB`
}
