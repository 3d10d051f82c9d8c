import { parentPort, workerData } from 'node:worker_threads'
import { openStorage, type Place } from '#storage/open.ts'
import type { Query } from './catalogue.ts'
import { Follower } from './follow.ts'

/** What the thread is told and what it says; see `host.ts`. */
export type Told = { id: number; query: Query } | { close: true }
export type Said = { ready: true } | { id: number; answer: unknown } | { id: number; error: string }

const { place, snapshot } = workerData as { place: Place; snapshot: string | null }
const storage = await openStorage(place)
const follower = new Follower(storage.db, snapshot)
const say = (said: Said) => parentPort?.postMessage(said)

parentPort?.on('message', (told: Told) => {
  if ('close' in told) {
    void close()
    return
  }
  follower.find(told.query).then(
    (answer) => say({ id: told.id, answer }),
    (error: unknown) => say({ id: told.id, error: String(error) }),
  )
})
// Between questions the log is followed too, so that no question has much to take over.
const following = setInterval(() => void follower.catchUp().catch(() => {}), 500)
await follower.catchUp()
say({ ready: true })

async function close(): Promise<void> {
  clearInterval(following)
  await follower.close()
  await storage.close()
  parentPort?.close()
}
