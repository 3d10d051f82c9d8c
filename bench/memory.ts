import { urls } from '#urls.ts'
import { nextPost } from './comments.ts'
import { requestTo } from './connection.ts'
import { load } from './load.ts'
import { memoryOf } from './process.ts'
import { startTweed } from './servers.ts'
import type { Benchmark } from './stage.ts'

/** The most memory that a server ever held while pages were read, rendered, compressed and comments posted. */
export const memory: Benchmark = async ({ archive, quick }) => {
  const server = await startTweed(archive.folder)
  try {
    const idle = memoryOf(server.pid)
    const seconds = quick ? 1.5 : 5
    const headers = { 'accept-encoding': 'br' }
    const [first] = archive.works
    const cached = requestTo(server.port, urls.chapter(first.id, 1), headers)
    const anew = requestTo(server.port, `${urls.chapter(first.id, 1)}?did=x`, headers)
    let at = 0
    const any = () => {
      const work = archive.works[at++ % archive.works.length] ?? first
      return requestTo(server.port, urls.chapter(work.id, 1), headers)
    }
    let pss = 0
    const step = async (next: () => string, status: number) => {
      const sampling = setInterval(() => {
        pss = Math.max(pss, memoryOf(server.pid).pss)
      }, 250)
      await load(server, { next, status, seconds }).finally(() => clearInterval(sampling))
    }
    await step(() => cached, 200)
    await step(any, 200)
    await step(() => anew, 200)
    await step(() => nextPost(server, archive), 303)
    const { peakRss } = memoryOf(server.pid)
    return [
      {
        bench: 'memory',
        what: 'most memory under load (peak RSS)',
        value: peakRss,
        unit: 'MB',
        target: { is: 'at most', limit: 200 },
        detail: `most PSS ${pss.toFixed(0)} MB; idle RSS ${idle.peakRss.toFixed(0)} MB; ${archive.works.length} works; cached, all works, anew and comments in turn from 32 connections`,
      },
    ]
  } finally {
    await server.stop()
  }
}
