import { type Context, Hono } from 'hono'
import { NotFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { addressOf } from '#web/address.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import { dropCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { labelOfBrowser } from './account.ts'
import {
  choosePasswordPage,
  firstArchivistPage,
  recoverPage,
  recoverSentPage,
} from './enter-pages.ts'
import { fromOf, mailsByHand } from './enter-routes.ts'
import { askToRecover, recover } from './entering.ts'
import { makeFirstArchivist } from './first-archivist.ts'
import { readNewEmail, readNewPassword, readSignUp } from './forms.ts'
import { mayMail, takeEntry } from './limits.ts'
import { hashPassword } from './passwords.ts'
import { findAccountByEmail, hasArchivist } from './reads.ts'
import { openSession } from './sessions.ts'
import { findRecoverable, isFirstArchivistToken } from './tokens.ts'

/** Ways in by a link: a new password, and the first archivist. */
export function recoverRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/recover', (c) => showRecover(c, house))
    .post('/recover', (c) => postRecover(c, house))
    .get('/recover/:token', (c) => showChoosePassword(c, house, c.req.param('token')))
    .post('/recover/:token', (c) => postChoosePassword(c, house, c.req.param('token')))
    .get('/first-archivist/:token', (c) => showFirstArchivist(c, house, c.req.param('token')))
    .post('/first-archivist/:token', (c) => postFirstArchivist(c, house, c.req.param('token')))
}

function showRecover(c: Context<Env>, house: House): Response {
  const props = { token: tokenField(c, house), email: '', byHand: mailsByHand(house) }
  return answerPage(c, house, recoverPage(props))
}

async function postRecover(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const parsed = readNewEmail(form)
  if (parsed.kind === 'wrong') {
    const email = text(form, 'email').slice(0, 300)
    const { errors } = parsed
    const byHand = mailsByHand(house)
    const page = recoverPage({ token: tokenField(c, house), email, byHand, errors })
    return answerPage(c, house, page, 422)
  }
  takeEntry(house, addressOf(c))
  const { email } = parsed.value
  const mail = mayMail(house, email)
  const account = await findAccountByEmail(house.db, email)
  await house.write((tx) => askToRecover(tx, house, fromOf(c, house), { account, mail }))
  house.mailMayWait()
  return answerPage(c, house, recoverSentPage(mailsByHand(house)))
}

const gone = () => new NotFound(say('accounts.recover.gone'))

async function showChoosePassword(c: Context<Env>, house: House, token: string): Promise<Response> {
  const account = await findRecoverable(house.db, house, token)
  if (!account) throw gone()
  const action = urls.recoverWith(token)
  const page = choosePasswordPage({ token: tokenField(c, house), action, email: account.email })
  return answerPage(c, house, page)
}

async function postChoosePassword(c: Context<Env>, house: House, token: string): Promise<Response> {
  const form = await readForm(c, house)
  const account = await findRecoverable(house.db, house, token)
  if (!account) throw gone()
  const parsed = readNewPassword(form)
  if (parsed.kind === 'wrong') {
    const page = choosePasswordPage({
      token: tokenField(c, house),
      action: urls.recoverWith(token),
      email: account.email,
      errors: parsed.errors,
    })
    return answerPage(c, house, page, 422)
  }
  const passwordHash = await hashPassword(parsed.value.password)
  const from = fromOf(c, house)
  const { kind } = await house.write((tx) => recover(tx, house, from, { token, passwordHash }))
  if (kind === 'not-there') throw gone()
  house.mailMayWait()
  dropCookie(c, house.config, 'session')
  return goTo(c, urls.signInAfter('recovered'))
}

/** Whether this address still makes the first archivist: it is in force, and there is none yet. */
async function mayBeFirst(house: House, secret: string): Promise<boolean> {
  return (await isFirstArchivistToken(house.db, house, secret)) && !(await hasArchivist(house.db))
}

const firstGone = () => new NotFound(say('accounts.first.gone'))

async function showFirstArchivist(
  c: Context<Env>,
  house: House,
  secret: string,
): Promise<Response> {
  if (!(await mayBeFirst(house, secret))) throw firstGone()
  const page = firstArchivistPage({
    token: tokenField(c, house),
    action: urls.firstArchivist(secret),
    typed: { email: '', penName: '' },
  })
  return answerPage(c, house, page)
}

async function postFirstArchivist(
  c: Context<Env>,
  house: House,
  secret: string,
): Promise<Response> {
  const form = await readForm(c, house)
  if (!(await mayBeFirst(house, secret))) throw firstGone()
  const parsed = readSignUp(form)
  const again = (errors: Record<string, string>) => {
    const action = urls.firstArchivist(secret)
    const token = tokenField(c, house)
    const page = firstArchivistPage({ token, action, typed: parsed.typed, errors })
    return answerPage(c, house, page, 422)
  }
  if (parsed.kind === 'wrong') return again(parsed.errors)
  const { email, password, pen_name: penName } = parsed.value
  const passwordHash = await hashPassword(password)
  const made = await house.write((tx) =>
    makeFirstArchivist(tx, house, { token: secret, email, passwordHash, penName }),
  )
  if (made.kind === 'not-there') throw firstGone()
  if (made.kind === 'pen-name-taken') return again({ pen_name: say('penNames.wrong.taken') })
  // Whoever holds this link runs the archive: to them it may be told.
  if (made.kind === 'email-taken') return again({ email: say('accounts.first.known') })
  const label = labelOfBrowser(c.req.header('user-agent'))
  const { token } = await house.write((tx) => openSession(tx, house, made.id, label))
  writeCookie(c, house.config, 'session', token)
  return goTo(c, urls.admin())
}
