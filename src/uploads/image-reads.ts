import { sql } from 'kysely'
import type { WorkFacts } from '#policy/visible.ts'
import type { AccountId, WorkId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { imageLimits } from './image-limits.ts'

export type ImageLine = { id: string; mediaType: string; bytes: number; createdAt: string }

/** The pictures of a work, the newest first, without their bytes. One query. */
export async function listImages(db: Db, work: WorkId): Promise<ImageLine[]> {
  const rows = await db
    .selectFrom('image')
    .select(['id', 'media_type', 'created_at', sql<number>`length(bytes)`.as('size')])
    .where('work_id', '=', work)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(imageLimits.ofWork.count)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    mediaType: row.media_type,
    bytes: Number(row.size),
    createdAt: row.created_at,
  }))
}

/** How much of its limit a work has used. One query. */
export async function readWorkUse(db: Db, work: WorkId): Promise<{ count: number; bytes: number }> {
  const row = await db
    .selectFrom('image')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<number>`coalesce(sum(length(bytes)), 0)`.as('bytes'),
    ])
    .where('work_id', '=', work)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), bytes: Number(row.bytes) }
}

/** How much of its limit an account has used in all its works, those in the bin too. One query. */
export async function readAccountUse(
  db: Db,
  account: AccountId,
): Promise<{ count: number; bytes: number }> {
  const row = await db
    .selectFrom('image')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<number>`coalesce(sum(length(bytes)), 0)`.as('bytes'),
    ])
    .where('work_id', 'in', (eb) =>
      eb
        .selectFrom('work_byline')
        .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
        .select('work_byline.work_id')
        .where('pen_name.account_id', '=', account),
    )
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), bytes: Number(row.bytes) }
}

export type ImageFacts = { id: string; workId: WorkId; mediaType: string; work: WorkFacts }

/** What a picture is and whose, whoever asks: ask `mayReadWork` or `mayWriteWork` next. One query. */
export async function readImageFacts(db: Db, id: string): Promise<ImageFacts | null> {
  const row = await db
    .selectFrom('image')
    .innerJoin('work', 'work.id', 'image.work_id')
    .select([
      'image.id',
      'image.work_id',
      'image.media_type',
      'work.published_at',
      'work.hidden_at',
      'work.deleted_at',
      'work.accounts_only',
    ])
    .where('image.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { published_at, hidden_at, deleted_at, accounts_only } = row
  return {
    id: row.id,
    workId: row.work_id,
    mediaType: row.media_type,
    work: { published_at, hidden_at, deleted_at, accounts_only },
  }
}

/** The picture itself; null when it has just been deleted. One query. */
export async function readImageBytes(db: Db, id: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('image').select('bytes').where('id', '=', id).executeTakeFirst()
  return row?.bytes ?? null
}
