import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Query } from '#catalogue/catalogue.ts'
import { startCatalogue } from '#catalogue/host.ts'
import { type Filter, noFilter, toQuery } from '#filters/filter.ts'
import { facetsShown } from '#filters/find.ts'
import { formatFilter, inOrder } from '#filters/filter-url.ts'
import { openStorage } from '#storage/open.ts'
import { urls } from '#urls.ts'
import { Connection, requestTo } from '../connection.ts'
import { median, percentile } from '../figures.ts'
import { formatTable, isKept, type Line } from '../line.ts'
import type { Served } from '../process.ts'
import { startTweed } from '../servers.ts'
import { fillArchive } from './fill.ts'
import { generateCatalogue } from './generate.ts'
import { makeQueries } from './queries.ts'

const help = `Measures the filter's pages over HTTP, a chapter page beside them, and the completion of names

Usage: node bench/catalogue/http.ts [--works 200000] [--queries 200] [--rounds 3] [--seed 1]

Fills a SQLite archive with a generated catalogue, starts the server on it, and asks the same questions of the server
(whole pages, none kept) and of a catalogue in a thread of this process, by turns.`

const scratch = new URL('../../.cache/bench/', import.meta.url).pathname

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      works: { type: 'string', default: '200000' },
      queries: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [works = 0, count = 0, rounds = 0, seed = 0] = [
    values.works,
    values.queries,
    values.rounds,
    values.seed,
  ].map(Number)
  if (values.help || !works || !count || !rounds || !seed) {
    console.log(help)
    return values.help ? 0 : 2
  }
  await mkdir(scratch, { recursive: true })
  const folder = await mkdtemp(join(scratch, 'filter-'))
  try {
    const generated = generateCatalogue({ works, seed })
    console.error(`filling an archive with ${works} works …`)
    const open = await fillArchive(folder, generated)
    const server = await startTweed(folder)
    try {
      const lines = await measureNames(server, generated, rounds)
      lines.push(
        ...(await measure({ server, folder, open, works, rounds }, questions(generated, count))),
      )
      console.log(formatTable(lines))
      return lines.every(isKept) ? 0 : 1
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of the mix those that an archive without counts can answer, as a stranger asks them. */
function questions(generated: ReturnType<typeof generateCatalogue>, count: number): Filter[] {
  const all = makeQueries(generated, 'held-out', count * 3)
  return all
    .filter(({ ranges, sort }) => !ranges.kudos && !ranges.comments && !/kudos|comments/.test(sort))
    .slice(0, count)
    .map(filterOf)
}

function filterOf(query: Query): Filter {
  const day = (number: number | undefined) =>
    number === undefined ? undefined : new Date(number * 86_400_000).toISOString().slice(0, 10)
  const days = (name: 'updated' | 'published') => {
    const [from, to] = [day(query.ranges[name]?.least), day(query.ranges[name]?.most)]
    return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  }
  return {
    ...noFilter,
    include: query.include,
    exclude: query.exclude,
    onlyRelationship: query.onlyRelationship,
    crossover: query.crossover,
    oneShot: query.oneShot,
    words: query.ranges.words ?? {},
    updated: days('updated'),
    published: days('published'),
    sort: query.sort,
    reverse: query.reverse,
    page: Math.floor(query.offset / 50) + 1,
  }
}

const filtersPerSecond = 20
const chaptersPerSecond = 100

/** A cookie that the site never wrote: nothing that is made for it is kept. */
const uncacheable = 'tweed_reading=!'

/** What people type for a name: the beginning of one of its words, or a word with two letters swapped. */
function typedFor(name: string, at: number): string {
  const words = name.split(' ').filter((word) => word.length > 3)
  const word = words[at % Math.max(1, words.length)] ?? name
  if (at % 4 === 0) return word.slice(0, 1) + (word[2] ?? '') + (word[1] ?? '') + word.slice(3)
  return word.slice(0, 2 + (at % 4))
}

/** Names completed over HTTP. */
async function measureNames(
  server: Served,
  generated: ReturnType<typeof generateCatalogue>,
  rounds: number,
): Promise<Line[]> {
  const questions: string[] = []
  let tags = 0
  for (const { kind, name } of generated.names()) {
    if (++tags % 997 !== 0 || questions.length >= 500) continue
    const search = new URLSearchParams({ kind, q: typedFor(name, questions.length) })
    questions.push(`/tags/suggest?${search}`)
  }
  const connection = new Connection(server.port)
  console.error('waiting until the names are read …')
  // Until they are, only names that begin so are found: none with two letters swapped.
  const swapped = questions.filter((_, at) => at % 4 === 0).slice(0, 20)
  for (let found = 0; found < swapped.length / 2;) {
    await wait(1000)
    found = 0
    for (const path of swapped) {
      const answer = await connection.send(requestTo(server.port, path))
      if (answer.length > 30) found++
    }
  }
  const times: number[] = []
  for (let round = 0; round <= rounds; round++) {
    for (const path of questions) {
      const begun = performance.now()
      await connection.send(requestTo(server.port, path))
      if (round > 0) times.push(performance.now() - begun)
    }
  }
  connection.close()
  const line = (what: string, value: number, target: Line['target']): Line => ({
    bench: 'names',
    what,
    value,
    unit: 'ms',
    target,
    detail: `${tags} tags, ${questions.length} questions, ${rounds} rounds`,
  })
  return [
    line('completed over HTTP: median', percentile(times, 0.5), null),
    line('completed over HTTP: 95th percentile', percentile(times, 0.95), {
      is: 'at most',
      limit: 5,
    }),
  ]
}

type Stage = { server: Served; folder: string; open: string; works: number; rounds: number }

async function measure(stage: Stage, filters: readonly Filter[]): Promise<Line[]> {
  const { server, rounds, works } = stage
  const connection = new Connection(server.port)
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await connection.send(requestTo(server.port, path, headers))
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.head}`)
    return answer
  }
  const storage = await openStorage({ kind: 'sqlite', file: join(stage.folder, 'tweed.db') })
  const alone = startCatalogue({
    db: storage.db,
    place: { kind: 'sqlite', file: join(stage.folder, 'tweed.db') },
  })
  try {
    console.error('waiting until both have built …')
    const query = (filter: Filter) =>
      toQuery(filter, { viewer: 'stranger', facets: facetsShown, text: null })
    while ((await alone.find(query(noFilter))) === null) await wait(500)
    await untilExact(get)
    const times = { page: [] as number[], alone: [] as number[], differences: [] as number[] }
    for (let round = 0; round <= rounds; round++) {
      for (const [at, filter] of filters.entries()) {
        const page = async () => {
          const begun = performance.now()
          await get(`/works?${formatFilter(inOrder(filter))}`, { cookie: uncacheable })
          return performance.now() - begun
        }
        const question = async () => {
          const begun = performance.now()
          await alone.find(query(filter))
          return performance.now() - begun
        }
        const isFirst = (at + round) % 2 === 0
        const one = isFirst ? await page() : await question()
        const other = isFirst ? await question() : await page()
        if (round === 0) continue
        const [ofPage, ofQuestion] = isFirst ? [one, other] : [other, one]
        times.page.push(ofPage)
        times.alone.push(ofQuestion)
        times.differences.push(ofPage - ofQuestion)
      }
    }
    const chapter = `${urls.chapter(stage.open, 1)}`
    const quiet: number[] = []
    const during: number[] = []
    for (let round = 0; round < rounds; round++) {
      quiet.push(...(await readFor(server, chapter, 3)))
      const asking = askFor(server, filters, 3)
      during.push(...(await readFor(server, chapter, 3)))
      await asking
    }
    const line = (
      what: string,
      value: number,
      unit: string,
      target: Line['target'],
      detail = '',
    ): Line => ({
      bench: 'filter',
      what,
      value,
      unit,
      target,
      detail,
    })
    return [
      line(
        'question alone: median',
        median(times.alone),
        'ms',
        null,
        `${works} works, ${filters.length} questions, ${rounds} rounds`,
      ),
      line('question alone: 95th percentile', percentile(times.alone, 0.95), 'ms', null),
      line('page over HTTP: median', median(times.page), 'ms', null),
      line('page over HTTP: 95th percentile', percentile(times.page, 0.95), 'ms', null),
      line('what the page takes more: median', median(times.differences), 'ms', null),
      line('what the page takes more: 95th percentile', percentile(times.differences, 0.95), 'ms', {
        is: 'at most',
        limit: 20,
      }),
      line(
        'chapter page during the mix: median',
        median(during) / median(quiet),
        '× quiet',
        { is: 'at most', limit: 1.34 },
        `${median(during).toFixed(2)} against ${median(quiet).toFixed(2)} ms; ${chaptersPerSecond} chapters and ${filtersPerSecond} filtered pages a second`,
      ),
      line(
        'chapter page during the mix: 95th percentile',
        percentile(during, 0.95) / percentile(quiet, 0.95),
        '× quiet',
        null,
        `${percentile(during, 0.95).toFixed(2)} against ${percentile(quiet, 0.95).toFixed(2)} ms`,
      ),
    ]
  } finally {
    connection.close()
    await alone.close()
    await storage.close()
  }
}

/** A page that is made plainly, while the catalogue is built, says so. */
async function untilExact(get: (path: string) => Promise<{ length: number }>): Promise<void> {
  // The same address is answered exactly as soon as its length no longer changes and its answer comes in no time.
  for (let quick = 0; quick < 3;) {
    const begun = performance.now()
    await get(`/works?words=${100 + Math.floor(Math.random() * 1e6)}-`)
    quick = performance.now() - begun < 40 ? quick + 1 : 0
    await wait(500)
  }
}

async function readFor(server: Served, path: string, seconds: number): Promise<number[]> {
  const connection = new Connection(server.port)
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    const begun = performance.now()
    await connection.send(requestTo(server.port, path))
    times.push(performance.now() - begun)
    await wait(1000 / chaptersPerSecond)
  }
  connection.close()
  return times
}

/** Readers ask by filter, so many a second, each after the one before was answered. */
async function askFor(server: Served, filters: readonly Filter[], seconds: number): Promise<void> {
  const connection = new Connection(server.port)
  const until = performance.now() + seconds * 1000
  for (let at = 0; performance.now() < until; at++) {
    const filter = filters[at % filters.length] ?? noFilter
    const begun = performance.now()
    const path = `/works?${formatFilter(inOrder(filter))}`
    await connection.send(requestTo(server.port, path, { cookie: uncacheable }))
    await wait(Math.max(0, 1000 / filtersPerSecond - (performance.now() - begun)))
  }
  connection.close()
}

process.exitCode = await main()
