import { type Clock, instant } from '#shared/clock.ts'
import { type AccountId, newId, type PenNameId, type TagId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import { type Act, formatLogged } from './logged.ts'
import {
  listSameSpelled,
  mostTouched,
  readStates,
  sameState,
  type TagState,
  writeStates,
} from './tag-state.ts'

/** Why an act was not done. */
export type Refused =
  | 'not-there'
  | 'not-yours'
  | 'itself'
  | 'other-kind'
  | 'not-canonical'
  | 'is-synonym'
  | 'loop'
  | 'name-taken'
  | 'too-many'
  | 'changed-since'

/** Thrown inside a transaction: nothing of the act is done. */
export class Refusing extends Error {
  readonly because: Refused
  constructor(because: Refused) {
    super(because)
    this.because = because
  }
}

export type Needs = { readonly clock: Clock; readonly random: Random }
/** Who acts: the account for what it may do, the pen name for the log. */
export type Wrangler = { readonly account: AccountId; readonly penName: PenNameId | null }

/** One act under way: tags as they were, and as they will be. Nothing is written before `commitEdit`. */
export class Edit {
  readonly #tx: Tx
  readonly #before = new Map<TagId, TagState>()
  readonly #after = new Map<TagId, TagState>()

  constructor(tx: Tx) {
    this.#tx = tx
  }

  /** A tag as it will be. Throws `Refusing` where there is none. */
  async tag(id: TagId): Promise<TagState> {
    await this.load([id])
    const state = this.#after.get(id)
    if (!state) throw new Refusing('not-there')
    return state
  }

  /** Reads tags beforehand. Throws `Refusing` past what an act may touch. */
  async load(ids: readonly TagId[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#before.has(id))
    if (missing.length === 0) return
    if (this.#before.size + missing.length > mostTouched) throw new Refusing('too-many')
    for (const [id, state] of await readStates(this.#tx, missing)) {
      this.#before.set(id, state)
      this.#after.set(id, state)
    }
  }

  async change(
    id: TagId,
    patch: Partial<Pick<TagState, 'kind' | 'canonical' | 'canonicalId' | 'leftAsIs' | 'parents'>>,
  ): Promise<void> {
    const state = await this.tag(id)
    const parents = patch.parents
      ? [...new Set(patch.parents)].filter((parent) => parent !== id).toSorted()
      : state.parents
    this.#after.set(id, { ...state, ...patch, parents })
  }

  /** All tags read so far, as they will be. */
  all(): TagState[] {
    return [...this.#after.values()]
  }

  changed(): { before: TagState[]; after: TagState[] } {
    const ids = [...this.#after.keys()].filter((id) => {
      const [before, after] = [this.#before.get(id), this.#after.get(id)]
      return before && after && !sameState(before, after)
    })
    const of = (states: ReadonlyMap<TagId, TagState>) => ids.flatMap((id) => states.get(id) ?? [])
    return { before: of(this.#before), after: of(this.#after) }
  }
}

/**
 * Writes what an act changed, with its entry in the log and a change for every tag that is found otherwise now. How many
 * tags it changed; where that is none, nothing is on record.
 */
export async function commitEdit(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { edit, act, tag, undoes = null }: { edit: Edit; act: Act; tag: TagId; undoes?: string | null },
): Promise<number> {
  const { before, after } = edit.changed()
  if (after.length === 0) return 0
  await writeStates(tx, after)
  await tx
    .insertInto('wrangling')
    .values({
      id: newId(needs.random),
      at: instant(needs.clock()),
      account_id: who.account,
      act,
      tag_id: tag,
      before: formatLogged({ by: who.penName, tags: before }),
      after: formatLogged({ by: who.penName, tags: after }),
      undoes,
      undone_at: null,
    })
    .execute()
  // Another spelling of a tag that moved to another kind is found under another root now.
  const spelled = await listSameSpelled(tx, [...before, ...after])
  for (const id of new Set([...after.map((one) => one.id), ...spelled])) {
    await recordChange(tx, needs.clock, { kind: 'tag-wrangled', tag: id })
  }
  // Works show their tags by kind: all kept pages are made anew.
  const moved = after.some((tag, at) => tag.kind !== before[at]?.kind)
  if (moved) await recordChange(tx, needs.clock, { kind: 'settings-changed' })
  return after.length
}
