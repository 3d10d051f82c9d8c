import { after, instant } from '#shared/clock.ts'
import type { CommentId, PrivateLinkId, WorkId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import { prepare } from '#storage/prepare.ts'
import { arePrintsNear, printsCompared, printsKept } from './spam.ts'
import type { Needs } from './voice.ts'

/** What is looked at before words are shown. */
export type Screened = {
  work: { id: WorkId; comments_held: 0 | 1 }
  /** A guest's link, null while they have none; `account` for somebody signed in. */
  by: 'account' | { linkId: PrivateLinkId | null }
  /** What the route saw (a link, no proof of work); null when nothing was. */
  suspicion: string | null
  /** SimHash of the text; null when it is too short. */
  print: string | null
}

/** Why words wait for the author: their wish, what the route saw, or that nearly the same was said elsewhere. */
export async function reasonToHold(tx: Tx, needs: Needs, what: Screened): Promise<string | null> {
  const { work, by, suspicion, print } = what
  if (work.comments_held === 1) return 'every comment waits here'
  if (by === 'account') return null
  const known = suspicion === 'link' && !(await isFirstOf(tx, by.linkId))
  if (suspicion !== null && !known) return suspicion
  return print !== null && (await wasSaidElsewhere(tx, needs, work.id, print))
    ? 'near-duplicate'
    : null
}

async function wasSaidElsewhere(
  tx: Tx,
  needs: Needs,
  work: WorkId,
  print: string,
): Promise<boolean> {
  const since = instant(after(needs.clock(), -printsKept))
  const rows = await tx
    .selectFrom('comment_print')
    .innerJoin('comment', 'comment.id', 'comment_print.comment_id')
    .select('comment_print.print')
    .where('comment_print.created_at', '>', since)
    .where('comment.work_id', '<>', work)
    .orderBy('comment_print.created_at', 'desc')
    .limit(printsCompared)
    .execute()
  return rows.some((row) => arePrintsNear(row.print, print))
}

/** Whether the guest has nothing on show here yet. */
async function isFirstOf(tx: Tx, link: PrivateLinkId | null): Promise<boolean> {
  if (link === null) return true
  const row = await tx
    .selectFrom('comment')
    .select('id')
    .where('private_link_id', '=', link)
    .where('state', '=', 'shown')
    .where('is_private', '=', 0)
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

const putPrint = prepare<{ comment: CommentId; print: string; now: string }>()((db, value) =>
  db
    .insertInto('comment_print')
    .values({
      comment_id: value('comment'),
      print: value('print'),
      created_at: value('now'),
    })
    .onConflict((conflict) =>
      conflict
        .column('comment_id')
        .doUpdateSet({ print: value('print'), created_at: value('now') }),
    ),
)

/** Remembers the print of what a comment says now, for the screening of others. */
export async function keepPrint(
  tx: Tx,
  needs: Needs,
  comment: CommentId,
  print: string | null,
): Promise<void> {
  if (print === null)
    await tx.deleteFrom('comment_print').where('comment_id', '=', comment).execute()
  else await putPrint(tx, { comment, print, now: instant(needs.clock()) })
}
