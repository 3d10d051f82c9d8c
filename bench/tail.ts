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

const pagesPerSecond = 250
const commentsPerSecond = 50

/** How long the slowest of a hundred page views takes while comments arrive, against the same while all is quiet. */
export const tail: Benchmark = async ({ archive, quick }) => {
  const server = await startTweed(archive.folder)
  try {
    const seconds = quick ? 2 : 5
    const read = () => readFor(server, archive.works[1], seconds)
    const during = async (work?: Work) => {
      const [times] = await Promise.all([read(), writeFor(server, archive, seconds, work)])
      return times
    }
    await during(archive.works[1])
    await during()
    const { quiet, elsewhere, here } = await interleave(quick ? 3 : 5, {
      quiet: read,
      elsewhere: () => during(),
      here: () => during(archive.works[1]),
    })
    const line = (what: string, rounds: readonly number[][] | undefined): Line => {
      const slow = (all: readonly number[][] = []) =>
        median(all.map((times) => percentile(times, 0.99)))
      const usual = (all: readonly number[][] = []) =>
        median(all.map((times) => percentile(times, 0.5)))
      return {
        bench: 'tail',
        what: `page p99 with ${commentsPerSecond} comments/s ${what}`,
        value: slow(rounds) / slow(quiet),
        unit: '× quiet',
        target: { is: 'at most', limit: 2 },
        detail: `p50/p99 ${ms(usual(rounds))}/${ms(slow(rounds))} ms; quiet ${ms(usual(quiet))}/${ms(slow(quiet))} ms; ${pagesPerSecond} views/s, due or not`,
      }
    }
    return [line('on other works', elsewhere), line('on that very page', here)]
  } finally {
    await server.stop()
  }
}

const ms = (value: number) => value.toFixed(2)

function readFor(server: Served, work: Work, seconds: number): Promise<number[]> {
  const request = requestTo(server.port, urls.chapter(work.id, 1), { 'accept-encoding': 'br' })
  return loadAtRate(server, {
    next: () => request,
    status: 200,
    perSecond: pagesPerSecond,
    seconds,
  })
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
