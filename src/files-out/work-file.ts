import type { Chapter, FrontMatter } from '#works/work.ts'

/** A picture of the work, under the address that the prose knows it by. */
export type FilePicture = { readonly mediaType: string; readonly bytes: Uint8Array }

/** All that a file is made of. The same values give the same bytes. */
export type WorkFile = {
  readonly front: FrontMatter
  /** In order; one alone for the download of a chapter. */
  readonly chapters: readonly Chapter[]
  /** The work's own address, absolute. */
  readonly address: string
  /** By their `src` in the prose (`/images/…`). One that is missing leaves its words. */
  readonly pictures: ReadonlyMap<string, FilePicture>
}

/** The formats that a work is given out in, by the ending of the file's name. */
export const fileFormats = {
  epub: 'application/epub+zip',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
} as const
export type FileFormat = keyof typeof fileFormats

/** The format that a file name ends in; null when it is none of ours. */
export function formatOf(name: string): FileFormat | null {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return ending === 'epub' || ending === 'html' || ending === 'txt' ? ending : null
}

const rightToLeft = new Set('ar arc ckb dv fa he ps sd syr ug ur yi'.split(' '))

/** The direction that a language (BCP 47) is written in. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr'
}
