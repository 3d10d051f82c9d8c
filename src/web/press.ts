import { compressAgain } from './compress.ts'
import type { House } from './house.ts'
import { logTrouble } from './log.ts'
import type { KeptPage } from './page-cache.ts'

/** A page that stayed as it is for this long, in milliseconds, and is asked for again, may well be asked for often. */
const settledAfter = 1000

/** One at a time: pages that wait their turn are served as they are. */
const pressing = new WeakSet<House['pages']>()

/**
 * Compresses a kept page well, beside the event loop, once it has settled: whoever asks first after a change waits for
 * the quick way only. Returns at once; does nothing while another page is under way, or when there is nothing to gain.
 */
export function pressLater(
  { pages, clock }: Pick<House, 'pages' | 'clock'>,
  key: string,
  page: KeptPage,
): void {
  if (page.hurriedAt === null || pressing.has(pages)) return
  if (clock().getTime() - page.hurriedAt < settledAfter) return
  const encoding = page.headers['content-encoding']
  if (encoding !== 'br' && encoding !== 'gzip') return
  pressing.add(pages)
  void compressAgain(page.bytes, encoding)
    .then((bytes) => {
      // What zlib gives is the beginning of something larger.
      const pressed = { ...page, bytes: Uint8Array.from(bytes), hurriedAt: null }
      if (pages.find(key) === page) pages.keep(key, pressed)
    })
    .catch((error: unknown) => logTrouble('compressing a page', error))
    .finally(() => pressing.delete(pages))
}
