import { element, type Node } from '#prose/tree.ts'
import { turn } from '#shared/turn.ts'
import { makeCover } from './cover.ts'
import { chapterFile, navOf, packageOf, tocOf } from './epub-package.ts'
import { chapterNameOf, titleOf, words } from './front-words.ts'
import { fileSheet } from './sheet.ts'
import { chapterTree, frontTree, type PlaceOf } from './trees.ts'
import { directionOf, type WorkFile } from './work-file.ts'
import { escapeXml, toXhtml } from './xhtml.ts'
import { makeZip, type ZipEntry } from './zip.ts'

const endings: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** A page inside the EPUB. */
function epubPage(work: WorkFile, title: string, type: string, body: string): string {
  const { language } = work.front
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}" dir="${directionOf(language)}">
<head><title>${escapeXml(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body epub:type="${type}">
${body}
</body>
</html>
`
}

/**
 * A work as EPUB 3.3 with an NCX for older programs: cover, front matter, one file for each chapter. The same values
 * give the same bytes; times inside are those of the work's last change. Yields between chapters.
 */
export function makeEpub(work: WorkFile): Promise<Buffer> {
  return makeZip(entriesOf(work), new Date(work.front.updatedAt))
}

async function* entriesOf(work: WorkFile): AsyncGenerator<ZipEntry> {
  const { front, chapters } = work
  const entry = (name: string, said: string): ZipEntry => ({ name, bytes: Buffer.from(said) })
  const pictures = [...work.pictures].flatMap(([src, picture], at) => {
    const ending = endings[picture.mediaType]
    return ending ? [{ src, ...picture, name: `picture-${at + 1}.${ending}` }] : []
  })
  const placeOf: PlaceOf = (src) => pictures.find((one) => one.src === src)?.name ?? null
  const write = (nodes: Node[], type: string) =>
    toXhtml(element('section', { epubType: type }, nodes))
  yield { ...entry('mimetype', 'application/epub+zip'), stored: true }
  yield entry(
    'META-INF/container.xml',
    '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n',
  )
  yield entry('OEBPS/package.opf', packageOf(work, pictures))
  yield entry('OEBPS/nav.xhtml', epubPage(work, words.contents, 'frontmatter', navOf(work)))
  yield entry('OEBPS/toc.ncx', tocOf(work))
  yield entry('OEBPS/style.css', fileSheet)
  yield entry('OEBPS/cover.svg', makeCover(work))
  const cover = `<img src="cover.svg" alt="${escapeXml(`${words.cover}: ${titleOf(front)}`)}"/>`
  yield entry('OEBPS/cover.xhtml', epubPage(work, words.cover, 'cover', `<p>${cover}</p>`))
  const before = write(frontTree(work, placeOf), 'titlepage')
  yield entry('OEBPS/front.xhtml', epubPage(work, titleOf(front), 'frontmatter', before))
  for (const chapter of chapters) {
    await turn()
    const body = write(chapterTree(work, chapter, placeOf), 'chapter')
    const page = epubPage(work, chapterNameOf(chapter), 'bodymatter', body)
    yield entry(`OEBPS/${chapterFile(chapter)}`, page)
  }
  for (const { name, bytes } of pictures) yield { name: `OEBPS/${name}`, bytes, stored: true }
}
