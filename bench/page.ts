import { interleave, median } from './figures.ts'
import type { Line } from './line.ts'
import { load, type Load } from './load.ts'
import { requestTo } from './connection.ts'
import { type Fetched, fetchRaw, fetchSettled } from './fetch.ts'
import type { Served } from './process.ts'
import { type BarePage, startBare, startTweed } from './servers.ts'
import type { Benchmark } from './stage.ts'
import { urls } from '#urls.ts'

/** The same request to the archive and to the bare server. */
type Pair = { readonly ours: string; readonly bare: string; readonly status: number }

type Rounds = { readonly ours: readonly Load[]; readonly bare: readonly Load[] }

function barePage(name: string, { bytes, headers }: Fetched): BarePage {
  const kept: Record<string, string> = {}
  for (const header of ['content-type', 'content-encoding', 'etag']) {
    const value = headers.get(header)
    if (value !== null) kept[header] = value
  }
  return { name, bytes, headers: kept }
}

/** The chapter page of the first work, against bare `node:http` with the very same bytes. */
async function compare(
  { archive, quick }: Parameters<Benchmark>[0],
  pairOf: (page: { ours: Served; bare: Served; path: string; etag: string }) => Pair,
): Promise<Rounds> {
  const ours = await startTweed(archive.folder)
  try {
    const path = urls.chapter(archive.works[0].id, 1)
    const small = await fetchSettled(ours, path)
    const whole = await fetchRaw(ours, path, 'identity')
    const bare = await startBare([barePage('br', small), barePage('identity', whole)])
    try {
      const pair = pairOf({ ours, bare, path, etag: small.headers.get('etag') ?? '' })
      const seconds = quick ? 0.8 : 1.5
      const run = (server: Served, request: string, for_: number) => {
        const bytes = Buffer.from(request)
        return load(server, { next: () => bytes, status: pair.status, seconds: for_ })
      }
      await run(ours, pair.ours, seconds)
      await run(bare, pair.bare, seconds)
      const results = await interleave(quick ? 3 : 7, {
        ours: () => run(ours, pair.ours, seconds),
        bare: () => run(bare, pair.bare, seconds),
      })
      return { ours: results['ours'] ?? [], bare: results['bare'] ?? [] }
    } finally {
      await bare.stop()
    }
  } finally {
    await ours.stop()
  }
}

const rates = (loads: readonly Load[]) => median(loads.map(({ perSecond }) => perSecond))
const cpu = (loads: readonly Load[]) => median(loads.map(({ cpuPerRequest }) => cpuPerRequest))
const rateRatio = ({ ours, bare }: Rounds) => rates(ours) / rates(bare)
const cpuRatio = ({ ours, bare }: Rounds) => cpu(ours) / cpu(bare)

function inWords({ ours, bare }: Rounds): string {
  const one = (loads: readonly Load[]) =>
    `${Math.round(rates(loads))} requests/s at ${Math.round(cpu(loads) * 1e6)} µs of CPU`
  return `ours ${one(ours)}; bare node:http ${one(bare)}; 32 connections`
}

function lines(
  bench: string,
  what: string,
  rounds: Rounds,
  targets: { rate?: number; cpu?: number },
): Line[] {
  const rate: Line = {
    bench,
    what: `${what}: requests per second`,
    value: rateRatio(rounds),
    unit: '× bare',
    target: targets.rate === undefined ? null : { is: 'at least', limit: targets.rate },
    detail: '',
  }
  const spent: Line = {
    bench,
    what: `${what}: CPU per request`,
    value: cpuRatio(rounds),
    unit: '× bare',
    target: targets.cpu === undefined ? null : { is: 'at most', limit: targets.cpu },
    detail: inWords(rounds),
  }
  return [rate, spent]
}

/** The page from the page cache, compressed. */
export const page: Benchmark = async (stage) => {
  const rounds = await compare(stage, ({ ours, bare, path }) => ({
    ours: requestTo(ours.port, path, { 'accept-encoding': 'br' }),
    bare: requestTo(bare.port, '/br', { 'accept-encoding': 'br' }),
    status: 200,
  }))
  return lines('page', 'page from the cache', rounds, { rate: 0.5 })
}

/** The page that the reader has already. */
export const notModified: Benchmark = async (stage) => {
  const rounds = await compare(stage, ({ ours, bare, path, etag }) => {
    const headers = { 'accept-encoding': 'br', 'if-none-match': etag }
    return {
      ours: requestTo(ours.port, path, headers),
      bare: requestTo(bare.port, '/br', headers),
      status: 304,
    }
  })
  return lines('not-modified', '304', rounds, { cpu: 1.3 })
}

/** The page read and rendered for each request, uncompressed: a word about what was just done is in no kept page. */
export const anew: Benchmark = async (stage) => {
  const rounds = await compare(stage, ({ ours, bare, path }) => ({
    ours: requestTo(ours.port, `${path}?did=x`, { 'accept-encoding': 'identity' }),
    bare: requestTo(bare.port, '/identity', { 'accept-encoding': 'identity' }),
    status: 200,
  }))
  return lines('anew', 'page rendered anew', rounds, { cpu: 10 })
}
