import { fromParse5 } from 'hast-util-from-parse5'
import { defaultTreeAdapter, html as names, Parser, type DefaultTreeAdapterMap } from 'parse5'
import type { Root } from 'hast'
import { tame } from './lexer.ts'

type Element = DefaultTreeAdapterMap['element']

/** Deeper than any story; many open elements make every search in the parser slow. */
const deepest = 100

/** The markup is nested without end, or makes its readers repeat elements without end. */
export class Tangled extends Error {}

/** The tree, whether the markup parted its paragraphs itself, and how many tags it had. */
export type Parsed = { root: Root; hasParagraphs: boolean; tags: number }

/**
 * Parses a piece of HTML as a browser does inside a `<div>`, in linear time: throws `Tangled` where
 * that can't be. With `flatten` it never throws, and keeps only the text and its paragraphs.
 */
export function parseHtml(html: string, flatten: boolean): Parsed {
  const tamed = tame(html, flatten)
  let left = tamed.tags * 4 + 1000
  let depth = 0
  const adapter = {
    ...defaultTreeAdapter,
    createElement(...given: Parameters<typeof defaultTreeAdapter.createElement>): Element {
      if (--left < 0) throw new Tangled()
      return defaultTreeAdapter.createElement(...given)
    },
    onItemPush(): void {
      if (++depth > deepest) throw new Tangled()
    },
    onItemPop(): void {
      depth--
    },
  }
  const context = defaultTreeAdapter.createElement('div', names.NS.HTML, [])
  const parser = Parser.getFragmentParser(context, {
    treeAdapter: adapter,
    scriptingEnabled: false,
  })
  parser.tokenizer.write(tamed.html, true)
  const root = fromParse5(parser.getFragment()) as Root
  return { root, hasParagraphs: tamed.hasParagraphs, tags: tamed.tags }
}
