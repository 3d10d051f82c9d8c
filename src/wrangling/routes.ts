import { type Context, Hono } from 'hono'
import { notFound } from '#shared/errors.ts'
import type { TagId } from '#shared/ids.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { askToSignIn } from '#web/ask-to-sign-in.ts'
import { readForm, text, texts } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { deskPage, nothingTyped, tagKinds, type Typed } from './desk-pages.ts'
import { type Choice, listFandomChoices, listWaiting } from './desk-reads.ts'
import { logRoutes } from './log-routes.ts'
import { cleanName } from './named.ts'
import { readScope, type Scope } from './scope.ts'
import { tagRoutes } from './tag-routes.ts'
import { readTagNames } from './tag-reads.ts'
import { isId, sentencesOf } from './refusals.ts'
import { type Done, mostTasks, type Task, wrangle } from './wrangle.ts'

/** Families of tags: their pages for everybody, the desk and the log for wranglers. */
export function wranglingRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/wrangling', (c) => showDesk(c, house))
  app.post('/wrangling', (c) => postDesk(c, house))
  app.route('/', logRoutes(house))
  app.route('/', tagRoutes(house))
  return app
}

type Shown = {
  choice?: Choice
  result?: Done
  errors?: Record<string, string>
  typed?: Typed
}

async function showDesk(c: Context<Env>, house: House, shown: Shown = {}): Promise<Response> {
  const actor = c.get('actor')
  if (!actor.account) return askToSignIn(c)
  const scope = await readScope(house.db, actor)
  if (scope.kind === 'none') notFound()
  const choice = shown.choice ?? readChoice(c, scope)
  const fandoms = await listFandomChoices(house, scope)
  const { waiting, next } = await listWaiting(house, actor, choice)
  const did = Number(c.req.query('did') ?? shown.result?.done)
  const page = deskPage({
    choice,
    fandoms: await withChosen(house, fandoms, choice.fandom),
    waiting,
    next,
    token: tokenField(c, house),
    said:
      Number.isInteger(did) && did >= 0 && did <= mostTasks
        ? say('wrangling.did', { count: did })
        : null,
    notDone: await sentencesOf(house, shown.result),
    errors: shown.errors,
    typed: shown.typed ?? nothingTyped,
  })
  return answerPage(c, house, page, shown.result || shown.errors ? 422 : 200)
}

async function withChosen(
  house: House,
  fandoms: { id: TagId; name: string }[],
  chosen: TagId | null,
): Promise<{ id: TagId; name: string }[]> {
  if (chosen === null || fandoms.some(({ id }) => id === chosen)) return fandoms
  const name = (await readTagNames(house.db, [chosen])).get(chosen)
  return name?.kind === 'fandom' ? [name, ...fandoms] : fandoms
}

function readChoice(c: Context<Env>, scope: Scope): Choice {
  const { searchParams } = new URL(c.req.url)
  const form = new FormData()
  for (const [name, value] of searchParams) form.append(name, value)
  const choice = choiceOf(form)
  // Who wrangles some fandoms begins with the first of them.
  if (searchParams.has('fandom') || scope.kind !== 'fandoms') return choice
  return { ...choice, fandom: scope.roots[0] ?? null }
}

function choiceOf(form: FormData): Choice {
  const kind = tagKinds.find((one) => one === text(form, 'kind')) ?? ('character' satisfies TagKind)
  const fandom = text(form, 'fandom')
  const from = Number(text(form, 'from'))
  return {
    kind,
    fandom: isId(fandom) ? fandom : null,
    find: cleanName(text(form, 'find')),
    from: Number.isInteger(from) && from > 0 && from <= 200 ? from : 0,
    after: text(form, 'after').slice(0, 400),
  }
}

async function postDesk(c: Context<Env>, house: House): Promise<Response> {
  const form = await readForm(c, house)
  const actor = c.get('actor')
  if (!actor.account) return askToSignIn(c)
  const choice = choiceOf(form)
  const ticked = texts(form, 'tag').filter(isId)
  const chosen = new Map<TagId, string>()
  for (const name of form.keys()) {
    const id = name.startsWith('do-') ? name.slice(3) : ''
    if (isId(id) && text(form, name) !== '') chosen.set(id, text(form, name))
  }
  const target = cleanName(text(form, 'target'))
  const typed: Typed = { ticked: new Set(ticked), chosen, target: text(form, 'target') }
  const act = text(form, 'act')
  if (act === 'synonym' && target === '') {
    return showDesk(c, house, {
      choice,
      typed,
      errors: { target: say('wrangling.target.missing') },
    })
  }
  const tasks =
    act === 'chosen' ? chosenTasks(chosen, choice) : tickedTasks(ticked, act, target, choice)
  const result = await house.write((tx) => wrangle(tx, house, actor, tasks))
  if (!result) return notFound()
  if (result.refused.length > 0) return showDesk(c, house, { choice, result, typed })
  const { kind, fandom, find } = choice
  return goTo(c, urls.wrangling({ kind, fandom: fandom ?? 'all', find, did: result.done }))
}

/** A character or relationship that becomes canonical at a fandom's desk belongs to that fandom. */
const canonicalTask = (tag: TagId, { kind, fandom }: Choice): Task => ({
  act: 'canonical',
  tag,
  fandom: kind === 'character' || kind === 'relationship' ? fandom : null,
})

function chosenTasks(chosen: ReadonlyMap<TagId, string>, choice: Choice): Task[] {
  return [...chosen].flatMap(([tag, what]): Task[] => {
    if (what === 'canonical') return [canonicalTask(tag, choice)]
    if (what === 'left-as-is') return [{ act: 'left-as-is', tag }]
    const of = what.slice(1)
    return what.startsWith('=') && isId(of) ? [{ act: 'synonym', tag, of: { id: of } }] : []
  })
}

function tickedTasks(ticked: readonly TagId[], act: string, name: string, choice: Choice): Task[] {
  return ticked.flatMap((tag): Task[] => {
    if (act === 'synonym') return [{ act, tag, of: { name } }]
    if (act === 'canonical') return [canonicalTask(tag, choice)]
    return act === 'left-as-is' ? [{ act, tag }] : []
  })
}
