import type { WorkId } from '#shared/ids.ts'
import type { Encoding } from './compress.ts'

/** A page as strangers get it, kept compressed until what it shows has another version. */
export type KeptPage = {
  readonly version: string
  readonly etag: string
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  /** The work that whoever gets this page has opened; null for all other pages. */
  readonly opens: WorkId | null
  /** When it was compressed in a hurry, in milliseconds; null once it is compressed well. */
  readonly hurriedAt: number | null
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

const longestAddress = 400
/** As long as the renderer reads them. */
const longestOpened = 4000

/** Paths of public pages: written in one way, so that a percent sign can't hide which work they are about. */
const plainPath = /^\/[\w./~-]*$/
/** A rating's code as the scale takes it. */
const plainCode = /^[A-Za-z0-9+-]{1,12}$/

/**
 * What tells one kept page from another: the address, how the reader wants to read, what they leave out of lists, under
 * which rating they opened this work, and the encoding. Null for what is never kept: signed-in readers, odd addresses and odd cookies, pages with a
 * word about what was just done. Whatever a page shows by a cookie has to be in here, read as the page reads it.
 */
export function pageKey(
  address: string,
  encoding: Encoding,
  cookies: {
    session: string | null
    reading: string | null
    opened: string | null
    filter: string | null
  },
): string | null {
  if (cookies.session || address.length > longestAddress || /[?&]did=/.test(address)) return null
  const query = address.indexOf('?')
  if (!plainPath.test(query < 0 ? address : address.slice(0, query))) return null
  const reading = cookies.reading ?? ''
  if (!/^[0-9A-Za-z._+-]{0,120}$/.test(reading)) return null
  const work = /^\/works\/([0-9a-z]{16})(?:[/?]|$)/.exec(address)?.[1]
  const opened = work ? ratingOpened(cookies.opened, work) : ''
  if (opened === null) return null
  // A work's own pages are the same whatever is left out of lists.
  const filter = work ? '' : (cookies.filter ?? '')
  if (!/^[0-9A-Za-z=&+%-]{0,1000}$/.test(filter)) return null
  return `${encoding} ${opened} ${reading} ${filter} ${address}`
}

/**
 * The rating under which this browser opened the work, '' for none: another rating asks again. Null for a cookie that the
 * site did not write so.
 */
function ratingOpened(cookie: string | null, work: string): string | null {
  if (!cookie?.includes(work)) return ''
  if (cookie.length > longestOpened) return null
  const own = cookie.split('~').filter((answer) => answer.includes(work))
  const [answer = ''] = own
  const code = answer.slice(work.length + 1)
  const isPlain = own.length === 1 && answer.startsWith(`${work}-`) && plainCode.test(code)
  return isPlain ? code : null
}
