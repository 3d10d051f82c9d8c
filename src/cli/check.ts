import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { Config } from '#config/config.ts'
import type { CheckLine } from '#storage/db.ts'
import { checkInvariants } from '#storage/invariants.ts'
import { requireArchive, withStorage } from './archive.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'
import { isDamage, sentenceOf } from './trouble.ts'

export const checkCommand: Command = {
  help: `Looks for damage in the archive, or in a backup, and says what it looked at

Usage: tweed check [FILE] [--json]

Without FILE it looks at the archive, which may be in use. With FILE it looks
whether that backup could be put back.

Ends with 0 when all is well and 1 when something is not.

  --json      tell the result as JSON: {"ok","checked":[{"what","ok","detail"}]}
  -h, --help  print this`,

  async run({ args, config: readConfig, say }) {
    const { values, operands } = readOptions(
      args,
      { json: { type: 'boolean', default: false } },
      { least: 0, most: 1, called: 'the backup' },
    )
    const [file] = operands
    const checked = file === undefined ? await checkArchive(readConfig()) : await checkBackup(file)
    const ok = checked.every((line) => line.ok)
    if (values.json) {
      say(JSON.stringify({ ok, checked }))
    } else {
      for (const line of checked) say(`${line.ok ? 'ok ' : 'BAD'} ${line.what}: ${line.detail}`)
      const bad = checked.filter((line) => !line.ok).length
      say(ok ? 'All is well.' : `${bad} of ${checked.length} are not well.`)
    }
    return ok ? 0 : 1
  },
}

async function checkArchive(config: Config): Promise<CheckLine[]> {
  requireArchive(config)
  return orDamage('the archive’s file', () =>
    withStorage(config, async (storage) => [
      ...(await storage.check()),
      ...(await orDamage('what the rows say', () => checkInvariants(storage.db))),
    ]),
  )
}

/** What was checked; damage that ends the checking is a line too. */
async function orDamage(what: string, check: () => Promise<CheckLine[]>): Promise<CheckLine[]> {
  try {
    return await check()
  } catch (error) {
    if (!isDamage(error)) throw error
    return [{ what, ok: false, detail: error.message }]
  }
}

async function checkBackup(file: string): Promise<CheckLine[]> {
  const { inspectArchive } = await import('#storage/sqlite/staged.ts')
  try {
    return await inspectArchive(resolve(file), tmpdir())
  } catch (error) {
    return [{ what: 'backup', ok: false, detail: sentenceOf(error) }]
  }
}
