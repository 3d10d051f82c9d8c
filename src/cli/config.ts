import { describeConfig } from '#config/config.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'

export const configCommand: Command = {
  help: `Shows every setting, with the value in force; passwords are masked

Usage: tweed config [--json]

Settings are variables of the environment. What is changed on the admin pages
is kept in the archive and not shown here.

  --json      tell them as JSON: [{"name","value","set","says"}]
  -h, --help  print this`,

  async run({ args, say }) {
    const { values } = readOptions(args, { json: { type: 'boolean', default: false } })
    const described = describeConfig()
    if (values.json) {
      say(JSON.stringify(described))
      return 0
    }
    for (const { name, value, set, says } of described) {
      say(`${name}=${value}`)
      say(`    ${says}${set ? '' : ' (not set)'}`)
    }
    return 0
  },
}
