import { toHtml } from 'hast-util-to-html'
import { turn } from '#shared/turn.ts'
import { element, type Node, text } from '#prose/tree.ts'
import { bylineOf, chapterNameOf, titleOf, words } from './front-words.ts'
import { fileSheet } from './sheet.ts'
import { chapterTree, frontTree, type PlaceOf } from './trees.ts'
import { directionOf, type WorkFile } from './work-file.ts'

const write = (node: Node) => toHtml(node)

/** A work as one HTML file that needs nothing else: front matter, contents, chapters; no script. Yields between chapters. */
export async function makeHtml(work: WorkFile): Promise<Buffer> {
  const { front, chapters, pictures } = work
  const placeOf: PlaceOf = (src) => {
    const picture = pictures.get(src)
    return picture
      ? `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}`
      : null
  }
  const head = [
    element('meta', { charSet: 'utf-8' }, []),
    element('meta', { name: 'viewport', content: 'width=device-width' }, []),
    element('title', {}, [text(`${titleOf(front)} · ${bylineOf(front)}`)]),
    element('style', {}, [text(fileSheet)]),
  ]
  const contents = element('nav', { ariaLabel: words.contents }, [
    element('h2', {}, [text(words.contents)]),
    element(
      'ol',
      {},
      chapters.map((chapter) =>
        element('li', {}, [
          element('a', { href: `#chapter-${chapter.number}`, dir: 'auto' }, [
            text(chapterNameOf(chapter)),
          ]),
        ]),
      ),
    ),
  ])
  const parts = [
    `<!doctype html>\n<html lang="${front.language}" dir="${directionOf(front.language)}">\n`,
    write(element('head', {}, head)),
    '\n<body>\n',
    write(element('header', {}, frontTree(work, placeOf))),
    chapters.length > 1 ? write(contents) : '',
  ]
  for (const chapter of chapters) {
    await turn()
    const tree = chapterTree(work, chapter, placeOf)
    parts.push('\n', write(element('article', { id: `chapter-${chapter.number}` }, tree)))
  }
  return Buffer.from(`${parts.join('')}\n</body>\n</html>\n`)
}
