import { excerpt } from '#prose/show.ts'
import type { Chapter } from '#works/work.ts'
import { bylineOf, chapterNameOf, titleOf, words } from './front-words.ts'
import { directionOf, type WorkFile } from './work-file.ts'
import { escapeXml } from './xhtml.ts'

type Pictured = { name: string; mediaType: string }

/** The file of a chapter inside the EPUB: stable, so that reading programs keep their place when a work grows. */
export const chapterFile = ({ id }: Pick<Chapter, 'id'>): string => `chapter-${id}.xhtml`

const seconds = (at: string) => `${at.slice(0, 19)}Z`

function accessibility(hasPictures: boolean): string[] {
  const said: [string, string][] = [
    ['accessMode', 'textual'],
    ...(hasPictures ? [['accessMode', 'visual'] satisfies [string, string]] : []),
    ['accessModeSufficient', hasPictures ? 'textual,visual' : 'textual'],
    ['accessibilityFeature', 'tableOfContents'],
    ['accessibilityFeature', 'readingOrder'],
    ['accessibilityFeature', 'structuralNavigation'],
    ['accessibilityFeature', 'displayTransformability'],
    ['accessibilityHazard', hasPictures ? 'unknown' : 'none'],
    [
      'accessibilitySummary',
      hasPictures
        ? 'Text with headings and contents. Pictures have the descriptions that the author gave.'
        : 'Text with headings and contents, without pictures but the cover, which says title and names.',
    ],
  ]
  return said.map(([name, value]) => `<meta property="schema:${name}">${value}</meta>`)
}

/** The package document (EPUB 3.3, section 5). */
export function packageOf(work: WorkFile, pictures: readonly Pictured[]): string {
  const { front, chapters, address } = work
  const summary = excerpt(front.summary, 1000)
  const item = (id: string, href: string, type: string, more = '') =>
    `<item id="${id}" href="${href}" media-type="${type}"${more}/>`
  const page = 'application/xhtml+xml'
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${front.language}" prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${escapeXml(address)}</dc:identifier>
<dc:title>${escapeXml(titleOf(front))}</dc:title>
${front.byline.map(({ name }) => `<dc:creator>${escapeXml(name)}</dc:creator>`).join('\n')}
<dc:language>${front.language}</dc:language>
<dc:source>${escapeXml(address)}</dc:source>
${front.publishedAt ? `<dc:date>${seconds(front.publishedAt)}</dc:date>` : ''}
${summary ? `<dc:description>${escapeXml(summary)}</dc:description>` : ''}
${front.tags.map(({ name }) => `<dc:subject>${escapeXml(name)}</dc:subject>`).join('\n')}
<meta property="dcterms:modified">${seconds(front.updatedAt)}</meta>
${accessibility(pictures.length > 0).join('\n')}
<meta name="cover" content="cover-image"/>
</metadata>
<manifest>
${item('nav', 'nav.xhtml', page, ' properties="nav"')}
${item('ncx', 'toc.ncx', 'application/x-dtbncx+xml')}
${item('style', 'style.css', 'text/css')}
${item('cover-image', 'cover.svg', 'image/svg+xml', ' properties="cover-image"')}
${item('cover', 'cover.xhtml', page)}
${item('front', 'front.xhtml', page)}
${chapters.map((chapter) => item(`c-${chapter.id}`, chapterFile(chapter), page)).join('\n')}
${pictures.map(({ name, mediaType }, at) => item(`picture-${at + 1}`, name, mediaType)).join('\n')}
</manifest>
<spine toc="ncx" page-progression-direction="${directionOf(front.language)}">
<itemref idref="cover"/>
<itemref idref="front"/>
<itemref idref="nav"/>
${chapters.map(({ id }) => `<itemref idref="c-${id}"/>`).join('\n')}
</spine>
</package>
`
}

function placesOf({ chapters }: WorkFile): { file: string; name: string }[] {
  return [
    { file: 'front.xhtml', name: words.front },
    ...chapters.map((chapter) => ({ file: chapterFile(chapter), name: chapterNameOf(chapter) })),
  ]
}

/** The contents and the landmarks, as the navigation document holds them. */
export function navOf(work: WorkFile): string {
  const link = ({ file, name }: { file: string; name: string }, type = '') =>
    `<li><a${type && ` epub:type="${type}"`} href="${file}">${escapeXml(name)}</a></li>`
  const places = placesOf(work)
  const first = places[1]
  return `<nav epub:type="toc" id="toc"><h1>${words.contents}</h1><ol>${places.map((place) => link(place)).join('')}</ol></nav>
<nav epub:type="landmarks" hidden="hidden"><ol>${link({ file: 'cover.xhtml', name: words.cover }, 'cover')}${link({ file: 'front.xhtml', name: words.front }, 'titlepage')}${link({ file: 'nav.xhtml', name: words.contents }, 'toc')}${first ? link(first, 'bodymatter') : ''}</ol></nav>`
}

/** The contents as older programs read them (NCX 2005-1). */
export function tocOf(work: WorkFile): string {
  const points = placesOf(work).map(
    ({ file, name }, at) =>
      `<navPoint id="n${at + 1}" playOrder="${at + 1}"><navLabel><text>${escapeXml(name)}</text></navLabel><content src="${file}"/></navPoint>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="${escapeXml(work.address)}"/></head><docTitle><text>${escapeXml(`${titleOf(work.front)}, ${bylineOf(work.front)}`)}</text></docTitle><navMap>${points.join('')}</navMap></ncx>
`
}
