import type { Config } from '#config/config.ts'
import type { Role } from '#storage/schema/tables.ts'
import { type Command, type Terminal, Usage } from './command.ts'
import { readOptions } from './options.ts'
import { type Password, readPassword } from './password.ts'

/** Makes the account; throws `Trouble` with a sentence when it can't be. */
export type MakeAccount = (
  config: Config,
  account: { email: string; penName: string; role: Role; password: string },
) => Promise<{ email: string; penName: string }>

const roles: readonly Role[] = ['reader', 'moderator', 'archivist']

export const accountCommand: Command = {
  help: `Makes an account

Usage: tweed account create --email E --pen-name P [OPTION…]

The password is typed, unseen, or read from standard input. Where nobody can
type, or nothing was typed, one is made and shown once.

  --email E          the address to sign in with; never shown to others
  --pen-name P       the first pen name; more can be made on the site
  --role R           ${roles.join(', ')} (default: reader)
  --password-stdin   read the password from the first line of standard input
  --json             tell the result as JSON:
                     {"email","pen_name","role","password"}, where password
                     is null unless it was made
  -h, --help         print this`,

  async run(terminal) {
    const [verb, ...args] = terminal.args
    if (verb !== 'create') {
      throw new Usage(
        verb ? `account can’t “${verb}”, only create` : 'account create is what it can do',
      )
    }
    const { makeAccount, generatePassword } = await import('./account-wiring.ts')
    return createAccount({ ...terminal, args }, makeAccount, (fromStdin) =>
      readPassword(fromStdin, generatePassword),
    )
  },
}

export async function createAccount(
  { args, config: readConfig, say }: Terminal,
  makeAccount: MakeAccount,
  read: (fromStdin: boolean) => Promise<Password>,
): Promise<number> {
  const { values } = readOptions(args, {
    email: { type: 'string' },
    'pen-name': { type: 'string' },
    role: { type: 'string', default: 'reader' },
    'password-stdin': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  if (!values.email) throw new Usage('--email is missing')
  if (!values['pen-name']) throw new Usage('--pen-name is missing')
  const role = roles.find((one) => one === values.role)
  if (!role) throw new Usage(`--role is one of ${roles.join(', ')}, not “${values.role}”`)
  const config = readConfig()
  const { password, generated } = await read(values['password-stdin'])
  const wanted = { email: values.email, penName: values['pen-name'], role, password }
  const { email, penName } = await makeAccount(config, wanted)
  const shown = generated ? password : null
  if (values.json) {
    say(JSON.stringify({ email, pen_name: penName, role, password: shown }))
    return 0
  }
  say(`${email} has an account (${role}) with the pen name ${penName}.`)
  if (shown) say(`Password: ${shown} (it is not shown again)`)
  return 0
}
