import { type Context, Hono } from 'hono'
import { penNameKey } from '#pen-names/pen-name.ts'
import { formatReading } from '#policy/reading.ts'
import { TooMany } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { addressOf } from '#web/address.ts'
import { answerPage, goTo, safeReturn } from '#web/answers.ts'
import { readForm } from '#web/body.ts'
import { dropCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { type Message, say } from '#web/messages/say.ts'
import { labelOfBrowser } from './account.ts'
import { signIn, signUp } from './entering.ts'
import { signInPage, signUpClosedPage, signUpPage } from './enter-pages.ts'
import { readSignIn, readSignUp } from './forms.ts'
import {
  forgetSignInTries,
  isPromised,
  mayMail,
  promiseName,
  takeEntry,
  takeSignInTry,
} from './limits.ts'
import type { From } from './mails.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { findAccountByEmail } from './reads.ts'
import { closeSession } from './sessions.ts'

/** Signing up, in and out. */
export function enterRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/sign-up', (c) => showSignUp(c, house))
    .post('/sign-up', (c) => postSignUp(c, house))
    .get('/sign-in', (c) => showSignIn(c, house))
    .post('/sign-in', (c) => postSignIn(c, house))
    .post('/sign-out', (c) => postSignOut(c, house))
}

/** Whether mails only lie in the outbox folder, until the archivist hands them on. */
export function mailsByHand(house: House): boolean {
  return house.config.smtpUrl === null
}

/** The archive as mails name it. */
export function fromOf(c: Context<Env>, house: House): From {
  const { origin } = house.config
  return { site: c.get('site').name, origin, byHand: mailsByHand(house) }
}

function showSignUp(c: Context<Env>, house: House): Response {
  if (c.get('actor').account) return goTo(c, urls.account())
  if (c.get('site').signUp === 'closed') return answerPage(c, house, signUpClosedPage())
  const token = tokenField(c, house)
  return answerPage(c, house, signUpPage({ token, typed: { email: '', penName: '' } }))
}

async function postSignUp(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  if (c.get('site').signUp === 'closed') return answerPage(c, house, signUpClosedPage(), 403)
  const parsed = readSignUp(form)
  const again = (errors: Record<string, string>) => {
    const page = signUpPage({ token: tokenField(c, house), typed: parsed.typed, errors })
    return answerPage(c, house, page, 422)
  }
  if (parsed.kind === 'wrong') return again(parsed.errors)
  takeEntry(house, addressOf(c))
  const { email, password, pen_name: penName } = parsed.value
  const taken = { pen_name: say('penNames.wrong.taken') }
  if (isPromised(house, penNameKey(penName))) return again(taken)
  const passwordHash = await hashPassword(password)
  const reading = formatReading(c.get('actor').reading)
  const mail = mayMail(house, email)
  const { kind } = await house.write((tx) =>
    signUp(tx, house, fromOf(c, house), { email, passwordHash, penName, reading, mail }),
  )
  if (kind === 'pen-name-taken') return again(taken)
  if (kind === 'known') promiseName(house, penNameKey(penName))
  house.mailMayWait()
  return goTo(c, urls.signInAfter('signed-up'))
}

const said: Record<string, Message> = {
  'signed-up': 'accounts.signUp.done',
  'signed-out': 'accounts.signedOut',
  recovered: 'accounts.recover.done',
}

function showSignIn(c: Context<Env>, house: House): Response {
  const back = safeReturn(c.req.query('back'), '')
  if (c.get('actor').account) return goTo(c, back || urls.account())
  const did = said[c.req.query('did') ?? '']
  const word = did ? say(did) : back ? say('accounts.signIn.first') : null
  return answerPage(c, house, signInAgain(c, house, { email: '', back, said: word }))
}

function signInAgain(
  c: Context<Env>,
  house: House,
  props: { email: string; back: string; said?: string | null; wrong?: string },
): ReturnType<typeof signInPage> {
  return signInPage({
    token: tokenField(c, house),
    email: props.email,
    back: props.back,
    said: props.said ?? null,
    signUpOpen: c.get('site').signUp === 'open',
    errors: props.wrong ? { email: props.wrong } : undefined,
  })
}

async function postSignIn(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const { email, password, back: wanted } = readSignIn(form)
  const back = safeReturn(wanted, '')
  try {
    takeSignInTry(house, addressOf(c), email)
  } catch (error) {
    if (error instanceof TooMany) return answerSlow(c, house, error, { email, back })
    throw error
  }
  const found = await findAccountByEmail(house.db, email)
  const wrong = say('accounts.signIn.wrong')
  const again = () => answerPage(c, house, signInAgain(c, house, { email, back, wrong }), 422)
  if (!(await isPassword(password, found?.passwordHash ?? null)) || !found) return again()
  forgetSignInTries(house, addressOf(c), email)
  const { account } = c.get('actor')
  const before = { account: account?.id ?? null, sessionHash: account?.sessionHash ?? '' }
  const label = labelOfBrowser(c.req.header('user-agent'))
  const { id, passwordHash } = found
  const entered = await house.write((tx) =>
    signIn(tx, house, { account: id, passwordHash, before, label }),
  )
  if (entered.kind === 'changed') return again()
  writeCookie(c, house.config, 'session', entered.token)
  return goTo(c, back || urls.home())
}

function answerSlow(
  c: Context<Env>,
  house: House,
  { retryAfter }: TooMany,
  typed: { email: string; back: string },
): Response {
  const wrong = say('accounts.signIn.slow', { minutes: Math.ceil(retryAfter / 60) })
  c.header('retry-after', String(retryAfter))
  return answerPage(c, house, signInAgain(c, house, { ...typed, wrong }), 429)
}

async function postSignOut(c: Context<Env>, house: House): Promise<Response> {
  await readForm(c, house)
  const { account } = c.get('actor')
  if (account) await house.write((tx) => closeSession(tx, account.id, account.sessionHash))
  dropCookie(c, house.config, 'session')
  return goTo(c, urls.signInAfter('signed-out'))
}
