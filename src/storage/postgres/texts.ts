import pg, { type Pool, type PoolClient } from 'pg'
import { packedLength, packId } from '#shared/packed-ids.ts'
import type {
  FoundTexts,
  StemmedWork,
  StemQuery,
  TextChange,
  TextStore,
} from '#storage/text-store.ts'
import { anyOf, rowsOf } from './texts-query.ts'
import { makeTextsSchema } from './texts-schema.ts'
import { vectorsOf } from './texts-vectors.ts'

/** Of so many works at most the order is reckoned. */
const mostRanked = 2000
/** What a word of weight D, C, B and A counts for. */
const weights = `'{0.1, 0.35, 0.7, 1}'`

/**
 * The planner reckons a walk through all rows as cheap as the rows are short, and knows nothing of the long vectors
 * behind them: it must take the index. And no query is so long that compiling it would pay.
 */
const planning = ['default_transaction_read_only=on', 'enable_seqscan=off', 'jit=off']
  .map((setting) => `-c ${setting}`)
  .join(' ')

const nothing: FoundTexts = {
  ids: new Uint8Array(0),
  scores: new Float32Array(0),
  exact: { hits: true, order: true },
}

/** The index of texts in a schema of its own, over GIN. Scores are ts_rank's over short fields and frequent words. */
export async function openPostgresTexts(writing: Pool, url: string): Promise<TextStore> {
  await makeTextsSchema(writing)
  const reading = new pg.Pool({ connectionString: url, max: 4, options: planning })
  reading.on('error', () => {})
  let busy: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | null = null

  return {
    async position() {
      const { rows } = await reading.query<{ position: string | null }>(
        'select position from texts.state',
      )
      return rows[0]?.position ?? null
    },
    async stemmers() {
      const { rows } = await reading.query<{ name: string }>(
        'select name from texts.stemmer order by name collate "C"',
      )
      return rows.map(({ name }) => name)
    },
    change(change) {
      const done = busy.then(() => write(writing, change))
      busy = done.catch(() => {})
      return done
    },
    find: (query, most) => find(reading, query, most),
    async tend() {
      // What waits there is looked through one by one by every query.
      for (const index of ['word_words', 'part_words']) {
        await writing.query(`select gin_clean_pending_list('texts.${index}'::regclass)`)
      }
    },
    close() {
      closing ??= busy.then(() => reading.end())
      return closing
    },
  }
}

async function find(reading: Pool, query: StemQuery, most: number): Promise<FoundTexts> {
  const asked = rowsOf(query)
  if (asked === null || most <= 0) return nothing
  const { sql, values } = asked
  const any = `$${values.length + 1}::tsquery`
  const { rows } = await reading.query<{ ids: Buffer | null; scores: Buffer | null }>(
    `with hit as materialized (select row from (${sql}) as found limit ${Math.floor(most) + 1}),
      ranked as (
        select chosen.row, ts_rank(${weights}, top.words, ${any}) as score
        from (select row from hit limit ${mostRanked}) as chosen
        join texts.top on top.row = chosen.row)
      select string_agg(entry.id, ''::bytea order by hit.row) as ids,
        string_agg(float4send(coalesce(ranked.score, 0)), ''::bytea order by hit.row) as scores
      from hit join texts.entry on entry.row = hit.row left join ranked on ranked.row = hit.row`,
    [...values, anyOf(query)],
  )
  const { ids, scores } = rows[0] ?? {}
  if (!ids || !scores) return nothing
  const found = ids.length / packedLength
  const count = Math.min(found, most)
  return {
    ids: new Uint8Array(ids.subarray(0, count * packedLength)),
    scores: Float32Array.from({ length: count }, (_, at) => scores.readFloatBE(at * 4)),
    exact: { hits: found <= most, order: false },
  }
}

async function write(writing: Pool, change: TextChange): Promise<boolean> {
  const client = await writing.connect()
  // Of a connection that ends between two queries the next one tells.
  const quiet = () => {}
  client.on('error', quiet)
  try {
    await client.query('begin')
    const { rows } = await client.query<{ position: string | null }>(
      'select position from texts.state for update',
    )
    if ((rows[0]?.position ?? null) !== change.from) {
      await client.query('rollback')
      return false
    }
    await client.query('delete from texts.entry where id = any($1::bytea[])', [
      change.gone.map(packed),
    ])
    for (const work of change.put) await putWork(client, work, change.round)
    if (change.endRound) {
      await client.query('delete from texts.entry where round < $1', [change.round])
    }
    await client.query('update texts.state set position = $1', [change.to])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.off('error', quiet)
    client.release()
  }
}

async function putWork(client: PoolClient, work: StemmedWork, round: number): Promise<void> {
  const { words, parts, top } = vectorsOf(work)
  await client.query('insert into texts.stemmer (name) values ($1) on conflict do nothing', [
    work.stemmer,
  ])
  const { rows } = await client.query<{ row: number }>(
    `insert into texts.entry (id, round) values ($1, $2)
      on conflict (id) do update set round = excluded.round returning row`,
    [packed(work.id), round],
  )
  const row = rows[0]?.row
  await client.query('delete from texts.word where row = $1', [row])
  await client.query('delete from texts.part where row = $1', [row])
  await client.query(
    `insert into texts.word (row, words) select $1, unnest($2::text[])::tsvector`,
    [row, words],
  )
  await client.query(
    `insert into texts.part (row, field, words)
      select $1, field, words::tsvector from unnest($2::smallint[], $3::text[]) as part (field, words)`,
    [row, parts.map(({ field }) => field), parts.map((part) => part.words)],
  )
  await client.query(
    `insert into texts.top (row, words) values ($1, $2::tsvector)
      on conflict (row) do update set words = excluded.words`,
    [row, top],
  )
}

function packed(id: string): Buffer {
  const bytes = Buffer.alloc(packedLength)
  if (!packId(id, bytes, 0)) throw new Error(`${id} is no id`)
  return bytes
}
