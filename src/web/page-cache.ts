import type { Encoding } from './compress.ts'

/** A page as strangers get it, kept compressed until what it shows has another version. */
export type KeptPage = {
  readonly version: string
  readonly etag: string
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  /** Asks for the version of what the page shows, now. */
  readonly versionNow: () => Promise<string>
}

/** Kept pages by key, the least recently used first to go. */
export type PageCache = {
  find(key: string): KeptPage | undefined
  keep(key: string, page: KeptPage): void
  readonly size: number
}

const overhead = 600

/** A cache of at most `mostBytes` of compressed pages. */
export function makePageCache(mostBytes: number): PageCache {
  const pages = new Map<string, KeptPage>()
  let bytes = 0
  const weigh = (key: string, page: KeptPage) => page.bytes.length + key.length * 2 + overhead
  return {
    find(key) {
      const page = pages.get(key)
      if (page) {
        pages.delete(key)
        pages.set(key, page)
      }
      return page
    },
    keep(key, page) {
      const old = pages.get(key)
      if (old) bytes -= weigh(key, old)
      pages.delete(key)
      const weight = weigh(key, page)
      if (weight > mostBytes / 8) return
      pages.set(key, page)
      bytes += weight
      for (const [oldest, kept] of pages) {
        if (bytes <= mostBytes) break
        pages.delete(oldest)
        bytes -= weigh(oldest, kept)
      }
    },
    get size() {
      return bytes
    },
  }
}

const longestPath = 400

/**
 * What tells one kept page from another: the address, how the reader wants to read, whether they opened this work, and
 * the encoding. Null for what is never kept: signed-in readers, odd addresses, pages with a word about what was just done.
 */
export function pageKey(
  address: string,
  encoding: Encoding,
  cookies: { session: string | null; reading: string | null; opened: string | null },
): string | null {
  if (cookies.session || address.length > longestPath || /[?&]did=/.test(address)) return null
  const reading = cookies.reading ?? ''
  if (!/^[0-9A-Za-z._+-]{0,120}$/.test(reading)) return null
  const work = /^\/works\/([0-9a-z]{16})(?:[/?]|$)/.exec(address)?.[1]
  const opened = (work && ratingOpened(cookies.opened, work)) ?? ''
  return `${encoding} ${opened} ${reading} ${address}`
}

/** The rating under which this browser opened the work: another rating asks again. */
function ratingOpened(cookie: string | null, work: string): string | undefined {
  const at = cookie?.indexOf(`${work}-`) ?? -1
  if (!cookie || at < 0) return undefined
  return /^[A-Za-z0-9+-]{1,12}/.exec(cookie.slice(at + work.length + 1))?.[0]
}
