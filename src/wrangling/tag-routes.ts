import { type Context, Hono } from 'hono'
import { everything } from '#catalogue/catalogue.ts'
import { notFound } from '#shared/errors.ts'
import type { TagId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { askToSignIn } from '#web/ask-to-sign-in.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { tagKey } from '#works/tagging.ts'
import { tagKinds } from './desk-pages.ts'
import type { Refused } from './edit.ts'
import { cleanName, findNamed } from './named.ts'
import { listWithin, readScope } from './scope.ts'
import { tagPage, type TypedTag } from './tag-pages.ts'
import { readFamily, type TagFamily } from './tag-reads.ts'
import { type Task, wrangle } from './wrangle.ts'

/** A tag's own page: its family for everybody, and what wranglers do with it. */
export function tagRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/tags/:id', (c) => showTag(c, house, idOf(c)))
    .post('/tags/:id', (c) => postTag(c, house, idOf(c)))
}

function idOf(c: Context<Env, '/tags/:id'>): TagId {
  const id = c.req.param('id')
  return /^[0-9a-z]{16}$/.test(id) ? (id as TagId) : notFound()
}

async function showTag(
  c: Context<Env>,
  house: House,
  id: TagId,
  refused?: { errors: FieldErrors; typed: Partial<TypedTag> },
): Promise<Response> {
  const actor = c.get('actor')
  const key = (name: 'below' | 'synonyms') => tagKey((c.req.query(name) ?? '').slice(0, 400))
  const family =
    (await readFamily(house.db, actor, id, { below: key('below'), synonyms: key('synonyms') })) ??
    notFound()
  const found = await house.catalogue.find({
    ...everything,
    viewer: actor.account ? 'account' : 'stranger',
    include: [{ kind: family.kind, key: id }],
    size: 0,
  })
  const scope = await readScope(house.db, actor)
  const isOwn = (await listWithin(house.db, scope, [id])).has(id)
  const page = tagPage({
    family,
    works: found?.count ?? null,
    wrangle: isOwn
      ? { token: tokenField(c, house), typed: { ...typedOf(family), ...refused?.typed } }
      : null,
    said: c.req.query('did') === 'wrangled' && !refused ? say('tag.did') : null,
    errors: refused?.errors,
  })
  return answerPage(c, house, page, refused ? 422 : 200)
}

function typedOf({ name, kind, fandoms, broader }: TagFamily): TypedTag {
  const lines = (tags: readonly { name: string }[]) => tags.map((tag) => tag.name).join('\n')
  return { name, of: '', fandom: '', kind, fandoms: lines(fandoms), broader: lines(broader) }
}

/** The field that a refusal is about. */
const fields: Readonly<Record<string, string>> = {
  rename: 'name',
  synonym: 'of',
  canonical: 'fandom',
  kind: 'kind',
  parents: 'broader',
}

async function postTag(c: Context<Env>, house: House, id: TagId): Promise<Response> {
  const form = await readForm(c, house)
  const actor = c.get('actor')
  if (!actor.account) return askToSignIn(c)
  if ((await readScope(house.db, actor)).kind === 'none') return notFound()
  const act = text(form, 'act')
  const task = (await taskOf(house, form, act, id)) ?? 'none'
  const typed: Partial<TypedTag> = {}
  for (const name of ['name', 'of', 'fandom', 'kind', 'fandoms', 'broader'] as const) {
    if (form.has(name)) Object.assign(typed, { [name]: text(form, name) })
  }
  const refuse = (because: Refused) =>
    showTag(c, house, id, {
      errors: { [fields[act] ?? '']: say(`wrangling.because.${because}`) },
      typed,
    })
  if (task === 'none') return refuse('not-there')
  const result = (await house.write((tx) => wrangle(tx, house, actor, [task]))) ?? notFound()
  const [refused] = result.refused
  return refused ? refuse(refused.because) : goTo(c, urls.tag(id, { did: 'wrangled' }))
}

async function taskOf(house: House, form: FormData, act: string, tag: TagId): Promise<Task | null> {
  const name = (field: string) => cleanName(text(form, field))
  const lines = (field: string) =>
    text(form, field).split('\n').map(cleanName).filter(Boolean).slice(0, 50)
  switch (act) {
    case 'canonical': {
      const typed = name('fandom')
      const fandom = typed === '' ? null : await findNamed(house.db, 'fandom', typed)
      return typed !== '' && fandom === null ? null : { act, tag, fandom }
    }
    case 'synonym':
      return name('of') === '' ? null : { act, tag, of: { name: name('of') } }
    case 'rename':
      return name('name') === '' ? null : { act, tag, name: name('name') }
    case 'kind': {
      const kind = tagKinds.find((one) => one === text(form, 'kind'))
      return kind ? { act, tag, kind } : null
    }
    case 'parents':
      return { act, tag, fandoms: lines('fandoms'), broader: lines('broader') }
    case 'split-off':
    case 'left-as-is':
    case 'look-again':
      return { act, tag }
    default:
      return null
  }
}
