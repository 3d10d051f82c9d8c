import { makeEpub } from './epub.ts'
import { makeHtml } from './html.ts'
import { makeText } from './text.ts'
import type { FileFormat, WorkFile } from './work-file.ts'

const makers: Record<FileFormat, (work: WorkFile) => Promise<Buffer>> = {
  epub: makeEpub,
  html: makeHtml,
  txt: makeText,
}

/** A work or a chapter of it as a file of this format. The same values give the same bytes. */
export function makeFile(work: WorkFile, format: FileFormat): Promise<Buffer> {
  return makers[format](work)
}
