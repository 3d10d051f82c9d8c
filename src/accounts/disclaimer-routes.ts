import { type Context, Hono } from 'hono'
import { countCharacters } from '#prose/count.ts'
import { fromInput, toInput } from '#prose/plain-text.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { disclaimersPage } from './disclaimer-pages.ts'
import {
  disclaimerLimits,
  keepDefaultDisclaimer,
  readDefaultDisclaimers,
  removeDefaultDisclaimer,
} from './disclaimers.ts'
import { askToSignIn } from './parts.ts'

/** Default disclaimers, one for each fandom. */
export function disclaimerRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/account/disclaimers', (c) => showDisclaimers(c, house))
    .post('/account/disclaimers', (c) => postDisclaimer(c, house))
}

async function showDisclaimers(c: Context<Env>, house: House): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const disclaimers = await readDefaultDisclaimers(house.db, own.id)
  const editing = disclaimers.find(({ fandomKey }) => fandomKey === c.req.query('fandom'))
  const page = disclaimersPage({
    token: tokenField(c, house),
    disclaimers,
    typed: { fandom: editing?.fandom ?? '', body: editing ? toInput(editing.body, 'note') : '' },
    editing: editing?.fandom ?? null,
  })
  return answerPage(c, house, page)
}

async function postDisclaimer(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const removed = text(form, 'remove')
  if (removed) {
    await house.write((tx) => removeDefaultDisclaimer(tx, own.id, removed))
    return goTo(c, urls.accountDisclaimers())
  }
  const typed = { fandom: text(form, 'fandom'), body: text(form, 'body') }
  const errors = check(typed)
  if (Object.keys(errors).length > 0) return again(c, house, typed, errors)
  const fandom = typed.fandom.normalize('NFC').replace(/\s+/g, ' ').trim()
  const body = fromInput(typed.body, 'note')
  const { kind } = await house.write((tx) =>
    keepDefaultDisclaimer(tx, house, { account: own.id, fandom, body }),
  )
  const full = say('accounts.disclaimers.full', { most: disclaimerLimits.most })
  return kind === 'full' ? again(c, house, typed, { '': full }) : goTo(c, urls.accountDisclaimers())
}

function check(typed: { fandom: string; body: string }): FieldErrors {
  const name = countCharacters(typed.fandom.trim())
  const body = countCharacters(typed.body.trim())
  const errors: Record<string, string> = {}
  if (name === 0 || name > disclaimerLimits.fandom) errors['fandom'] = say('accounts.wrong.fandom')
  if (body === 0 || body > disclaimerLimits.body) errors['body'] = say('accounts.wrong.body')
  return errors
}

async function again(
  c: Context<Env>,
  house: House,
  typed: { fandom: string; body: string },
  errors: FieldErrors,
): Promise<Response> {
  const own = c.get('actor').account
  const disclaimers = own ? await readDefaultDisclaimers(house.db, own.id) : []
  const token = tokenField(c, house)
  return answerPage(
    c,
    house,
    disclaimersPage({ token, disclaimers, typed, editing: null, errors }),
    422,
  )
}
