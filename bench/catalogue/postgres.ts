import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Facet, type Query, singleKinds, type TermKind } from '#catalogue/catalogue.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { Numbering } from './effective.ts'
import type { Generated } from './generate.ts'

/** What PostgreSQL answers: the same parts as the catalogue's answer. */
export type Peer = {
  find(query: Query): Promise<{ works: string[]; count: number; facets: Facet[] }>
  /** Seconds to load, index and vacuum; bytes on the disk with indexes. */
  readonly built: { seconds: number; bytes: number }
  stop(): Promise<void>
}

const settings = {
  shared_buffers: '2GB',
  effective_cache_size: '6GB',
  work_mem: '128MB',
  maintenance_work_mem: '1GB',
  max_wal_size: '8GB',
  random_page_cost: '1.1',
  // Compiling costs more than it gives where most questions are small.
  jit: 'off',
}
const atOnce = 50_000

/** The catalogue in one table, each work with the numbers of all that it is found under: GIN on those, a tree for each order. */
export async function startPeer(generated: Generated): Promise<Peer> {
  const server = await startPostgres({ flags: settings })
  const client = new pg.Client({ connectionString: server.url })
  try {
    await client.connect()
    const begun = performance.now()
    const numbering = await load(client, generated)
    for (const order of Object.values(orders)) await client.query(`create index on work (${order})`)
    await client.query('create index on work using gin (terms) with (fastupdate = off)')
    await client.query('vacuum (analyze, freeze) work')
    await client.query('vacuum (analyze, freeze) term')
    const seconds = (performance.now() - begun) / 1000
    const size = await client.query<{ bytes: string }>(
      "select pg_total_relation_size('work')::text as bytes",
    )
    await warm(client)
    return {
      find: (query) => find(client, numbering, query),
      built: { seconds, bytes: Number(size.rows[0]?.bytes) },
      async stop() {
        await client.end()
        await server.stop()
      },
    }
  } catch (error) {
    await client.end().catch(() => {})
    await server.stop()
    throw error
  }
}

const columns =
  'id, words, kudos, comments, per_reader, updated, published, title, accounts_only, one_shot, relationships, groups, terms'

async function load(client: pg.Client, generated: Generated): Promise<Numbering> {
  await client.query(`create unlogged table work (
    id text not null, words int not null, kudos int, comments int, per_reader float8,
    updated int not null, published int not null, title text not null, accounts_only bool not null,
    one_shot bool not null, relationships int not null, groups int not null, terms int[] not null)`)
  await client.query('create unlogged table term (number int primary key, key text not null)')
  const codes = new Map<TermKind, Set<string>>()
  for (const { terms } of generated.entries()) {
    for (const { kind, key } of terms) {
      const keys = codes.get(kind)
      if (keys) keys.add(key)
      else codes.set(kind, new Set([key]))
    }
  }
  const numbering = new Numbering(generated, codes)
  // The server reads files by itself: nothing is quicker.
  const folder = await mkdtemp(join(tmpdir(), 'tweed-peer-'))
  await chmod(folder, 0o755)
  const file = join(folder, 'rows')
  const copy = async (into: string, rows: readonly string[]) => {
    await writeFile(file, rows.join(''))
    await client.query(`copy ${into} from '${file}'`)
  }
  try {
    for (let at = 0; at < numbering.keys.length; at += atOnce * 4) {
      const keys = numbering.keys.slice(at, at + atOnce * 4)
      await copy(
        'term (number, key)',
        keys.map((key, place) => `${at + place}\t${key}\n`),
      )
    }
    let rows: string[] = []
    for (const entry of generated.entries()) {
      const { terms, relationships, groups } = numbering.effective(entry)
      const orNull = (value: number | null) => value ?? '\\N'
      const perReader = entry.kudos === null ? null : entry.kudos / Math.max(1, entry.readers)
      rows.push(
        `${entry.id}\t${entry.words}\t${orNull(entry.kudos)}\t${orNull(entry.comments)}\t${orNull(perReader)}\t${entry.updated}\t${entry.published}\t${entry.title}\t${entry.accountsOnly}\t${entry.oneShot}\t${relationships}\t${groups}\t{${terms.join()}}\n`,
      )
      if (rows.length === atOnce) {
        await copy(`work (${columns})`, rows)
        rows = []
      }
    }
    await copy(`work (${columns})`, rows)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return numbering
}

async function warm(client: pg.Client): Promise<void> {
  await client.query('select sum(cardinality(terms)), sum(words) from work')
  await client.query('create extension if not exists pg_prewarm').then(
    async () => {
      const relations = await client.query<{ name: string }>(
        "select indexrelid::regclass::text as name from pg_index where indrelid = 'work'::regclass",
      )
      for (const { name } of relations.rows) await client.query('select pg_prewarm($1)', [name])
      await client.query("select pg_prewarm('work')")
    },
    // Without the extension the rounds before the measured ones must do.
    () => {},
  )
}

const orders = {
  updated: 'updated desc, id',
  published: 'published desc, id',
  words: 'words desc, id',
  kudos: 'kudos desc nulls last, id',
  comments: 'comments desc nulls last, id',
  'kudos-per-reader': 'per_reader desc nulls last, id',
  title: 'title, id',
}

function orderOf({ sort, reverse }: Query): string {
  if (sort === 'random' || sort === 'relevance') throw new Error(`${sort} is not compared`)
  const order = orders[sort]
  if (!reverse) return order
  return sort === 'title'
    ? 'title desc, id'
    : order.replace(' desc nulls last', ' asc nulls last').replace(' desc,', ',')
}

/** What a work must fulfil, as SQL; null when there can be none. Numbers alone stand in it, so that nothing needs quoting. */
function conditionOf(numbering: Numbering, query: Query): string | null {
  const conditions: string[] = []
  const all: number[] = []
  for (const term of query.include) {
    if (singleKinds.includes(term.kind)) continue
    const number = numbering.numberOf(term)
    if (number < 0) return null
    all.push(number)
  }
  for (const kind of singleKinds) {
    const either = query.include
      .filter((term) => term.kind === kind)
      .map((term) => numbering.numberOf(term))
      .filter((number) => number >= 0)
    if (either.length === 1) all.push(...either)
    else if (either.length > 1) conditions.push(`terms && '{${either.join()}}'`)
    else if (query.include.some((term) => term.kind === kind)) return null
  }
  if (all.length > 0) conditions.push(`terms @> '{${all.join()}}'`)
  const none = query.exclude.map((term) => numbering.numberOf(term)).filter((number) => number >= 0)
  if (none.length > 0) conditions.push(`not terms && '{${none.join()}}'`)
  if (query.viewer === 'stranger') conditions.push('not accounts_only')
  if (query.oneShot !== 'any') conditions.push(`one_shot = ${query.oneShot === 'only'}`)
  if (query.onlyRelationship) conditions.push('relationships = 1')
  if (query.crossover !== 'any')
    conditions.push(query.crossover === 'only' ? 'groups > 1' : 'groups <= 1')
  for (const [name, { least, most }] of Object.entries(query.ranges)) {
    if (least !== undefined) conditions.push(`${name} >= ${least}`)
    if (most !== undefined) conditions.push(`${name} <= ${most}`)
  }
  return conditions.join(' and ') || 'true'
}

async function find(client: pg.Client, numbering: Numbering, query: Query) {
  const condition = conditionOf(numbering, query)
  const facets = query.facets.map((kind) => ({
    kind,
    terms: new Array<{ key: string; count: number }>(),
  }))
  if (condition === null) return { works: [], count: 0, facets }
  const page = await client.query<{ id: string }>(
    `select id from work where ${condition} order by ${orderOf(query)} offset ${query.offset} limit ${query.size}`,
  )
  // Kinds are ranges of numbers: what is counted needs no other table until the few are chosen.
  const told = await client.query<{
    count: number
    kind: number | null
    key: string | null
    uses: number | null
  }>(`
    with hit as materialized (select terms from work where ${condition}),
    used as (select term, count(*)::int as uses from hit, unnest(terms) as term group by term),
    placed as (
      select term, uses, kind, row_number() over (partition by kind order by uses desc, term) as place
      from (select *, width_bucket(term, array[${numbering.starts.join()}]) - 1 as kind from used) as told
      where kind in (${query.facets.map((kind) => numbering.kinds.indexOf(kind)).join()}))
    select total.count, placed.kind, term.key, placed.uses
    from (select count(*)::int as count from hit) as total
    left join placed on place <= ${query.facetSize}
    left join term on term.number = placed.term
    order by placed.kind, placed.place`)
  for (const { kind, key, uses } of told.rows) {
    if (kind === null || key === null || uses === null) continue
    facets.find((facet) => facet.kind === numbering.kinds[kind])?.terms.push({ key, count: uses })
  }
  return { works: page.rows.map(({ id }) => id), count: told.rows[0]?.count ?? 0, facets }
}
