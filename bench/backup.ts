import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openStorage } from '#storage/open.ts'
import { type Archive, comment, type OpenHouse, openArchive, prepareComment } from './archive.ts'
import { median } from './figures.ts'
import type { Stage, Benchmark } from './stage.ts'

const commitsPerSecond = 20
const longest = 30_000

/** Whether a backup always ends while the archive is written to, and whether the copy is sound. */
export const backup: Benchmark = async (stage) => {
  const { archive, quick } = stage
  const times = quick ? 4 : 10
  const house = await openArchive(archive.folder)
  const stopped = new AbortController()
  const writing = writeUntil(house, archive, stopped.signal)
  const ended: { ms: number; commits: number; megabytes: number }[] = []
  try {
    for (let at = 0; at < times; at++) {
      const one = await backUp(house, stage, at, writing.count)
      if (one) ended.push(one)
    }
  } finally {
    stopped.abort()
    await writing.ended
    await house.close()
  }
  const took = ended.map(({ ms }) => ms)
  const megabytes = median(ended.map((one) => one.megabytes))
  return [
    {
      bench: 'backup',
      what: `sound copies of ${times} under ${commitsPerSecond} commits/s`,
      value: ended.length,
      unit: `of ${times}`,
      target: { is: 'at least', limit: times },
      detail: `${megabytes.toFixed(0)} MB in ${median(took).toFixed(0)} ms (longest ${Math.max(...took).toFixed(0)} ms), ${median(ended.map(({ commits }) => commits))} commits during each; every copy opened and checked`,
    },
  ]
}

async function backUp(
  house: OpenHouse,
  { archive }: Stage,
  at: number,
  count: () => number,
): Promise<{ ms: number; commits: number; megabytes: number } | null> {
  const file = join(archive.folder, `copy-${at}.tweed`)
  const before = count()
  const begun = performance.now()
  const copying = house.storage.backup(file).then(() => true)
  const late = wait(longest, false, { ref: false })
  if (!(await Promise.race([copying, late]))) return null
  const ms = performance.now() - begun
  const commits = count() - before
  const { size } = await stat(file)
  const copy = await openStorage({ kind: 'sqlite', file })
  try {
    const sound = (await copy.check()).every(({ ok }) => ok)
    return sound ? { ms, commits, megabytes: size / 1e6 } : null
  } finally {
    await copy.close()
    for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true })
  }
}

function writeUntil(
  house: OpenHouse,
  { readers, works }: Archive,
  signal: AbortSignal,
): { count: () => number; ended: Promise<void> } {
  let commits = 0
  const run = async () => {
    const begun = performance.now()
    const [, , third] = works
    const reader = readers[1]
    if (!reader) throw new Error('nobody is there')
    while (!signal.aborted) {
      const number = commits
      await house.write((tx) =>
        comment(tx, house, reader, third, prepareComment(number), `backup ${begun} ${number}`),
      )
      commits++
      await wait(Math.max(1, begun + (commits * 1000) / commitsPerSecond - performance.now()))
    }
  }
  return { count: () => commits, ended: run() }
}
