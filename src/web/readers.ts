import { hash } from 'node:crypto'
import { type Clock, day, instant, second } from '#shared/clock.ts'
import { base32, type WorkId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { householdOf } from './address.ts'

/** How many readers are new to works, by work. */
export type NewReaders = ReadonlyMap<WorkId, number>

/** Counts who opens a work: each household once a day. Nothing of who they are leaves the memory of this process. */
export type Readers = {
  /** Somebody at this address opened the work. Waits for nothing, never throws. */
  opened(work: WorkId, address: string): void
  /** Keeps what was counted since the last time. */
  flush(): Promise<void>
  /** Keeps what is left, and counts no more. */
  close(): Promise<void>
}

const flushAfter = 10 * second

/** Bits of the set of visits, and how many of them one visit sets: of a million visits a day two in a thousand are missed. */
const bits = 2 ** 24
const marks = 4

/**
 * Visits of a day are remembered as bits under a salt that is made anew each day and kept nowhere: nobody can be read
 * out of them, and they take two megabytes however many there are. What was counted is handed to `keep` some seconds
 * later, for all works at once; what it could not take is tried again with the next.
 */
export function countReaders({
  clock,
  random,
  keep,
  complain,
}: {
  clock: Clock
  random: Random
  keep: (counted: NewReaders) => Promise<void>
  complain: (error: unknown) => void
}): Readers {
  let today = ''
  let salt = ''
  let seen: Uint8Array | null = null
  let counted = new Map<WorkId, number>()
  let timer: NodeJS.Timeout | null = null
  let keeping: Promise<void> = Promise.resolve()
  let isClosed = false

  function isNew(visit: string): boolean {
    const now = day(instant(clock()))
    if (now !== today || seen === null) {
      today = now
      salt = base32(random(16))
      if (seen) seen.fill(0)
      else seen = new Uint8Array(bits / 8)
    }
    const digest = hash('sha256', `${salt}\0${visit}`, 'buffer')
    let found = true
    for (let mark = 0; mark < marks; mark++) {
      const bit = digest.readUInt32LE(mark * 4) % bits
      const mask = 1 << (bit & 7)
      const held = seen[bit >> 3] ?? 0
      if ((held & mask) === 0) found = false
      seen[bit >> 3] = held | mask
    }
    return !found
  }

  async function keepAll(): Promise<void> {
    if (counted.size === 0) return
    const these = counted
    counted = new Map()
    try {
      await keep(these)
    } catch (error) {
      for (const [work, count] of these) counted.set(work, (counted.get(work) ?? 0) + count)
      complain(error)
    }
  }

  const self: Readers = {
    opened(work, address) {
      if (isClosed || !isNew(`${householdOf(address)}\0${work}`)) return
      counted.set(work, (counted.get(work) ?? 0) + 1)
      timer ??= setTimeout(() => {
        timer = null
        void self.flush()
      }, flushAfter).unref()
    },
    flush() {
      keeping = keeping.then(keepAll)
      return keeping
    },
    async close() {
      isClosed = true
      if (timer) clearTimeout(timer)
      await self.flush()
    },
  }
  return self
}

const robots =
  /bot\b|bot[/;_-]|crawl|spider|slurp|scrap|archiver|preview|fetch|monitor|uptime|headless|phantom|lighthouse|facebookexternal|whatsapp|telegram|discord|curl|wget|python|httpx|aiohttp|libwww-perl|java\/|go-http|okhttp|axios|node|ruby|perl|feed|rss/i

/** Whether a request is a person's who opens a page: not a program's, not one made ahead of a click, not a look at headers. */
export function isVisit(method: string, header: (name: string) => string | undefined): boolean {
  if (method !== 'GET') return false
  const agent = header('user-agent')
  if (!agent || robots.test(agent)) return false
  const ahead = header('sec-purpose') ?? header('purpose') ?? header('x-moz') ?? ''
  if (/prefetch|prerender|preview/i.test(ahead)) return false
  // Browsers that tell what a page is for: only one that is looked at counts.
  return (header('sec-fetch-dest') ?? 'document') === 'document'
}
