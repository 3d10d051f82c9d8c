import { type Context, Hono } from 'hono'
import { toInput } from '#prose/plain-text.ts'
import { notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { askToSignIn } from '#web/ask-to-sign-in.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import type { Limit } from '#web/limiter.ts'
import { type Message, say } from '#web/messages/say.ts'
import { actAs, editPenName, makePenName } from './acts.ts'
import { readPenNameForm } from './forms.ts'
import { editPenNamePage, ownPenNamesPage } from './pages.ts'
import { penNameLimits } from './pen-name.ts'
import { listOwnPenNames, readOwnPenName } from './reads.ts'

const perDay = 24 * 3600
const newNames: Limit = {
  purpose: 'new pen name',
  most: penNameLimits.newInOneDay,
  seconds: perDay,
}
/** Renaming would otherwise be a way around, and a way to ask which names are taken. */
const renamings: Limit = { purpose: 'edited pen name', most: 60, seconds: perDay }

/** The pages on which an account keeps its own pen names. */
export function penNameRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/account/pen-names', (c) => showOwn(c, house))
    .post('/account/pen-names', (c) => postNew(c, house))
    .get('/account/pen-names/:id', (c) => showEdit(c, house, c.req.param('id')))
    .post('/account/pen-names/:id', (c) => postEdit(c, house, c.req.param('id')))
    .post('/account/acting-pen-name', (c) => postActing(c, house))
}

const said: Record<string, Message> = {
  made: 'penNames.did.made',
  edited: 'penNames.did.edited',
  acting: 'penNames.did.acting',
}

async function showOwn(c: Context<Env>, house: House): Promise<Response> {
  const did = said[c.req.query('did') ?? '']
  return answerOwn(c, house, { typed: { name: '', about: '' }, said: did ? say(did) : null })
}

async function answerOwn(
  c: Context<Env>,
  house: House,
  props: { typed: { name: string; about: string }; said: string | null; errors?: FieldErrors },
): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const page = ownPenNamesPage({
    ...props,
    token: tokenField(c, house),
    penNames: await listOwnPenNames(house.db, own.id),
    acting: own.actingPenName?.id ?? null,
  })
  return answerPage(c, house, page, props.errors ? 422 : 200)
}

async function postNew(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const read = readPenNameForm(form)
  const again = (errors: FieldErrors) =>
    answerOwn(c, house, { typed: read.typed, said: null, errors })
  if (read.kind === 'wrong') return again(read.errors)
  house.limiter.take(newNames, own.id)
  const { name, about } = read
  const made = await house.write((tx) => makePenName(tx, house, { account: own.id, name, about }))
  if (made.kind === 'taken') return again({ name: say('penNames.wrong.taken') })
  return goTo(c, urls.accountPenNamesAfter('made'))
}

async function showEdit(c: Context<Env>, house: House, id: string): Promise<Response> {
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const penName = (await readOwnPenName(house.db, own.id, id)) ?? notFound()
  const typed = { name: penName.name, about: toInput(penName.about, 'note') }
  const page = editPenNamePage({ id: penName.id, token: tokenField(c, house), typed })
  return answerPage(c, house, page)
}

async function postEdit(c: Context<Env>, house: House, id: string): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const penName = (await readOwnPenName(house.db, own.id, id)) ?? notFound()
  const read = readPenNameForm(form)
  const again = (errors: FieldErrors) => {
    const token = tokenField(c, house)
    const page = editPenNamePage({ id: penName.id, token, typed: read.typed, errors })
    return answerPage(c, house, page, 422)
  }
  if (read.kind === 'wrong') return again(read.errors)
  house.limiter.take(renamings, own.id)
  const { name, about } = read
  const edited = await house.write((tx) =>
    editPenName(tx, house, { account: own.id, id, name, about }),
  )
  if (edited.kind === 'not-there') return notFound()
  if (edited.kind === 'taken') return again({ name: say('penNames.wrong.taken') })
  return goTo(c, urls.accountPenNamesAfter('edited'))
}

async function postActing(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const own = c.get('actor').account
  if (!own) return askToSignIn(c)
  const { kind } = await house.write((tx) => actAs(tx, own.id, text(form, 'pen_name')))
  if (kind === 'not-there') return notFound()
  return goTo(c, urls.accountPenNamesAfter('acting'))
}
