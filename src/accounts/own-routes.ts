import { wranglesSome } from '#policy/wranglers.ts'
import { type Context, Hono } from 'hono'
import type { Actor } from '#policy/actor.ts'
import { NotFound } from '#shared/errors.ts'
import { queueMail } from '#storage/outbox.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import { writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { type Message, say } from '#web/messages/say.ts'
import { type Account, labelOfBrowser } from './account.ts'
import { changePassword, wantMail } from './acts.ts'
import { fromOf } from './enter-routes.ts'
import { readMailWanted, readNewPassword } from './forms.ts'
import { takePresentPasswordTry } from './limits.ts'
import { passwordChangedMail } from './mails.ts'
import { accountPage, changePasswordPage, sessionsPage } from './own-pages.ts'
import { askToSignIn } from './parts.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { readAccount, readPasswordHash } from './reads.ts'
import { closeSession, closeSessions, listSessions, openSession } from './sessions.ts'

type Own = NonNullable<Actor['account']>

/** The account's own pages: overview, password, sessions. */
export function ownRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/account', (c) => showAccount(c, house))
    .post('/account', (c) => postAccount(c, house))
    .get('/account/password', (c) => showPassword(c, house))
    .post('/account/password', (c) => postPassword(c, house))
    .get('/account/sessions', (c) => showSessions(c, house))
    .post('/account/sessions', (c) => postSessions(c, house))
}

/** The account of the request's actor, whole. Its session was just found, so it is there. */
export async function readOwnAccount(house: House, own: Own): Promise<Account> {
  const account = await readAccount(house.db, own.id)
  if (!account) throw new NotFound()
  return account
}

/** What is wrong with the present password that was typed, if anything. Throws `TooMany`. */
export async function checkPresent(
  house: House,
  own: Own,
  form: FormData,
): Promise<{ present?: string }> {
  takePresentPasswordTry(house, own.id)
  const stored = await readPasswordHash(house.db, own.id)
  const right = await isPassword(text(form, 'present'), stored)
  return right ? {} : { present: say('accounts.wrong.present') }
}

const said: Record<string, Message> = {
  password: 'accounts.did.password',
  email: 'accounts.did.email',
  'email-sent': 'accounts.did.email-sent',
  'email-asked': 'accounts.did.email-asked',
  mail: 'accounts.did.mail',
}

async function showAccount(c: Context<Env>, house: House): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const account = await readOwnAccount(house, own)
  const did = said[c.req.query('did') ?? '']
  const token = tokenField(c, house)
  const wrangles = await wranglesSome(house.db, c.get('actor'))
  return answerPage(
    c,
    house,
    accountPage({ account, wrangles, token, said: did ? say(did) : null }),
  )
}

async function postAccount(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  await house.write((tx) => wantMail(tx, own.id, readMailWanted(form)))
  return goTo(c, urls.accountAfter('mail'))
}

async function showPassword(c: Context<Env>, house: House): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const { email } = await readOwnAccount(house, own)
  return answerPage(c, house, changePasswordPage({ token: tokenField(c, house), email }))
}

async function postPassword(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const { email } = await readOwnAccount(house, own)
  const parsed = readNewPassword(form)
  const wrong = {
    ...(await checkPresent(house, own, form)),
    ...(parsed.kind === 'wrong' ? parsed.errors : {}),
  }
  if (parsed.kind === 'wrong' || wrong.present) {
    const page = changePasswordPage({ token: tokenField(c, house), email, errors: wrong })
    return answerPage(c, house, page, 422)
  }
  const passwordHash = await hashPassword(parsed.value.password)
  const letter = passwordChangedMail(email, fromOf(c, house))
  const { token } = await house.write(async (tx) => {
    await changePassword(tx, own.id, passwordHash)
    await closeSessions(tx, own.id, null)
    await queueMail(tx, house.clock, house.random, letter)
    return openSession(tx, house, own.id, labelOfBrowser(c.req.header('user-agent')))
  })
  house.mailMayWait()
  writeCookie(c, house.config, 'session', token)
  return goTo(c, urls.accountAfter('password'))
}

async function showSessions(c: Context<Env>, house: House): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const sessions = await listSessions(house.db, house.clock, own.id, own.sessionHash)
  const word = c.req.query('did') ? say('accounts.sessions.did') : null
  const token = tokenField(c, house)
  return answerPage(c, house, sessionsPage({ token, sessions, said: word }))
}

async function postSessions(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const end = text(form, 'end')
  await house.write((tx) =>
    end === 'others'
      ? closeSessions(tx, own.id, own.sessionHash)
      : closeSession(tx, own.id, end.slice(0, 80)),
  )
  return goTo(c, urls.accountSessionsAfter('ended'))
}
