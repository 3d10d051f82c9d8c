import { type Context, Hono } from 'hono'
import { notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { askToSignIn } from '#web/ask-to-sign-in.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { type Message, say } from '#web/messages/say.ts'
import { formatFilter, inOrder, parseFilter } from './filter-url.ts'
import { savedLimits, wrongName } from './saved.ts'
import { changeSaved, dropSaved, saveFilter } from './saved-acts.ts'
import { savedPage } from './saved-pages.ts'
import { listSaved } from './saved-reads.ts'

/** The filters that an account keeps: for its owner alone. */
export function savedRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/account/filters', (c) => showSaved(c, house, {}))
    .post('/account/filters', (c) => postNew(c, house))
    .post('/account/filters/:id', (c) => postChange(c, house, c.req.param('id')))
}

const said: Record<string, Message> = {
  saved: 'filters.saved.did.saved',
  changed: 'filters.saved.did.changed',
  replaced: 'filters.saved.did.replaced',
  gone: 'filters.saved.did.gone',
}

type Problem = 'empty' | 'long' | 'too-many' | 'same-name'
type Refused = { id: string; name: string; query: string; problem: Problem }

async function showSaved(
  c: Context<Env>,
  house: House,
  { refused }: { refused?: Refused },
): Promise<Response> {
  const { account } = c.get('actor')
  if (!account) return askToSignIn(c)
  const did = said[c.req.query('did') ?? '']
  const page = savedPage({
    saved: await listSaved(house.db, account.id),
    token: tokenField(c, house),
    said: did && !refused ? say(did) : null,
    errors: refused && {
      [refused.id ? `name-${refused.id}` : 'name']: say(`filters.saved.wrong.${refused.problem}`),
    },
    typed: refused && {
      ...refused,
      name: refused.name.slice(0, 400),
      replaces: refused.problem === 'same-name',
    },
  })
  return answerPage(c, house, page, refused ? 422 : 200)
}

async function postNew(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const { account } = c.get('actor')
  if (!account) return askToSignIn(c)
  const name = text(form, 'name').trim()
  const { filter } = parseFilter(new URLSearchParams(text(form, 'query')))
  const query = formatFilter(inOrder(filter), { page: false }).slice(0, savedLimits.query)
  const problem = wrongName(name)
  if (problem) return showSaved(c, house, { refused: { id: '', name, query, problem } })
  const replace = text(form, 'act') === 'replace'
  const { kind } = await house.write((tx) =>
    saveFilter(tx, house, account.id, { name, query, replace }),
  )
  if (kind === 'too-many' || kind === 'same-name')
    return showSaved(c, house, { refused: { id: '', name, query, problem: kind } })
  return goTo(c, urls.accountFilters(kind))
}

async function postChange(c: Context<Env>, house: House, id: string): Promise<Response> {
  const form = await readForm(c, house)
  const { account } = c.get('actor')
  if (!account) return askToSignIn(c)
  if (text(form, 'act') === 'drop') {
    const { kind } = await house.write((tx) => dropSaved(tx, account.id, id))
    return kind === 'gone' ? goTo(c, urls.accountFilters('gone')) : notFound()
  }
  const name = text(form, 'name').trim()
  const alwaysOn = text(form, 'always') === 'yes'
  const problem = wrongName(name)
  if (problem) return showSaved(c, house, { refused: { id, name, query: '', problem } })
  const { kind } = await house.write((tx) => changeSaved(tx, account.id, id, { name, alwaysOn }))
  if (kind === 'not-there') return notFound()
  if (kind === 'too-many')
    return showSaved(c, house, { refused: { id, name, query: '', problem: kind } })
  return goTo(c, urls.accountFilters('changed'))
}
