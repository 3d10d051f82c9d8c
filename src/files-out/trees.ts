import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Prose } from '#prose/prose.ts'
import { element, type Node, text } from '#prose/tree.ts'
import type { Chapter } from '#works/work.ts'
import { conform } from './conform.ts'
import { bylineOf, chapterNameOf, factsOf, titleOf, words } from './front-words.ts'
import { directionOf, type WorkFile } from './work-file.ts'

/** Where a picture is found from inside the file; null leaves its words in its place. */
export type PlaceOf = (src: string) => string | null

/** Stored prose as a tree, with its pictures where the file has them. */
export function treeOf(prose: Prose, placeOf: PlaceOf): Node[] {
  const root = fromHtml(prose, { fragment: true })
  place(root, placeOf)
  return root.children as Node[]
}

function place(node: Nodes, placeOf: PlaceOf): void {
  if (!('children' in node)) return
  for (const [at, child] of node.children.entries()) {
    if (child.type !== 'element') continue
    if (child.tagName === 'img') {
      const alt = String(child.properties['alt'] ?? '')
      const src = placeOf(String(child.properties['src'] ?? ''))
      node.children[at] =
        src === null
          ? { type: 'text', value: `[${words.picture}${alt ? `: ${alt}` : ''}]` }
          : { ...child, properties: { src, alt } }
    } else {
      conform(child)
      place(child, placeOf)
    }
  }
}

const line = (tag: string, words: string, properties: Element['properties'] = {}) =>
  element(tag, properties, [text(words)])

function section(heading: string, level: 'h2' | 'h3', prose: Prose, placeOf: PlaceOf): Node[] {
  if (!prose) return []
  return [element('section', {}, [line(level, heading), ...treeOf(prose, placeOf)])]
}

/** All that stands before the text, as it comes first in every file. */
export function frontTree({ front, address }: WorkFile, placeOf: PlaceOf): Node[] {
  const all = factsOf(front, address)
  const facts = all
    .filter(({ folded }) => !folded)
    .flatMap(({ label, values }) => [
      line('dt', label),
      ...values.map((value) => line('dd', value, { dir: 'auto' })),
    ])
  const folded = all
    .filter((fact) => fact.folded)
    .map(({ label, values }) =>
      element('details', {}, [
        line('summary', `${label}: ${values.length}`),
        element(
          'ul',
          {},
          values.map((value) => line('li', value, { dir: 'auto' })),
        ),
      ]),
    )
  return [
    line('h1', titleOf(front), { dir: 'auto' }),
    line('p', `${words.by} ${bylineOf(front)}`, { dir: 'auto' }),
    element('dl', {}, facts),
    ...folded,
    ...section(words.summary, 'h2', front.summary, placeOf),
    ...section(words.noteBefore, 'h2', front.noteBefore, placeOf),
    ...section(words.disclaimer, 'h2', front.disclaimer, placeOf),
  ]
}

/** One chapter: its name, the notes round it and its text; the work's last note after the last one. */
export function chapterTree(work: WorkFile, chapter: Chapter, placeOf: PlaceOf): Node[] {
  const { front } = work
  const isLast = chapter.number === front.chapters
  return [
    line('h2', chapterNameOf(chapter), { dir: 'auto' }),
    ...section(words.chapterNote, 'h3', chapter.noteBefore, placeOf),
    element(
      'div',
      { lang: front.language, dir: directionOf(front.language) },
      treeOf(chapter.body, placeOf),
    ),
    ...section(words.chapterNoteAfter, 'h3', chapter.noteAfter, placeOf),
    ...(isLast ? section(words.noteAfter, 'h3', front.noteAfter, placeOf) : []),
  ]
}
