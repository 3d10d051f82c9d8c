import { Worker } from 'node:worker_threads'
import type { Place } from '#storage/open.ts'
import type { FoundTexts } from '#storage/text-store.ts'
import type { Said, Told } from './worker.ts'

/** Full text search in a thread of its own, which keeps the index like the archive. */
export type TextsClient = {
  /**
   * At most `most` works that fit what was typed; `parseQuery` tells what of it could not be read. `exact.hits` is false
   * as long as not every work was indexed once. Rejects when the index can't answer.
   */
  find(query: string, options: { most: number }): Promise<FoundTexts>
  /** Something was written: look at the log now. Ends when that is in the index. */
  wake(): Promise<void>
  /** Ends when every work was indexed once. */
  ready(): Promise<void>
  readonly isReady: boolean
  close(): Promise<void>
}

type Waiting = {
  told: Extract<Told, { id: number }>
  triesLeft: number
  resolve(found: FoundTexts | null): void
  reject(error: Error): void
}

const tries = 3
const shortestPause = 50
const longestPause = 5000

/**
 * Starts the thread over the archive's place. One that breaks is started again, after a pause that grows, and asked again
 * what it did not answer; `onError` is told why it broke.
 */
export function startTexts(
  place: Place,
  { onError = () => {} }: { onError?: (error: Error) => void } = {},
): TextsClient {
  const waiting = new Map<number, Waiting>()
  const ready = Promise.withResolvers<void>()
  let isReady = false
  let isClosed = false
  let next = 0
  let pause = shortestPause
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | null = begin()

  function begin(): Worker {
    const made = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { place } })
    made.on('message', hear)
    made.on('error', (error) => onError(error instanceof Error ? error : new Error(String(error))))
    made.on('exit', () => {
      worker = null
      if (!isClosed) again()
    })
    return made
  }

  function again(): void {
    for (const [id, one] of waiting) {
      if (--one.triesLeft > 0) continue
      waiting.delete(id)
      one.reject(new Error('the index of texts broke'))
    }
    timer = setTimeout(() => {
      worker = begin()
      for (const { told } of waiting.values()) worker.postMessage(told)
    }, pause)
    pause = Math.min(pause * 2, longestPause)
  }

  function hear(said: Said): void {
    pause = shortestPause
    if (said.kind === 'ready') {
      isReady = true
      ready.resolve()
      return
    }
    const one = waiting.get(said.id)
    waiting.delete(said.id)
    if (said.kind === 'failed') one?.reject(new Error(said.error))
    else one?.resolve(said.kind === 'found' ? said.found : null)
  }

  function ask(told: Waiting['told']): Promise<FoundTexts | null> {
    if (isClosed) return Promise.reject(new Error('the index of texts is closed'))
    return new Promise((resolve, reject) => {
      waiting.set(told.id, { told, triesLeft: tries, resolve, reject })
      worker?.postMessage(told)
    })
  }

  return {
    async find(query, { most }) {
      const found = await ask({ kind: 'find', id: next++, query, most })
      if (!found) throw new Error('the index of texts gave no answer')
      return found
    },
    async wake() {
      await ask({ kind: 'wake', id: next++ })
    },
    ready: () => ready.promise,
    get isReady() {
      return isReady
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      const open = worker
      if (open) {
        const gone = new Promise((resolve) => {
          open.once('exit', resolve)
        })
        open.postMessage({ kind: 'close' } satisfies Told)
        await gone
      }
      for (const { reject } of waiting.values()) reject(new Error('the index of texts is closed'))
      waiting.clear()
    },
  }
}
