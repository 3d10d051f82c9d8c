import { type Context, Hono } from 'hono'
import type { Actor } from '#policy/actor.ts'
import { NotFound } from '#shared/errors.ts'
import { queueMail } from '#storage/outbox.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { changeEmail } from './acts.ts'
import { makeEmailProof, readEmailProof } from './email-proof.ts'
import { fromOf, mailsByHand } from './enter-routes.ts'
import { readNewEmail } from './forms.ts'
import { mayMail } from './limits.ts'
import { addressChangedMail, newAddressMail } from './mails.ts'
import { changeEmailPage, confirmEmailPage } from './own-pages.ts'
import { checkPresent, readOwnAccount } from './own-routes.ts'
import { askToSignIn } from './parts.ts'
import { findAccountByEmail } from './reads.ts'

/** Changing the e-mail, in two steps: ask here, then open the link that went to the new address. */
export function emailRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/account/email', (c) => showEmail(c, house))
    .post('/account/email', (c) => postEmail(c, house))
}

async function showEmail(c: Context<Env>, house: House): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const token = tokenField(c, house)
  const proof = c.req.query('proof')
  if (proof === undefined) {
    const byHand = mailsByHand(house)
    return answerPage(c, house, changeEmailPage({ token, email: '', byHand }))
  }
  const { email: before } = await readOwnAccount(house, own)
  const email = readEmailProof(house, { account: own.id, before, proof })
  if (email === null) throw new NotFound(say('accounts.changeEmail.gone'))
  return answerPage(c, house, confirmEmailPage({ token, email, proof }))
}

async function postEmail(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const proof = text(form, 'proof')
  return proof ? confirmEmail(c, house, own, proof) : askForEmail(c, house, own, form)
}

type Own = NonNullable<Actor['account']>

async function askForEmail(
  c: Context<Env>,
  house: House,
  own: Own,
  form: FormData,
): Promise<Response> {
  const parsed = readNewEmail(form)
  const byHand = mailsByHand(house)
  const wrong = {
    ...(parsed.kind === 'wrong' ? parsed.errors : {}),
    ...(await checkPresent(house, own, form)),
  }
  if (parsed.kind === 'wrong' || wrong.present) {
    const email = text(form, 'email').slice(0, 300)
    const page = changeEmailPage({ token: tokenField(c, house), email, byHand, errors: wrong })
    return answerPage(c, house, page, 422)
  }
  const { email } = parsed.value
  const { email: before } = await readOwnAccount(house, own)
  // Told to nobody but the address itself: whether it has an account.
  const holder = await findAccountByEmail(house.db, email)
  const free = holder === null || holder.id === own.id
  const proof = makeEmailProof(house, { account: own.id, before, email })
  const link = free ? urls.accountEmailProof(proof) : null
  const letter = newAddressMail(email, fromOf(c, house), link)
  if (mayMail(house, email)) {
    await house.write((tx) => queueMail(tx, house.clock, house.random, letter))
    house.mailMayWait()
  }
  return goTo(c, urls.accountAfter(byHand ? 'email-asked' : 'email-sent'))
}

async function confirmEmail(
  c: Context<Env>,
  house: House,
  own: Own,
  proof: string,
): Promise<Response> {
  const { email: before } = await readOwnAccount(house, own)
  const email = readEmailProof(house, { account: own.id, before, proof })
  if (email === null) throw new NotFound(say('accounts.changeEmail.gone'))
  const letter = addressChangedMail(before, fromOf(c, house))
  const { kind } = await house.write(async (tx) => {
    const changed = await changeEmail(tx, own.id, email)
    if (changed.kind === 'changed') await queueMail(tx, house.clock, house.random, letter)
    return changed
  })
  if (kind !== 'changed') throw new NotFound(say('accounts.changeEmail.gone'))
  house.mailMayWait()
  return goTo(c, urls.accountAfter('email'))
}
