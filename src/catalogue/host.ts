import { Worker } from 'node:worker_threads'
import type { Db } from '#storage/db.ts'
import type { Place } from '#storage/open.ts'
import type { Answer, Query } from './catalogue.ts'
import { Follower } from './follow.ts'
import type { Said, Told } from './thread.ts'

/** Where questions to the catalogue are asked. */
export type CatalogueHost = {
  /** The exact answer as of now; null while a large catalogue is still being built, or its thread began anew. */
  find(query: Query): Promise<Answer | null>
  /** Whether the next answer will be one. */
  readonly isReady: boolean
  close(): Promise<void>
}

/** With at most so many works a question takes less than the way to another thread: the catalogue stays in this one. */
const mostHere = 5000

/** Nothing is read before the first question. A large catalogue keeps a snapshot in the file that is named. */
export function startCatalogue(
  { db, place, snapshot = null }: { db: Db; place: Place; snapshot?: string | null },
  mostInThread: number = mostHere,
): CatalogueHost {
  let chosen: Promise<CatalogueHost> | null = null
  let host: CatalogueHost | null = null
  const choose = async () =>
    (await hasMore(db, mostInThread)) ? inThreadOfItsOwn(place, snapshot) : inThisThread(db)
  return {
    async find(query) {
      chosen ??= choose()
      try {
        host = await chosen
        return await host.find(query)
      } catch (error) {
        // The next question begins anew.
        chosen = null
        throw error
      }
    },
    get isReady() {
      return host?.isReady ?? false
    },
    async close() {
      const open = await chosen?.catch(() => null)
      await open?.close()
    },
  }
}

async function hasMore(db: Db, most: number): Promise<boolean> {
  const row = await db
    .selectFrom('work')
    .select('id')
    .orderBy('id')
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function inThisThread(db: Db): CatalogueHost {
  const follower = new Follower(db)
  return {
    find: (query) => follower.find(query),
    get isReady() {
      return follower.isReady
    },
    close: () => follower.close(),
  }
}

function inThreadOfItsOwn(place: Place, snapshot: string | null): CatalogueHost {
  let thread = begin()
  function begin() {
    const waiting = new Map<number, { resolve: (answer: Answer | null) => void }>()
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { place, snapshot },
    })
    const state = { worker, waiting, isReady: false, isOver: false }
    worker.on('message', (said: Said) => {
      if ('ready' in said) {
        state.isReady = true
        return
      }
      const one = waiting.get(said.id)
      waiting.delete(said.id)
      one?.resolve('answer' in said ? (said.answer as Answer) : null)
    })
    const end = () => {
      state.isOver = true
      for (const { resolve } of waiting.values()) resolve(null)
      waiting.clear()
    }
    worker.on('error', end)
    worker.on('exit', end)
    return state
  }
  let next = 0
  let isClosed = false
  return {
    find(query) {
      if (isClosed) return Promise.resolve(null)
      if (thread.isOver) thread = begin()
      if (!thread.isReady) return Promise.resolve(null)
      const id = next++
      return new Promise((resolve) => {
        thread.waiting.set(id, { resolve })
        thread.worker.postMessage({ id, query } satisfies Told)
      })
    },
    get isReady() {
      return thread.isReady && !thread.isOver
    },
    async close() {
      isClosed = true
      const gone = new Promise<void>((resolve) => {
        if (thread.isOver) resolve()
        else thread.worker.once('exit', () => resolve())
      })
      if (thread.isReady) thread.worker.postMessage({ close: true } satisfies Told)
      else void thread.worker.terminate()
      await gone
    },
  }
}
