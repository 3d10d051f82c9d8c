import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Base } from './base.ts'
import { type Compaction, compactAside } from './compaction.ts'

// Started as a thread of its own: builds the base that it is given the parts of, hands it back and ends.
if (!isMainThread && isCompaction(workerData))
  parentPort?.postMessage(compactAside(workerData.compaction))

function isCompaction(data: unknown): data is { compaction: Compaction } {
  return typeof data === 'object' && data !== null && 'compaction' in data
}

/** Builds a new base in a thread of its own; null when that failed or was stopped. */
export function startCompaction(compaction: Compaction): {
  base: Promise<Base | null>
  stop(): Promise<unknown>
} {
  const worker = new Worker(new URL(import.meta.url), { workerData: { compaction } })
  worker.unref()
  const base = new Promise<Base | null>((resolve) => {
    worker.once('message', (made: Base) => resolve(made))
    worker.once('error', () => resolve(null))
    worker.once('exit', () => resolve(null))
  })
  return { base, stop: () => worker.terminate() }
}
