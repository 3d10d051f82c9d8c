import type { DatabaseSync } from 'node:sqlite'
import { packedLength, packId } from '#shared/packed-ids.ts'
import { turn } from '#shared/turn.ts'
import {
  type FoundTexts,
  type StemmedWork,
  type TextChange,
  textFields,
  type TextStore,
} from '#storage/text-store.ts'
import { RowIds } from './row-ids.ts'
import { anyOf, matchOf } from './texts-match.ts'
import { isDamage, openTextsFile } from './texts-schema.ts'

/** Up to so many works are put in order by all their words; of more, the best by their top words. */
const mostRanked = 1000
/** How much a word in each of `textFields` weighs. */
const weights = '10, 8, 6, 4, 1, 1'
const pagesMerged = 250

const nothing: FoundTexts = {
  ids: new Uint8Array(0),
  scores: new Float32Array(0),
  exact: { hits: true, order: true },
}

/** The index of texts as a file of its own: FTS5 without content, one row a work, BM25. */
export async function openSqliteTexts(file: string): Promise<TextStore> {
  const { writing, reading } = await openTextsFile(file)
  const find = finder(reading)
  const write = writer(writing)
  let busy: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | null = null

  /** What is damaged is marked to be made anew when it is opened next. */
  function guard(error: unknown): never {
    if (isDamage(error)) {
      try {
        if (writing.isTransaction) writing.exec('rollback')
        writing.exec('pragma user_version = 0')
      } catch {
        // Then opening it finds the damage.
      }
    }
    throw error
  }
  const state = reading.prepare('select position from state')
  const stemmers = reading.prepare('select name from stemmer order by name')

  return {
    async position() {
      const position = state.get()?.['position']
      return typeof position === 'string' ? position : null
    },
    stemmers: async () => stemmers.all().map(({ name }) => String(name)),
    change(change) {
      const done = busy.then(() => write(change)).catch(guard)
      busy = done.catch(() => {})
      return done
    },
    async find(query, most) {
      const wanted = matchOf(query)
      if (wanted === null || most <= 0) return nothing
      try {
        return find(wanted, anyOf(query) ?? wanted, most)
      } catch (error) {
        return guard(error)
      }
    },
    tend() {
      const done = busy.then(() => tend(writing)).catch(guard)
      busy = done.catch(() => {})
      return done
    },
    close() {
      closing ??= busy.then(() => {
        reading.close()
        writing.close()
      })
      return closing
    },
  }
}

function finder(reading: DatabaseSync) {
  const rowIds = new RowIds(
    reading.prepare('select row, id from entry where row > ? order by row limit ?'),
  )
  // One text of all numbers is read several times faster than so many rows.
  const hits = reading.prepare(
    `select group_concat(rowid, ' ') as rows from (select rowid from whole where whole match ? limit ?)`,
  )
  const ranked = reading.prepare(
    `select rowid as row, -bm25(whole, ${weights}) as score from whole where whole match ?`,
  )
  const best = reading.prepare(
    `select rowid as row, -bm25(top, ${weights}) as score from top where top match ?
      order by score desc limit ${mostRanked}`,
  )

  return (wanted: string, any: string, most: number): FoundTexts => {
    reading.exec('begin')
    try {
      const listed = String(hits.get(wanted, most + 1)?.['rows'] ?? '')
      if (listed === '') return nothing
      const rows = listed.split(' ').map(Number)
      const all = rows.length <= most
      if (!all) rows.length = most
      // BM25 would look the whole query up twice more, to weigh one work against none.
      if (all && rows.length === 1) {
        return { ids: rowIds.of(rows), scores: Float32Array.of(1), exact: nothing.exact }
      }
      const exactOrder = all && rows.length <= mostRanked
      const scores = new Map<number, number>()
      for (const { row, score } of exactOrder ? ranked.all(wanted) : best.all(any)) {
        scores.set(Number(row), Number(score))
      }
      return {
        ids: rowIds.of(rows),
        scores: Float32Array.from(rows, (row) => scores.get(row) ?? 0),
        exact: { hits: all, order: exactOrder },
      }
    } finally {
      reading.exec('commit')
    }
  }
}

function writer(database: DatabaseSync) {
  const holes = textFields.map(() => '?').join(', ')
  const columns = textFields.map((field) => `"${field}"`).join(', ')
  const state = database.prepare('select position from state')
  const move = database.prepare(
    `insert into state (one, position) values (1, ?)
      on conflict (one) do update set position = excluded.position`,
  )
  const putStemmer = database.prepare('insert or ignore into stemmer (name) values (?)')
  const rowOf = database.prepare('select row from entry where id = ?')
  const older = database.prepare('select row from entry where round < ? limit 100')
  const putEntry = database.prepare(
    `insert into entry (id, round) values (?, ?)
      on conflict (id) do update set round = excluded.round returning row`,
  )
  const dropEntry = database.prepare('delete from entry where row = ?')
  const tables = ['whole', 'top'] as const
  const put = tables.map((table) =>
    database.prepare(`insert into ${table} (rowid, ${columns}) values (?, ${holes})`),
  )
  const drop = tables.map((table) => database.prepare(`delete from ${table} where rowid = ?`))
  // After deletions FTS5 tells a last row id beyond 2^53, which would throw as a number.
  for (const statement of [...put, ...drop]) statement.setReadBigInts(true)

  function dropRow(row: number): void {
    for (const statement of drop) statement.run(row)
  }

  function putWork(work: StemmedWork, round: number): void {
    const id = packed(work.id)
    const before = rowOf.get(id)?.['row']
    if (before !== undefined) dropRow(Number(before))
    const row = Number(putEntry.get(id, round)?.['row'])
    const fields = textFields.map((field) => work.fields[field].join(' '))
    put[0]?.run(row, ...fields)
    put[1]?.run(row, ...fields.slice(0, -1), work.often.join(' '))
    putStemmer.run(work.stemmer)
  }

  return async (change: TextChange): Promise<boolean> => {
    await beginWhenFree(database)
    try {
      if ((state.get()?.['position'] ?? null) !== change.from) {
        database.exec('rollback')
        return false
      }
      for (const id of change.gone) {
        const row = rowOf.get(packed(id))?.['row']
        if (row === undefined) continue
        dropRow(Number(row))
        dropEntry.run(Number(row))
      }
      for (const work of change.put) {
        putWork(work, change.round)
        await turn()
      }
      if (change.endRound) {
        for (let rows = older.all(change.round); rows.length > 0; rows = older.all(change.round)) {
          for (const { row } of rows) {
            dropRow(Number(row))
            dropEntry.run(Number(row))
          }
          await turn()
        }
      }
      move.run(change.to)
      database.exec('commit')
      return true
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      throw error
    }
  }
}

/** Merges a little of what many small changes left behind. */
async function tend(database: DatabaseSync): Promise<void> {
  for (const table of ['whole', 'top']) {
    await beginWhenFree(database)
    database.exec(`insert into ${table} (${table}, rank) values ('merge', ${pagesMerged})`)
    database.exec('commit')
    await turn()
  }
  database.exec('pragma wal_checkpoint(passive)')
}

const patience = 60_000
const pause = 10

/** Begins to write, when no other process does. Waits beside the event loop; throws SQLITE_BUSY after a minute. */
async function beginWhenFree(database: DatabaseSync): Promise<void> {
  for (let waited = 0; ; waited += pause) {
    try {
      database.exec('begin immediate')
      return
    } catch (error) {
      const busy = error instanceof Error && 'errcode' in error && error.errcode === 5
      if (!busy || waited >= patience) throw error
      await new Promise((later) => setTimeout(later, pause))
    }
  }
}

function packed(id: string): Uint8Array {
  const bytes = new Uint8Array(packedLength)
  if (!packId(id, bytes, 0)) throw new Error(`${id} is no id`)
  return bytes
}
