import { parentPort, workerData } from 'node:worker_threads'
import { openStorage, type Place } from '#storage/open.ts'
import { SuggestFollower } from './suggest-follow.ts'
import type { Asked } from './suggest-index.ts'

/** What the thread is told and what it says; see `suggest-host.ts`. */
export type Told = { id: number; asked: Asked } | { close: true }
export type Said = { ready: true } | { id: number; found: unknown } | { id: number; error: string }

const { place } = workerData as { place: Place }
const storage = await openStorage(place)
const follower = new SuggestFollower(storage.db)
const say = (said: Said) => parentPort?.postMessage(said)

parentPort?.on('message', (told: Told) => {
  if ('close' in told) {
    void close()
    return
  }
  follower.find(told.asked).then(
    (found) => say({ id: told.id, found }),
    (error: unknown) => say({ id: told.id, error: String(error) }),
  )
})
const following = setInterval(() => void follower.catchUp().catch(() => {}), 2000)
await follower.catchUp()
say({ ready: true })

async function close(): Promise<void> {
  clearInterval(following)
  await follower.close()
  await storage.close()
  parentPort?.close()
}
