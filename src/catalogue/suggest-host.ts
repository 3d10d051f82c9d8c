import { Worker } from 'node:worker_threads'
import type { Db } from '#storage/db.ts'
import type { Place } from '#storage/open.ts'
import { SuggestFollower } from './suggest-follow.ts'
import type { Asked, Suggestion } from './suggest-index.ts'
import type { Said, Told } from './suggest-thread.ts'

/** Where names of tags are completed. */
export type SuggestHost = {
  /** Null while the names of a large archive are still being read. */
  find(asked: Asked): Promise<readonly Suggestion[] | null>
  close(): Promise<void>
}

/** With at most so many tags building takes a moment: the names stay in this thread. */
const mostHere = 5000

/** Nothing is read before the first question. */
export function startSuggestions(
  { db, place }: { db: Db; place: Place },
  mostInThread: number = mostHere,
): SuggestHost {
  let chosen: Promise<SuggestHost> | null = null
  const choose = async () =>
    (await hasMore(db, mostInThread)) ? inThreadOfItsOwn(place) : inThisThread(db)
  return {
    async find(asked) {
      chosen ??= choose()
      try {
        return await (await chosen).find(asked)
      } catch (error) {
        // The next question begins anew.
        chosen = null
        throw error
      }
    },
    async close() {
      const open = await chosen?.catch(() => null)
      await open?.close()
    },
  }
}

async function hasMore(db: Db, most: number): Promise<boolean> {
  const row = await db
    .selectFrom('tag')
    .select('id')
    .orderBy('id')
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function inThisThread(db: Db): SuggestHost {
  const follower = new SuggestFollower(db)
  return { find: (asked) => follower.find(asked), close: () => follower.close() }
}

function inThreadOfItsOwn(place: Place): SuggestHost {
  const begin = () => {
    const waiting = new Map<number, (found: readonly Suggestion[] | null) => void>()
    const worker = new Worker(new URL('./suggest-thread.ts', import.meta.url), {
      workerData: { place },
    })
    const state = { worker, waiting, isReady: false, isOver: false }
    worker.on('message', (said: Said) => {
      if ('ready' in said) {
        state.isReady = true
        return
      }
      const answer = waiting.get(said.id)
      waiting.delete(said.id)
      answer?.('found' in said ? (said.found as readonly Suggestion[]) : null)
    })
    const end = () => {
      state.isOver = true
      for (const answer of waiting.values()) answer(null)
      waiting.clear()
    }
    worker.on('error', end)
    worker.on('exit', end)
    return state
  }
  let thread = begin()
  let next = 0
  let isClosed = false
  return {
    find(asked) {
      if (isClosed) return Promise.resolve(null)
      if (thread.isOver) thread = begin()
      if (!thread.isReady) return Promise.resolve(null)
      const id = next++
      return new Promise((resolve) => {
        thread.waiting.set(id, resolve)
        thread.worker.postMessage({ id, asked } satisfies Told)
      })
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
