import type { Picture } from '#files-in/picture.ts'
import type { Actor } from '#policy/actor.ts'
import { type Clock, instant } from '#shared/clock.ts'
import { newId, type WorkId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from '#storage/db.ts'
import { readOwnWork } from '#works/acts.ts'
import { imageLimits } from './image-limits.ts'
import { readAccountUse, readWorkUse } from './image-reads.ts'

type Needs = { clock: Clock; random: Random }

/** Adds a cleaned picture to the actor's own work, within the limits of the work and of the account. */
export async function addImage(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { work, picture }: { work: WorkId; picture: Picture },
): Promise<
  | { kind: 'added'; id: string }
  | { kind: 'not-there' }
  | { kind: 'work-full' }
  | { kind: 'account-full' }
> {
  const own = await readOwnWork(tx, actor, work)
  if (!own || !actor.account) return { kind: 'not-there' }
  const size = picture.bytes.length
  if (!fits(await readWorkUse(tx, work), size, imageLimits.ofWork)) return { kind: 'work-full' }
  const used = await readAccountUse(tx, actor.account.id)
  if (!fits(used, size, imageLimits.ofAccount)) return { kind: 'account-full' }
  const id = newId(needs.random)
  await tx
    .insertInto('image')
    .values({
      id,
      work_id: work,
      media_type: picture.mediaType,
      bytes: picture.bytes,
      created_at: instant(needs.clock()),
    })
    .execute()
  return { kind: 'added', id }
}

type Use = { readonly count: number; readonly bytes: number }

/** Whether one more picture of this size stays within a limit. */
export function fits(used: Use, size: number, limit: Use): boolean {
  return used.count < limit.count && used.bytes + size <= limit.bytes
}

/** Deletes a picture of the actor's own work for good. */
export async function deleteImage(
  tx: Tx,
  actor: Actor,
  { work, id }: { work: WorkId; id: string },
): Promise<{ kind: 'done' | 'not-there' }> {
  if (!(await readOwnWork(tx, actor, work))) return { kind: 'not-there' }
  const gone = await tx
    .deleteFrom('image')
    .where('id', '=', id)
    .where('work_id', '=', work)
    .returning('id')
    .executeTakeFirst()
  return { kind: gone ? 'done' : 'not-there' }
}
