import type { ProseKind } from './prose.ts'

/** The closed lists: what each kind of prose may hold. Everything else is unwrapped or dropped. */

const words =
  'em strong i b u s small mark cite q code kbd samp var dfn sub sup abbr del ins span bdi bdo ruby rt rp'

/** Elements inside a line, besides `a`, `img` and `br`. */
export const inlineTags: ReadonlySet<string> = new Set(words.split(' '))

const comment = `p br hr blockquote ul ol li pre details summary a ${words}`
const summary = `p br ul ol li a ${words}`
const note = `${comment} dl dt dd table caption thead tbody tfoot tr th td figure figcaption img`
const chapter = `${note} h3 h4 h5 h6`

const tags: Record<ProseKind, ReadonlySet<string>> = {
  chapter: new Set(chapter.split(' ')),
  note: new Set(note.split(' ')),
  summary: new Set(summary.split(' ')),
  comment: new Set(comment.split(' ')),
}

/** The elements that may stand in prose of this kind. */
export function allowedTags(kind: ProseKind): ReadonlySet<string> {
  return tags[kind]
}

export const alignments = ['left', 'center', 'right', 'justify'] as const
export type Alignment = (typeof alignments)[number]

/** The closed set of class names. A style sheet gives each of them its look. */
export const classNames = ['align-left', 'align-center', 'align-right', 'align-justify'] as const

/** Marks the link that stands for an image elsewhere. */
export const remoteImageClass = 'remote-image'

export const linkRel: readonly string[] = ['nofollow', 'ugc']
export const remoteImageRel: readonly string[] = [...linkRel, 'noreferrer']

/** Where uploaded images are served from. */
export const ownImages = '/images/'
const ownImage = /^\/images\/[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/

/** Whether an address is that of an image uploaded to this archive. */
export function isOwnImage(src: string): boolean {
  return src.length <= 300 && ownImage.test(src)
}

const mostAddress = 4096

/** A link's address, normalised (WHATWG URL): http, https or mailto, without credentials; else null. */
export function linkAddress(href: string): string | null {
  if (href.length > mostAddress || !/^\s*(?:https?:\/\/|mailto:)/i.test(href)) return null
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  if (!/^(?:https?|mailto):$/.test(url.protocol)) return null
  if (url.protocol !== 'mailto:') {
    url.username = ''
    url.password = ''
  }
  return url.href
}

/** As `linkAddress`, for http and https alone. */
export function webAddress(src: string): string | null {
  const given = src.trim().startsWith('//') ? `https:${src.trim()}` : src
  const address = linkAddress(given)
  return address?.startsWith('http') ? address : null
}

/** A language tag (BCP 47) of plain shape, else null. */
export function languageTag(lang: string): string | null {
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}$/.test(lang) ? lang : null
}
