import type { Config } from '#config/config.ts'
import { deliverMail } from '#mail/deliver.ts'
import { tidyOutboxFolder } from '#mail/outbox-folder.ts'
import type { Transport } from '#mail/transport.ts'
import { after, type Clock, hour, minute, second } from '#shared/clock.ts'
import type { Random } from '#shared/random.ts'
import type { Db, Storage, Write } from '#storage/db.ts'
import { sentMailKept, tidyings } from './tidyings.ts'

/** What the jobs need of the house. */
export type Needs = {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly storage: Storage
  readonly db: Db
  readonly write: Write
}

export type Jobs = {
  /** Something may wait in the mail queue: look soon. Never throws, waits for nothing. */
  wake(): void
  /** Does what is due by the clock; with `all`, everything. One run at a time: a second call waits for the first. */
  run(all?: boolean): Promise<void>
  /** Ends the clock and waits for what is running. */
  stop(): Promise<void>
}

type Job = { name: string; every: number; act: () => Promise<void>; dueAt: number }

/** Says what went wrong in a job; the job runs again when it is next due. */
export type Complain = (job: string, error: unknown) => void

/** The work that the clock asks for. Nothing runs until `run`, or `startJobs`. */
export function makeJobs(needs: Needs, transport: Transport, complain: Complain): Jobs {
  const jobs: Job[] = [
    { name: 'mail', every: 15 * second, act: () => sendAll(needs, transport), dueAt: 0 },
    { name: 'tidying', every: hour, act: () => tidy(needs), dueAt: 0 },
    {
      name: 'outbox folder',
      every: hour,
      act: () => tidyFolder(needs),
      dueAt: 0,
    },
    { name: 'storage', every: minute, act: () => needs.storage.tend(), dueAt: 0 },
  ]
  let running: Promise<void> = Promise.resolve()
  let woken = false
  let stopped = false

  async function runDue(all: boolean): Promise<void> {
    if (stopped) return
    for (const job of jobs) {
      const now = needs.clock().getTime()
      if (!all && job.dueAt > now && !(woken && job.name === 'mail')) continue
      if (job.name === 'mail') woken = false
      job.dueAt = now + job.every
      try {
        await job.act()
      } catch (error) {
        complain(job.name, error)
      }
    }
  }

  const self: Jobs = {
    wake() {
      if (woken || stopped) return
      woken = true
      // Let the request that asks be answered first.
      setImmediate(() => void self.run())
    },
    run(all = false) {
      running = running.then(() => runDue(all))
      return running
    },
    async stop() {
      stopped = true
      await running
      transport.close()
    },
  }
  return self
}

async function sendAll(needs: Needs, transport: Transport): Promise<void> {
  await deliverMail(needs, transport)
}

/** Takes away what time takes away. */
export async function tidy({ clock, write }: Pick<Needs, 'clock' | 'write'>): Promise<void> {
  for (const { act } of tidyings) {
    const now = clock()
    while (await write((tx) => act(tx, now)));
  }
}

/** Mails in the outbox folder are kept as long as their rows. */
async function tidyFolder({ config, clock }: Pick<Needs, 'config' | 'clock'>): Promise<void> {
  await tidyOutboxFolder(config, after(clock(), -sentMailKept))
}

/** Runs the jobs by the clock until `stop`. The timer keeps no process alive. */
export function startJobs(needs: Needs, transport: Transport, complain: Complain): Jobs {
  const jobs = makeJobs(needs, transport, complain)
  const timer = setInterval(() => void jobs.run(), 15 * second)
  timer.unref()
  return {
    ...jobs,
    async stop() {
      clearInterval(timer)
      await jobs.stop()
    },
  }
}
