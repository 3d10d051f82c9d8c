import type { Place } from '#storage/open.ts'
import { startTexts, type TextsClient } from './client.ts'

/** Full text search that is started when it is first asked, or told to: what runs beside a server needs no index. */
export type LazyTexts = Pick<TextsClient, 'find' | 'wake' | 'ready' | 'close'> & { start(): void }

/** As `startTexts`, later. After `close` nothing is started any more. */
export function lazyTexts(place: Place, onError: (error: Error) => void): LazyTexts {
  let client: TextsClient | null = null
  let isClosed = false
  const started = (): TextsClient => {
    if (isClosed) throw new Error('the index of texts is closed')
    client ??= startTexts(place, { onError })
    return client
  }
  return {
    start: () => void started(),
    find: async (query, options) => started().find(query, options),
    wake: async () => started().wake(),
    ready: async () => started().ready(),
    async close() {
      isClosed = true
      await client?.close()
    },
  }
}
