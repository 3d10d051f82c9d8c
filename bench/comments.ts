import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { recordChange } from '#storage/changes.ts'
import { urls } from '#urls.ts'
import { type Archive, comment, openArchive, prepareComment, type Work } from './archive.ts'
import { requestTo } from './connection.ts'
import { interleave, median } from './figures.ts'
import type { Line } from './line.ts'
import { load } from './load.ts'
import { saying } from './prose.ts'
import type { Served } from './process.ts'
import { startTweed } from './servers.ts'
import type { Benchmark } from './stage.ts'

const atOnce = 32

/** Comments a second that are on the disk when they are answered, against one commit for each in bare `node:sqlite`. */
export const comments: Benchmark = async ({ archive, quick }) => {
  const seconds = quick ? 0.5 : 1.5
  const rounds = quick ? 3 : 7
  const stored = await measureStorage(archive, { seconds, rounds })
  const server = await startTweed(archive.folder)
  let posted: number[]
  try {
    await postFor(server, archive, seconds)
    const results = await interleave(rounds, { posted: () => postFor(server, archive, seconds) })
    posted = results['posted'] ?? []
  } finally {
    await server.stop()
  }
  const { bare, together, alone, rowsTogether, rowsAlone } = stored
  const rate = (values: readonly number[]) => Math.round(median(values))
  const ratio = (values: readonly number[], to: readonly number[]) => median(values) / median(to)
  const line = (
    what: string,
    value: number,
    detail: string,
    target: Line['target'] = null,
  ): Line => ({ bench: 'comments', what, value, unit: '× one commit each', target, detail })
  return [
    line(
      '32 at once, the same act one by one',
      ratio(together, alone),
      `${rate(together)}/s from ${atOnce} at once, ${rate(alone)}/s one by one; the whole act of posting, each on the disk when it is answered`,
      { is: 'at least', limit: 4 },
    ),
    line(
      '32 at once, one row each, the same row one by one',
      ratio(rowsTogether, rowsAlone),
      `${rate(rowsTogether)}/s from ${atOnce} at once, ${rate(rowsAlone)}/s one by one: a line of the change log through the same writer`,
      { is: 'at least', limit: 4 },
    ),
    line(
      '32 at once, one bare insert',
      ratio(together, bare),
      `${rate(bare)}/s: node:sqlite alone, FULL, a commit for each row of ${saying(0).length} letters and nothing else`,
      { is: 'at least', limit: 4 },
    ),
    line(
      '32 at once over HTTP, one bare insert',
      ratio(posted, bare),
      `${rate(posted)}/s: signed-in readers send the form, the rest of the machine's time goes to who sends`,
    ),
  ]
}

type Stored = Record<'bare' | 'together' | 'alone' | 'rowsTogether' | 'rowsAlone', number[]>

async function measureStorage(
  archive: Archive,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<Stored> {
  const house = await openArchive(archive.folder)
  const folder = await mkdtemp(join(archive.folder, 'bare-'))
  const bare = openBare(join(folder, 'bare.db'))
  const pool = archive.readers.slice(1).map((reader, at) => ({
    reader,
    ready: prepareComment(at),
  }))
  const one = async (number: number) => {
    const chosen = pool[number % pool.length]
    if (!chosen) throw new Error('nobody is there')
    await house.write((tx) =>
      comment(tx, house, chosen.reader, workFor(archive, number), chosen.ready, String(number)),
    )
  }
  let posted = 1_000_000
  const oneRow = async () => {
    const { id } = workFor(archive, posted)
    await house.write((tx) => recordChange(tx, house.clock, { kind: 'counts-changed', work: id }))
  }
  const run = async (clients: number, act = one) => {
    // A running archive does so every minute, in a thread.
    await house.storage.tend()
    const begun = performance.now()
    const until = begun + seconds * 1000
    let done = 0
    const client = async () => {
      while (performance.now() < until) {
        await act(posted++)
        done++
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    return (done * 1000) / (performance.now() - begun)
  }
  try {
    await run(atOnce)
    const results = await interleave(rounds, {
      bare: async () => bare.run(seconds),
      together: () => run(atOnce),
      alone: () => run(1),
      rowsTogether: () => run(atOnce, oneRow),
      rowsAlone: () => run(1, oneRow),
    })
    await house.storage.tend()
    const { bare: b = [], together = [], alone = [], rowsTogether = [], rowsAlone = [] } = results
    return { bare: b, together, alone, rowsTogether, rowsAlone }
  } finally {
    bare.close()
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A table as a comment needs at the least, in a file of its own in the same folder. */
function openBare(file: string): { run(seconds: number): number; close(): void } {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec(
    'create table said (id text primary key, chapter text not null, body text not null, at text not null) strict',
  )
  database.exec('create index said_of_chapter on said (chapter, at)')
  const insert = database.prepare('insert into said values (?, ?, ?, ?)')
  let made = 0
  return {
    run(seconds) {
      const begun = performance.now()
      const until = begun + seconds * 1000
      const before = made
      while (performance.now() < until) {
        made++
        insert.run(`said${made}`, `chapter${made % 50}`, saying(made), new Date().toISOString())
      }
      return ((made - before) * 1000) / (performance.now() - begun)
    },
    close: () => database.close(),
  }
}

/** Comments fall on any work but the first two, whose pages others measure. */
function workFor({ works }: Archive, number: number): Work {
  return works[2 + (number % (works.length - 2))] ?? works[2]
}

let sent = 5_000_000

async function postFor(server: Served, archive: Archive, seconds: number): Promise<number> {
  const { perSecond } = await load(server, {
    next: () => nextPost(server, archive),
    status: 303,
    seconds,
    connections: atOnce,
  })
  return perSecond
}

/** The next form of the next reader, for any work but the first two or for the one that is given. */
export function nextPost(server: Served, archive: Archive, work?: Work): string {
  const number = sent++
  const { readers } = archive
  const reader = readers[1 + (number % (readers.length - 1))]
  const { id } = work ?? workFor(archive, number)
  return requestTo(
    server.port,
    urls.comments(id, 1),
    {
      origin: `http://127.0.0.1:${server.port}`,
      cookie: `tweed_session=${reader?.session}`,
    },
    { body: saying(number), penName: reader?.penNameId ?? '' },
  )
}
