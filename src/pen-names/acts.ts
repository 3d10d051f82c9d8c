import type { Prose } from '#prose/prose.ts'
import { emptyProse } from '#prose/prose.ts'
import { type Clock, instant } from '#shared/clock.ts'
import { type AccountId, newId, type PenNameId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordChange } from '#storage/changes.ts'
import type { Tx } from '#storage/db.ts'
import { penNameKey } from './pen-name.ts'
import { findOwnPenName } from './reads.ts'

type Needs = { readonly clock: Clock; readonly random: Random }

/**
 * Makes a pen name for an account. `name` came through `parsePenName`. 'taken' is the same whether it is the account's
 * own, another's, or only looks like one.
 */
export async function makePenName(
  tx: Tx,
  { clock, random }: Needs,
  made: { account: AccountId; name: string; about?: Prose },
): Promise<{ kind: 'made'; id: PenNameId } | { kind: 'taken' }> {
  const id = newId<PenNameId>(random)
  const row = await tx
    .insertInto('pen_name')
    .values({
      id,
      account_id: made.account,
      name: made.name,
      name_key: penNameKey(made.name),
      about: made.about ?? emptyProse,
      created_at: instant(clock()),
    })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? { kind: 'made', id: row.id } : { kind: 'taken' }
}

/** Changes name and about of one's own pen name. Every page that shows the name is told that it changed. */
export async function editPenName(
  tx: Tx,
  { clock }: Pick<Needs, 'clock'>,
  edited: { account: AccountId; id: string; name: string; about: Prose },
): Promise<{ kind: 'done'; id: PenNameId } | { kind: 'taken' } | { kind: 'not-there' }> {
  const own = await findOwnPenName(tx, edited.account, edited.id)
  if (!own) return { kind: 'not-there' }
  const key = penNameKey(edited.name)
  const holder = await tx
    .selectFrom('pen_name')
    .select('id')
    .where('name_key', '=', key)
    .executeTakeFirst()
  if (holder && holder.id !== own.id) return { kind: 'taken' }
  await tx
    .updateTable('pen_name')
    .set({ name: edited.name, name_key: key, about: edited.about })
    .where('id', '=', own.id)
    .execute()
  await recordChange(tx, clock, { kind: 'pen-name-edited', penName: own.id })
  if (own.name !== edited.name) await tellWorks(tx, clock, own.id)
  return { kind: 'done', id: own.id }
}

/** A change for each work that shows the name, in its byline or in its talk. Two statements, however many works. */
async function tellWorks(tx: Tx, clock: Clock, penName: PenNameId): Promise<void> {
  const at = instant(clock())
  await tx
    .insertInto('change_log')
    .columns(['at', 'kind', 'work_id', 'pen_name_id'])
    .expression((eb) =>
      eb
        .selectFrom('work_byline')
        .select(({ val, ref }) => [
          val(at).as('at'),
          val('pen-name-edited').as('kind'),
          ref('work_byline.work_id').as('work_id'),
          ref('work_byline.pen_name_id').as('pen_name_id'),
        ])
        .where('pen_name_id', '=', penName),
    )
    .execute()
  await tx
    .insertInto('change_log')
    .columns(['at', 'kind', 'work_id', 'pen_name_id'])
    .expression((eb) =>
      eb
        .selectFrom('comment')
        .select(({ val, ref }) => [
          val(at).as('at'),
          val('pen-name-edited').as('kind'),
          ref('comment.work_id').as('work_id'),
          ref('comment.pen_name_id').as('pen_name_id'),
        ])
        .distinct()
        .where('pen_name_id', '=', penName)
        .where('is_private', '=', 0),
    )
    .execute()
}

/** From now on comments, kudos and calls are given under this pen name, where the form says no other. */
export async function actAs(
  tx: Tx,
  account: AccountId,
  id: string,
): Promise<{ kind: 'done' } | { kind: 'not-there' }> {
  const own = await findOwnPenName(tx, account, id)
  if (!own) return { kind: 'not-there' }
  await tx
    .updateTable('account')
    .set({ acting_pen_name_id: own.id })
    .where('id', '=', account)
    .execute()
  return { kind: 'done' }
}
