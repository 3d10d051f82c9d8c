import type { FrontMatter } from '#works/work.ts'
import type { FileFormat } from './work-file.ts'

const mostCharacters = 80

/** A part of a file name that every system takes: no separators, no signs that shells or Windows refuse. */
function safe(words: string): string {
  const clean = words
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%#]+/gu, ' ')
    .replace(/\s+/g, ' ')
  return [...clean]
    .slice(0, mostCharacters)
    .join('')
    .replace(/^[\s.-]+|[\s.]+$/g, '')
}

/** `pen name - title.epub`, as people read it; with the chapter's number for a chapter alone. */
export function fileNameOf(
  front: Pick<FrontMatter, 'title' | 'byline'>,
  format: FileFormat,
  chapter: number | null = null,
): string {
  const names = safe(front.byline.map(({ name }) => name).join(', ')) || 'unknown'
  const title = safe(front.title) || 'untitled'
  return `${names} - ${title}${chapter === null ? '' : ` - chapter ${chapter}`}.${format}`
}

/** Content-Disposition with a plain name for old programs beside the whole one (RFC 6266, RFC 8187). */
export function dispositionOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^ -~]/g, '_')
    .replace(/["\\%]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
