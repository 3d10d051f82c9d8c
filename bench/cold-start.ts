import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { urls } from '#urls.ts'
import { Connection, requestTo } from './connection.ts'
import { interleave, median } from './figures.ts'
import type { Served } from './process.ts'
import { startBare, startTweed } from './servers.ts'
import type { Benchmark } from './stage.ts'

const small = { name: 'page', bytes: Buffer.from('x'), headers: {} }

/** Seconds from the command to the first page, on a data folder that is there. */
export const coldStart: Benchmark = async ({ archive, quick }) => {
  const { folder } = archive
  const page = urls.chapter(archive.works[0].id, 1)
  const tweed = (environment: Record<string, string> = {}) =>
    firstPage(() => startTweed(folder, environment), page)
  await tweed()
  const results = await interleave(quick ? 3 : 9, {
    ours: () => tweed(),
    bare: () => firstPage(() => startBare([small]), '/page'),
    fresh: async () => {
      const cache = await mkdtemp(join(tmpdir(), 'tweed-compiled-'))
      const seconds = await tweed({ NODE_COMPILE_CACHE: cache })
      await rm(cache, { recursive: true, force: true })
      return seconds
    },
  })
  const { ours = [], bare = [], fresh = [] } = results
  return [
    {
      bench: 'cold-start',
      what: 'command to first chapter page',
      value: median(ours),
      unit: 's',
      target: { is: 'at most', limit: 1 },
      detail: `bare node:http ${median(bare).toFixed(2)} s; the very first start, nothing compiled before, ${median(fresh).toFixed(2)} s`,
    },
  ]
}

/** Starts a server, asks for a page, stops it. Gives seconds until the answer. */
async function firstPage(start: () => Promise<Served>, path: string): Promise<number> {
  const begun = performance.now()
  const server = await start()
  const connection = new Connection(server.port)
  try {
    const { status, head } = await connection.send(requestTo(server.port, path))
    if (status !== 200) throw new Error(`the first page answered ${head}`)
    return (performance.now() - begun) / 1000
  } finally {
    connection.close()
    await server.stop()
  }
}
