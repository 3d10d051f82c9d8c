import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { median, percentile } from '../figures.ts'
import { formatTable, isKept, type Line, round } from '../line.ts'
import { generateCatalogue } from './generate.ts'
import { besideUpdates, interleaved, type Times } from './measure.ts'
import { type Peer, startPeer } from './postgres.ts'
import { type Half, halves, makeQueries } from './queries.ts'
import { startSubject, type Subject } from './subject.ts'

const help = `Measures the catalogue: pages with exact counts and top tags, beside PostgreSQL in the same run

Usage: node bench/catalogue/main.ts [--works 1000000] [--queries 200] [--rounds 3] [--seed 1]
       [--half tuned|held-out] [--without-postgres] [--json FILE]

Each half of the questions is asked of both by turns; answers are compared in a first round that is not measured.
While the catalogue is being made quicker, look at --half tuned alone.`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      works: { type: 'string', default: '1000000' },
      queries: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      half: { type: 'string' },
      'without-postgres': { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const [works, count, rounds, seed] = [
    values.works,
    values.queries,
    values.rounds,
    values.seed,
  ].map(Number)
  if (!works || !count || !rounds || !seed) {
    console.error(help)
    return 2
  }
  const asked = Object.keys(halves).filter(
    (name): name is Half => values.half === undefined || name === values.half,
  )
  const generated = generateCatalogue({ works, seed })
  console.error(`building the catalogue of ${works} works …`)
  const subject = await startSubject(works, seed)
  let peer: Peer | null = null
  const lines = builtLines(subject, works)
  try {
    if (!values['without-postgres']) {
      console.error('loading PostgreSQL …')
      peer = await startPeer(generated)
      lines.push(
        info(
          'PostgreSQL: load, index, vacuum',
          peer.built.seconds,
          's',
          `${round(peer.built.bytes / works)} bytes a work on the disk`,
        ),
      )
    }
    for (const half of asked) {
      console.error(`asking, ${half} …`)
      const queries = makeQueries(generated, half, count)
      const times = await interleaved({ subject, peer }, queries, { rounds, checked: count })
      lines.push(...halfLines(half, times, works, count))
    }
    await peer?.stop()
    peer = null
    console.error('changing …')
    lines.push(
      ...(await updateLines(
        subject,
        makeQueries(generated, asked.at(-1) ?? 'tuned', count),
        works,
      )),
    )
  } finally {
    await peer?.stop()
    await subject.stop()
  }
  console.log(formatTable(lines))
  if (values.json !== undefined) {
    const machine = {
      node: process.version,
      cpu: cpus()[0]?.model ?? '',
      cpus: cpus().length,
      memoryGb: Math.round(totalmem() / 1e9),
    }
    const results = {
      at: new Date().toISOString(),
      ...machine,
      works,
      queries: count,
      rounds,
      seed,
      lines: lines.map((line) => ({ ...line, value: round(line.value), kept: isKept(line) })),
    }
    writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
  }
  return lines.every(isKept) ? 0 : 1
}

const bench = 'catalogue'
const line = (
  what: string,
  value: number,
  unit: string,
  target: Line['target'],
  detail = '',
): Line => ({
  bench,
  what,
  value,
  unit,
  target,
  detail,
})
const info = (what: string, value: number, unit: string, detail = '') =>
  line(what, value, unit, null, detail)
const atMost = (limit: number): Line['target'] => ({ is: 'at most', limit })
/** The promises are for a million works and for five; smaller ones are only told. */
const isLarge = (works: number) => works >= 1_000_000
const ofMillion = (works: number, limit: number, ofFive: number | null) =>
  works >= 5_000_000
    ? ofFive === null
      ? null
      : atMost(ofFive)
    : isLarge(works)
      ? atMost(limit)
      : null

function builtLines({ built }: Subject, works: number): Line[] {
  return [
    info(
      'build',
      built.seconds,
      's',
      `without ${round(built.generating)} s of making the works; from entries in memory, no database`,
    ),
    line(
      'memory a work',
      built.held / works,
      'bytes',
      isLarge(works) ? atMost(350) : null,
      `all that is held on to, with all tags and their families; the process grew by ${round(built.grown / works)} bytes a work with what was left of building`,
    ),
    info('arrays of the base a work', built.arrays / works, 'bytes'),
    info(
      'snapshot: written',
      built.snapshot.written,
      's',
      `${round(built.snapshot.bytes / works)} bytes a work`,
    ),
    line(
      'snapshot: read, until the first answer',
      built.snapshot.read,
      's',
      works <= 1_000_000 ? atMost(2) : null,
    ),
  ]
}

function halfLines(
  half: Half,
  { ours, inThread, peer }: Times,
  works: number,
  count: number,
): Line[] {
  const lines = [
    line(
      `${half}: median`,
      median(ours),
      'ms',
      ofMillion(works, 3, null),
      `${count} questions with the way to the thread; in the thread ${round(median(inThread))} ms`,
    ),
    line(
      `${half}: 95th percentile`,
      percentile(ours, 0.95),
      'ms',
      ofMillion(works, 15, 75),
      `in the thread ${round(percentile(inThread, 0.95))} ms; slowest ${round(Math.max(...ours))} ms`,
    ),
  ]
  if (peer.length === 0) return lines
  return [
    ...lines,
    info(`${half}: PostgreSQL median`, median(peer), 'ms'),
    info(
      `${half}: PostgreSQL 95th percentile`,
      percentile(peer, 0.95),
      'ms',
      `slowest ${round(Math.max(...peer))} ms`,
    ),
    line(
      `${half}: 95th percentile, PostgreSQL's over ours`,
      percentile(peer, 0.95) / percentile(ours, 0.95),
      '×',
      isLarge(works) ? { is: 'at least', limit: 50 } : null,
    ),
  ]
}

async function updateLines(
  subject: Subject,
  queries: ReturnType<typeof makeQueries>,
  works: number,
): Promise<Line[]> {
  const seen: number[] = []
  for (let at = 0; at < 220; at++) seen.push(await subject.see())
  const calm = await besideUpdates(subject, queries, { perSecond: 0, seconds: 5 })
  const busy = await besideUpdates(subject, queries, { perSecond: 1000, seconds: 30 })
  const { compactions, longestPause } = await subject.update(0)
  return [
    line(
      'one update visible',
      median(seen.slice(20)),
      'ms',
      isLarge(works) ? atMost(1) : null,
      `taken over and found by its pen name; 95th percentile ${round(percentile(seen.slice(20), 0.95))} ms`,
    ),
    info(
      '95th percentile without updates',
      percentile(calm.times, 0.95),
      'ms',
      `${calm.times.length} questions one after the other`,
    ),
    line(
      '95th percentile beside 1,000 updates a second',
      percentile(busy.times, 0.95),
      'ms',
      ofMillion(works, 15, 75),
      `median ${round(median(busy.times))} ms; slowest ${round(Math.max(...busy.times))} ms; ${busy.changed} works changed, ${Math.round(busy.perSecond)} a second; ${compactions} new bases built aside, longest pause by them ${round(longestPause)} ms`,
    ),
  ]
}

process.exitCode = await main()
