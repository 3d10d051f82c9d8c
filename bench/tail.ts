import { setTimeout as wait } from 'node:timers/promises'
import { urls } from '#urls.ts'
import type { Archive, Work } from './archive.ts'
import { nextPost } from './comments.ts'
import { requestTo } from './connection.ts'
import { interleave, median, percentile } from './figures.ts'
import type { Line } from './line.ts'
import { loadAtRate } from './load.ts'
import type { Served } from './process.ts'
import { startTweed } from './servers.ts'
import type { Benchmark } from './stage.ts'

/** Well below what one core can do, so that what is measured is waiting, not a queue that grows. */
const viewsPerSecond = { kept: 250, anew: 100 }
const commentsPerSecond = 50

/** How long the slowest of a hundred page views takes while comments arrive, against the same while all is quiet. */
export const tail: Benchmark = async ({ archive, quick }) => {
  const server = await startTweed(archive.folder)
  try {
    const seconds = quick ? 1 : 3
    const [, work] = archive.works
    const read = (query: string, rate: number) => () =>
      readFor(server, urls.chapter(work.id, 1) + query, rate, seconds)
    const during = (reads: () => Promise<number[]>, on?: Work) => async () => {
      const [times] = await Promise.all([reads(), writeFor(server, archive, seconds, on)])
      return times
    }
    const kept = read('', viewsPerSecond.kept)
    const anew = read('?did=x', viewsPerSecond.anew)
    await during(kept, work)()
    await during(anew)()
    const {
      quiet,
      elsewhere,
      here,
      quietAnew,
      during: duringAnew,
    } = await interleave(quick ? 3 : 5, {
      quiet: kept,
      elsewhere: during(kept),
      here: during(kept, work),
      quietAnew: anew,
      during: during(anew),
    })
    const line = (
      what: string,
      rounds: readonly number[][] | undefined,
      still: readonly number[][] | undefined,
    ): Line => {
      const slow = (all: readonly number[][] = []) =>
        median(all.map((times) => percentile(times, 0.99)))
      const usual = (all: readonly number[][] = []) =>
        median(all.map((times) => percentile(times, 0.5)))
      return {
        bench: 'tail',
        what: `p99 with ${commentsPerSecond} comments/s: ${what}`,
        value: slow(rounds) / slow(still),
        unit: '× quiet',
        target: { is: 'at most', limit: 2 },
        detail: `p50/p99 ${ms(usual(rounds))}/${ms(slow(rounds))} ms; quiet ${ms(usual(still))}/${ms(slow(still))} ms; ${(rounds?.[0]?.length ?? 0) / seconds} views/s, whether earlier ones are answered or not`,
      }
    }
    return [
      line('page rendered anew', duringAnew, quietAnew),
      line('kept page, comments on other works', elsewhere, quiet),
      line('kept page, comments on that very page', here, quiet),
    ]
  } finally {
    await server.stop()
  }
}

const ms = (value: number) => value.toFixed(2)

function readFor(
  server: Served,
  path: string,
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  const request = requestTo(server.port, path, { 'accept-encoding': 'br' })
  return loadAtRate(server, { next: () => request, status: 200, perSecond, seconds })
}

async function writeFor(
  server: Served,
  archive: Archive,
  seconds: number,
  work?: Work,
): Promise<void> {
  // Not in step with the readers.
  await wait(2)
  await loadAtRate(server, {
    next: () => nextPost(server, archive, work),
    status: 303,
    perSecond: commentsPerSecond,
    seconds,
  })
}
