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

/** Sets a password and ends every session of the account; throws `Trouble` when there is no such account. */
export type SetPassword = (
  config: Config,
  wanted: { email: string; password: string },
) => Promise<{ email: string }>

const roles: readonly Role[] = ['reader', 'moderator', 'archivist']

export const accountCommand: Command = {
  help: `Makes an account, or gives one a new password

Usage: tweed account create --email E --pen-name P [OPTION…]
       tweed account password --email E [OPTION…]

The password is typed, unseen, or read from standard input. Where nobody can
type, or nothing was typed, one is made and shown once. A new one ends every
session of the account, and its owner is told by mail.

Ends with 0 when it is done, and 1 when it is not: there is such an account
already, or none.

  --email E          the address to sign in with; never shown to others
  --pen-name P       create: the first pen name; more can be made on the site
  --role R           create: ${roles.join(', ')} (default: reader)
  --password-stdin   read the password from the first line of standard input
  --json             tell the result as JSON:
                     {"email","pen_name","role","password"} of create,
                     {"email","password"} of password; the password is null
                     unless it was made
  -h, --help         print this`,

  async run(terminal) {
    const [verb, ...args] = terminal.args
    if (verb !== 'create' && verb !== 'password') {
      throw new Usage(
        `account is followed by create or password${verb === undefined ? '' : `, not “${verb}”`}`,
      )
    }
    const wiring = await import('./account-wiring.ts')
    const read = (fromStdin: boolean) => readPassword(fromStdin, wiring.generatePassword)
    return verb === 'create'
      ? createAccount({ ...terminal, args }, wiring.makeAccount, read)
      : changePassword({ ...terminal, args }, wiring.setPassword, read)
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

export async function changePassword(
  { args, config: readConfig, say }: Terminal,
  setPassword: SetPassword,
  read: (fromStdin: boolean) => Promise<Password>,
): Promise<number> {
  const { values } = readOptions(args, {
    email: { type: 'string' },
    'password-stdin': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  if (!values.email) throw new Usage('--email is missing')
  const config = readConfig()
  const { password, generated } = await read(values['password-stdin'])
  const { email } = await setPassword(config, { email: values.email, password })
  const shown = generated ? password : null
  if (values.json) {
    say(JSON.stringify({ email, password: shown }))
    return 0
  }
  say(`${email} has a new password; every browser is signed out.`)
  if (shown) say(`Password: ${shown} (it is not shown again)`)
  return 0
}
