import { readFile } from 'node:fs/promises'
import { type Terminal, Usage } from './command.ts'
import { commands, helpOfAll, nearest } from './commands.ts'
import { aboutDataFolder } from './data-folder.ts'
import { sentenceOf } from './trouble.ts'

/** Runs the command line and gives the exit code: 0 done, 1 not done, 2 not understood. Throws nothing. */
export async function run(terminal: Terminal): Promise<number> {
  const [name, ...rest] = terminal.args
  try {
    return await dispatch(name, { ...terminal, args: rest })
  } catch (error) {
    if (error instanceof Usage) {
      const known = name !== undefined && Object.hasOwn(commands, name) ? `${name} ` : ''
      terminal.tell(`tweed: ${error.message}; see tweed ${known}--help`)
      return 2
    }
    terminal.tell(`tweed: ${sentenceOf(inWords(error, terminal))}`)
    return 1
  }
}

/** The error with the setting to change, where it is about the data folder; as it is where no setting can be read. */
function inWords(error: unknown, { config }: Terminal): unknown {
  try {
    return aboutDataFolder(error, config())
  } catch {
    return error
  }
}

async function dispatch(name: string | undefined, terminal: Terminal): Promise<number> {
  if (name === undefined) {
    terminal.tell(helpOfAll())
    return 2
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [about] = terminal.args
    if (name === 'help' && about !== undefined)
      return dispatch(about, { ...terminal, args: ['--help'] })
    terminal.say(helpOfAll())
    return 0
  }
  if (name === '--version' || name === '-V') {
    terminal.say(`tweed ${await readVersion()}`)
    return 0
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    const meant = nearest(name)
    const hint = meant ? `, did you mean “${meant}”?` : ''
    throw new Usage(`there is no command “${name}”${hint}`)
  }
  const command = await entry.load()
  if (asksForHelp(terminal.args)) {
    terminal.say(command.help)
    return 0
  }
  return command.run(terminal)
}

/** After `--`, everything is a file's name. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  return options.includes('--help') || options.includes('-h')
}

async function readVersion(): Promise<string> {
  const file = new URL('../../package.json', import.meta.url)
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string }
  return version
}
