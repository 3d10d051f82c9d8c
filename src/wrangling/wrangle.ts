import type { Actor } from '#policy/actor.ts'
import type { TagId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import {
  leaveAsIs,
  makeCanonical,
  makeSynonym,
  moveKind,
  rename,
  setParents,
  splitOff,
} from './acts.ts'
import { type Needs, type Refused, Refusing, type Wrangler } from './edit.ts'
import { findNamed, nameTag } from './named.ts'
import { listWithin, mayLeadTo, readScope, type Scope } from './scope.ts'
import { undoWrangling } from './undo.ts'

/** A tag that an act leads to: by id, or by a name that may be new. */
export type Target = { readonly id: TagId } | { readonly name: string }

/** What a wrangler asks to be done with a tag. */
export type Task = { readonly tag: TagId } & (
  | { readonly act: 'canonical'; readonly fandom: TagId | null }
  | { readonly act: 'synonym'; readonly of: Target }
  | { readonly act: 'rename'; readonly name: string }
  | { readonly act: 'kind'; readonly kind: TagKind }
  | {
      readonly act: 'parents'
      readonly fandoms: readonly string[]
      readonly broader: readonly string[]
    }
  | { readonly act: 'split-off' | 'left-as-is' | 'look-again' }
)

export type Done = {
  /** Tasks that changed something. */
  readonly done: number
  readonly refused: readonly { readonly tag: TagId; readonly because: Refused }[]
}

/** So many tasks are done at once. */
export const mostTasks = 100

/** Does what the actor may, each task whole or not at all. Null for who wrangles nothing. */
export async function wrangle(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  tasks: readonly Task[],
): Promise<Done | null> {
  const scope = await readScope(tx, actor)
  if (!actor.account || scope.kind === 'none') return null
  const who = whoIs(actor, actor.account.id)
  let done = 0
  const refused: { tag: TagId; because: Refused }[] = []
  for (const task of tasks.slice(0, mostTasks)) {
    try {
      const within = await listWithin(tx, scope, [task.tag])
      if (!within.has(task.tag)) throw new Refusing('not-yours')
      if ((await doTask(tx, needs, who, scope, task)) > 0) done++
    } catch (error) {
      if (!(error instanceof Refusing)) throw error
      refused.push({ tag: task.tag, because: error.because })
    }
  }
  return { done, refused }
}

const whoIs = (actor: Actor, account: Wrangler['account']): Wrangler => ({
  account,
  penName: actor.account?.actingPenName?.id ?? null,
})

async function doTask(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  scope: Scope,
  task: Task,
): Promise<number> {
  const { tag } = task
  switch (task.act) {
    case 'canonical':
      if (task.fandom !== null) await requireLead(tx, scope, task.fandom)
      return makeCanonical(tx, needs, who, { tag, fandom: task.fandom })
    case 'synonym': {
      const of = await resolve(tx, needs, await kindOf(tx, tag), task.of)
      await requireLead(tx, scope, of)
      return makeSynonym(tx, needs, who, { tag, of })
    }
    case 'rename': {
      if (task.name === '') throw new Refusing('not-there')
      return rename(tx, needs, who, { tag, name: task.name })
    }
    case 'kind':
      return moveKind(tx, needs, who, { tag, kind: task.kind })
    case 'parents': {
      const kind = await kindOf(tx, tag)
      const parents: TagId[] = []
      for (const name of task.fandoms) parents.push(await resolve(tx, needs, 'fandom', { name }))
      for (const name of task.broader) parents.push(await resolve(tx, needs, kind, { name }))
      for (const parent of parents) await requireLead(tx, scope, parent)
      return setParents(tx, needs, who, { tag, parents })
    }
    case 'split-off':
      return splitOff(tx, needs, who, { tag })
    case 'left-as-is':
      return leaveAsIs(tx, needs, who, { tag, leave: true })
    case 'look-again':
      return leaveAsIs(tx, needs, who, { tag, leave: false })
  }
}

async function kindOf(tx: Tx, tag: TagId): Promise<TagKind> {
  const row = await tx.selectFrom('tag').select('kind').where('id', '=', tag).executeTakeFirst()
  if (!row) throw new Refusing('not-there')
  return row.kind
}

async function resolve(tx: Tx, needs: Needs, kind: TagKind, target: Target): Promise<TagId> {
  if ('id' in target) return target.id
  if (target.name === '') throw new Refusing('not-there')
  return (await findNamed(tx, kind, target.name)) ?? nameTag(tx, needs, kind, target.name)
}

async function requireLead(tx: Tx, scope: Scope, tag: TagId): Promise<void> {
  if (scope.kind !== 'all' && !(await mayLeadTo(tx, scope, tag))) throw new Refusing('not-yours')
}

/** Takes acts back, the newest first. Null for who wrangles nothing. */
export async function undoAll(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  ids: readonly string[],
): Promise<Done | null> {
  const scope = await readScope(tx, actor)
  if (!actor.account || scope.kind === 'none') return null
  if (ids.length === 0) return { done: 0, refused: [] }
  const who = whoIs(actor, actor.account.id)
  const rows = await tx
    .selectFrom('wrangling')
    .select(['id', 'tag_id', 'account_id'])
    .where('id', 'in', ids.slice(0, mostTasks))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  let done = 0
  const refused: { tag: TagId; because: Refused }[] = []
  for (const { id, tag_id: tag, account_id } of rows) {
    try {
      const isOwn = account_id === actor.account.id
      if (!isOwn && !(await listWithin(tx, scope, [tag])).has(tag)) throw new Refusing('not-yours')
      if ((await undoWrangling(tx, needs, who, id)) > 0) done++
    } catch (error) {
      if (!(error instanceof Refusing)) throw error
      refused.push({ tag, because: error.because })
    }
  }
  return { done, refused }
}
