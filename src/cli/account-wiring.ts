import { parseEmail } from '#accounts/account.ts'
import { createAccount } from '#accounts/acts.ts'
import { resetPassword } from '#accounts/entering.ts'
import { hashPassword, passwordProblem } from '#accounts/passwords.ts'
import { endFirstArchivistTokens } from '#accounts/tokens.ts'
import { parsePenName } from '#pen-names/pen-name.ts'
import { systemClock } from '#shared/clock.ts'
import { newSecret } from '#shared/ids.ts'
import { systemRandom } from '#shared/random.ts'
import { readSiteSettings } from '#storage/site-settings.ts'
import { say } from '#web/messages/say.ts'
import type { MakeAccount, SetPassword } from './account.ts'
import { requireArchive, withStorage } from './archive.ts'
import { Trouble } from './command.ts'

const needs = { clock: systemClock, random: systemRandom }

/** Makes an account as signing up does, with the same rules. */
export const makeAccount: MakeAccount = async (config, wanted) => {
  const email = parseEmail(wanted.email)
  if (email === null) throw new Trouble(`${wanted.email}: ${say('accounts.wrong.email')}`)
  const parsed = parsePenName(wanted.penName)
  if (parsed.kind === 'problem') throw new Trouble(say(`penNames.wrong.${parsed.problem}`))
  requirePassword(wanted.password)
  const passwordHash = await hashPassword(wanted.password)
  const account = { email, passwordHash, penName: parsed.name, role: wanted.role }
  const { kind } = await withStorage(config, ({ write }) =>
    write(async (tx) => {
      const made = await createAccount(tx, needs, account)
      // The link that `serve` printed is for the first archivist alone.
      if (made.kind === 'made' && wanted.role === 'archivist') await endFirstArchivistTokens(tx)
      return made
    }),
  )
  if (kind === 'email-taken') throw new Trouble(`There is an account for ${email} already.`)
  if (kind === 'pen-name-taken') throw new Trouble(say('penNames.wrong.taken'))
  return { email, penName: parsed.name }
}

/** Sets the password of an account as a link to a new one does, with the same rules. */
export const setPassword: SetPassword = async (config, wanted) => {
  requireArchive(config)
  const email = parseEmail(wanted.email)
  if (email === null) throw new Trouble(`${wanted.email}: ${say('accounts.wrong.email')}`)
  requirePassword(wanted.password)
  const passwordHash = await hashPassword(wanted.password)
  const done = await withStorage(config, async ({ db, write }) => {
    const { name: site } = await readSiteSettings(db)
    const from = { site, origin: config.origin, byHand: config.smtpUrl === null }
    return write((tx) => resetPassword(tx, needs, from, { email, passwordHash }))
  })
  if (done.kind === 'not-there') throw new Trouble(`There is no account for ${email}.`)
  return { email: done.email }
}

/** Throws `Trouble` for a password that the site would not take either. */
function requirePassword(password: string): void {
  const problem = passwordProblem(password)
  if (problem) throw new Trouble(say(`accounts.wrong.password.${problem}`))
}

/** 80 random bits in groups that can be read aloud. */
export function generatePassword(): string {
  const letters = newSecret(systemRandom).slice(0, 16)
  return letters.match(/.{4}/g)?.join('-') ?? letters
}
