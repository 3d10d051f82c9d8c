import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Answer, Query } from '#catalogue/catalogue.ts'
import type { Built, Said, Told } from './engine-thread.ts'

/** The catalogue in a thread of its own, as archives have it: every time is with the way there and back. */
export type Subject = {
  readonly built: Built
  /** The answer, and how long it took in the thread alone, in milliseconds. */
  find(query: Query): Promise<{ answer: Answer; milliseconds: number }>
  /** Changes so many works, one by one. Tells of the bases that were built aside so far. */
  update(works: number): Promise<{ compactions: number; longestPause: number }>
  /** Milliseconds from a change of one work to an answer with it, in the thread. */
  see(): Promise<number>
  stop(): Promise<void>
}

export async function startSubject(works: number, seed: number): Promise<Subject> {
  const worker = new Worker(new URL('./engine-thread.ts', import.meta.url), {
    workerData: { works, seed },
  })
  const failed = once(worker, 'error').then(([error]) => {
    throw error
  })
  failed.catch(() => {})
  const first = await Promise.race([once(worker, 'message'), failed])
  const [ready] = first as [Said]
  if (!('built' in ready)) throw new Error('the catalogue was not built')
  // The thread answers in order.
  const waiting: ((said: Said) => void)[] = []
  worker.on('message', (said: Said) => waiting.shift()?.(said))
  const ask = (told: Told) =>
    Promise.race([
      new Promise<Said>((resolve) => {
        waiting.push(resolve)
        worker.postMessage(told)
      }),
      failed,
    ])
  return {
    built: ready.built,
    async find(query) {
      const said = await ask({ do: 'find', query })
      if (!('answer' in said)) throw new Error('that is no answer')
      return said
    },
    async update(count) {
      const said = await ask({ do: 'update', works: count })
      if (!('updated' in said)) throw new Error('nothing was changed')
      return said
    },
    async see() {
      const said = await ask({ do: 'see' })
      return 'seen' in said ? said.seen : NaN
    },
    async stop() {
      await worker.terminate()
    },
  }
}
