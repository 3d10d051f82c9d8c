import { PostgresAdapter, sql } from 'kysely'
import type { PenNameId, TagId, WorkId } from '#shared/ids.ts'
import type { ChangeKind } from './changes.ts'
import type { Db } from './db.ts'

/**
 * How far the log of changes was read. PostgreSQL shows entries out of order: one with a lower number appears later when
 * its transaction ended later. Whatever was not to be seen belongs to a transaction that was running then, so it has a
 * transaction id of `xmin` or above, and is looked for among the entries read before.
 */
export type LogPlace = {
  /** The highest number read, and when that entry was written: another time means another archive. */
  readonly seen: number
  readonly at: string
  /** The oldest transaction that was running; 0 on SQLite, where one writes at a time. */
  readonly xmin: number
  /** Numbers up to `seen` that were read although their transactions are not below `xmin`. */
  readonly again: readonly number[]
  /** Nothing up to this number can still appear. */
  readonly floor: number
  /** Once no transaction below `xmax` runs any more, nothing up to `seen` can appear: the next floor. */
  readonly mark: { readonly seen: number; readonly xmax: number } | null
}

export type LogEntry = {
  readonly sequence: number
  readonly kind: ChangeKind
  readonly work: WorkId | null
  readonly penName: PenNameId | null
  readonly tag: TagId | null
}

export type LogRead = {
  readonly entries: readonly LogEntry[]
  /** Where the next reading begins. */
  readonly place: LogPlace
  /** The entry read last is not there any more: another archive stands in its place. */
  readonly isAnother: boolean
  /** As many as were asked for: there may be more. */
  readonly more: boolean
}

type Row = {
  xmin: number
  xmax: number
  there: string | null
  sequence: number | null
  at: string
  kind: ChangeKind
  work_id: WorkId | null
  pen_name_id: PenNameId | null
  tag_id: TagId | null
  transaction_id: number
}

/** The end of the log as it is now; reading from there gives what is written afterwards. One query. */
export async function endOfLog(db: Db): Promise<LogPlace> {
  const { rows } = await sql<{ seen: number | null; at: string | null; xmin: number }>`
    select newest.sequence as seen, newest.at, ${horizon(db).xmin} as xmin
    from (select 1 as one) as one
    left join (select sequence, at from change_log order by sequence desc limit 1) as newest on 1 = 1
  `.execute(db)
  const [row] = rows
  return {
    seen: row?.seen ?? 0,
    at: row?.at ?? '',
    xmin: Number(row?.xmin ?? 0),
    again: [],
    floor: 0,
    mark: null,
  }
}

/** At most `most` entries that were not read before this place, by number. One query, of one moment. */
export async function readLog(db: Db, from: LogPlace, most: number): Promise<LogRead> {
  const { xmin, xmax } = horizon(db)
  const late = isPostgres(db)
    ? sql`or (sequence > ${from.floor} and transaction_id >= ${from.xmin})`
    : sql``
  const limit = most + from.again.length
  const { rows } = await sql<Row>`
    select ${xmin} as xmin, ${xmax} as xmax, there.at as there, entry.*
    from (select 1 as one) as one
    left join (select at from change_log where sequence = ${from.seen}) as there on 1 = 1
    left join (
      select sequence, at, kind, work_id, pen_name_id, tag_id, transaction_id from change_log
      where sequence > ${from.seen} ${late} order by sequence limit ${limit}
    ) as entry on 1 = 1
    order by entry.sequence`.execute(db)
  const [first] = rows
  const now = { xmin: Number(first?.xmin ?? 0), xmax: Number(first?.xmax ?? 0) }
  const found = rows.flatMap((row) =>
    row.sequence === null ? [] : [{ ...row, sequence: row.sequence }],
  )
  const before = new Set(from.again)
  const last = found.at(-1)
  const isNewer = last !== undefined && last.sequence > from.seen
  const seen = isNewer ? last.sequence : from.seen
  const isProven = from.mark !== null && now.xmin >= from.mark.xmax
  return {
    entries: found
      .filter(({ sequence }) => !before.has(sequence))
      .map(({ sequence, kind, work_id, pen_name_id, tag_id }) => ({
        sequence,
        kind,
        work: work_id,
        penName: pen_name_id,
        tag: tag_id,
      })),
    place: {
      seen,
      at: isNewer ? last.at : from.at,
      xmin: now.xmin,
      again: isPostgres(db)
        ? found.filter((row) => row.transaction_id >= now.xmin).map(({ sequence }) => sequence)
        : [],
      floor: isProven && from.mark ? from.mark.seen : from.floor,
      // A number is drawn a moment before its transaction has an id: the mark is of the reading before this one.
      mark: isProven || from.mark === null ? { seen: from.seen, xmax: now.xmax } : from.mark,
    },
    isAnother: from.seen > 0 && first?.there !== from.at,
    more: found.length >= limit,
  }
}

const isPostgres = (db: Db) => db.getExecutor().adapter instanceof PostgresAdapter

function horizon(db: Db) {
  return isPostgres(db)
    ? {
        xmin: sql`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
        xmax: sql`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
      }
    : { xmin: sql`0`, xmax: sql`0` }
}
