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
    const shares: { name: string; most: number }[] = []
    let anonymous = 0
    const step = async (name: string, next: () => string, status: number) => {
      let most = 0
      const sampling = setInterval(() => {
        const now = memoryOf(server.pid)
        most = Math.max(most, now.pss)
        anonymous = Math.max(anonymous, now.anonymous)
      }, 100)
      await load(server, { next, status, seconds }).finally(() => clearInterval(sampling))
      shares.push({ name, most })
    }
    await step('one page', () => cached, 200)
    await step('all pages', any, 200)
    await step('rendered anew', () => anew, 200)
    await step('comments', () => nextPost(server, archive), 303)
    const { peakRss } = memoryOf(server.pid)
    return [
      {
        bench: 'memory',
        what: 'most memory under load (peak RSS)',
        value: peakRss,
        unit: 'MB',
        target: { is: 'at most', limit: 200 },
        detail: `idle ${idle.peakRss.toFixed(0)} MB; then from 32 connections, most PSS: ${shares.map(({ name, most }) => `${name} ${most.toFixed(0)}`).join(', ')}; without pages of files ${anonymous.toFixed(0)}; ${archive.works.length} works`,
      },
    ]
  } finally {
    await server.stop()
  }
}
