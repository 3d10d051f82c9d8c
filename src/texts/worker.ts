// Runs in a worker thread: neither a query nor indexing keeps a page waiting.
import { parentPort, workerData } from 'node:worker_threads'
import { turn } from '#shared/turn.ts'
import { openStorage, type Place } from '#storage/open.ts'
import type { FoundTexts } from '#storage/text-store.ts'
import { indexChanges } from './follow.ts'
import { textsOver } from './texts.ts'

/** What the thread is told. */
export type Told =
  | { readonly kind: 'find'; readonly id: number; readonly query: string; readonly most: number }
  | { readonly kind: 'wake'; readonly id: number }
  | { readonly kind: 'close' }

/** What the thread says: `ready` once every work was indexed, `awake` when the log was read after it was woken. */
export type Said =
  | { readonly kind: 'found'; readonly id: number; readonly found: FoundTexts }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string }
  | { readonly kind: 'awake'; readonly id: number }
  | { readonly kind: 'ready' }

const entriesAtOnce = 200
/** How long after the last look the log is looked at again, in milliseconds. */
const pause = 300
/** After so many works, what small changes left behind is merged a little. */
const worksBetweenTending = 200

const { place } = workerData as { place: Place }
const storage = await openStorage(place)
const texts = textsOver(await storage.texts())
const port = parentPort
let isClosing = false
let isWhole = false
let sleeper = () => {}
let woken: number[] = []

function say(said: Said, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(said, transfer)
}

async function find({ id, query, most }: Extract<Told, { kind: 'find' }>): Promise<void> {
  try {
    const { ids, scores, exact } = await texts.find(query, { most })
    // Copies of their own: what is transferred is taken away here.
    const own = { ids: ids.slice(), scores: scores.slice() }
    const found = { ...own, exact: { ...exact, hits: exact.hits && isWhole } }
    say({ kind: 'found', id, found }, [own.ids.buffer, own.scores.buffer])
  } catch (error) {
    say({ kind: 'failed', id, error: error instanceof Error ? error.message : String(error) })
  }
}

port?.on('message', (told: Told) => {
  if (told.kind === 'find') void find(told)
  else {
    if (told.kind === 'wake') woken.push(told.id)
    else isClosing = true
    sleeper()
  }
})

async function follow(): Promise<void> {
  let sinceTended = 0
  while (!isClosing) {
    const asked = woken
    woken = []
    let more = true
    while (more && !isClosing) {
      const step = await indexChanges(storage.db, texts, { most: entriesAtOnce })
      more = step.more
      sinceTended += step.works
      if (step.isWhole && !isWhole) {
        isWhole = true
        say({ kind: 'ready' })
      }
      if (sinceTended >= worksBetweenTending) {
        sinceTended = 0
        await texts.tend()
      }
      await turn()
    }
    for (const id of asked) say({ kind: 'awake', id })
    if (!isClosing && woken.length === 0) await sleep()
  }
}

function sleep(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pause)
    sleeper = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

// What fails here ends the thread: whoever started it starts it again, from the position in the index.
await follow()
await texts.close()
await storage.close()
port?.close()
