import { join, resolve } from 'node:path'
import type { Config } from '#config/config.ts'
import { DamagedCopy } from '#storage/bad-archive.ts'
import { nameOfPlace, withStorage } from './archive.ts'
import { askYes, canAsk } from './ask.ts'
import { type Command, Trouble, Usage } from './command.ts'
import { readOptions } from './options.ts'
import { withProgress } from './progress.ts'
import { isDamage } from './trouble.ts'

export const restoreCommand: Command = {
  help: `Puts a backup in the place of everything in the archive

Usage: tweed restore FILE [--yes] [--json]

FILE is checked first and only read; one of an older Tweed is brought up to
date in a copy. What was there is kept as a backup in the folder backups of
the data folder. All or nothing is replaced, and the archive may be in use.

  -y, --yes   do not ask; needed where nobody can be asked
  --json      tell the result as JSON: {"restored","kept"}
  -h, --help  print this`,

  async run({ args, config: readConfig, say, tell }) {
    const { values, operands } = readOptions(
      args,
      {
        yes: { type: 'boolean', short: 'y', default: false },
        json: { type: 'boolean', default: false },
      },
      { least: 1, most: 1, called: 'the backup to put back' },
    )
    const file = resolve(operands[0] ?? '')
    const config = readConfig()
    const keepIn = join(config.dataFolder, 'backups')
    if (!values.yes) {
      if (!canAsk()) throw new Usage('restore asks before it replaces everything; give --yes')
      const question = `Everything in ${nameOfPlace(config)} will be replaced by ${file}. Go on?`
      if (!(await askYes(question))) {
        tell('Nothing was changed.')
        return 1
      }
    }
    const { kept } = await withStorage(config, (storage) =>
      withProgress('Restoring', (show) => storage.restore(file, keepIn, show)),
    ).catch((error: unknown) => {
      throw isDamage(error) || error instanceof DamagedCopy ? tooDamaged(config) : error
    })
    say(
      values.json
        ? JSON.stringify({ restored: file, kept })
        : `The archive is as it was in ${file}. What was there before is in ${kept}.`,
    )
    return 0
  },
}

/** What can't be read can't be kept as a backup; a person has to put it aside, when no server has it open. */
function tooDamaged(config: Config): Trouble {
  return new Trouble(
    `${nameOfPlace(config)} is too damaged to be kept as a backup; stop the server, move that file elsewhere (with those beside it that begin with its name), and restore again.`,
  )
}
