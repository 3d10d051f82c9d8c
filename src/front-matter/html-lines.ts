import type { Element, ElementContent, Root, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Line } from './lines.ts'

const layout = new Set(
  'html body div section article main header footer center form font span'.split(' '),
)
const whole = new Set('blockquote ul ol table figure details dl fieldset'.split(' '))
const blocks = new Set([
  ...layout,
  ...whole,
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'pre',
  'li',
  'address',
])
for (const inline of ['font', 'span']) blocks.delete(inline)
const dropped = new Set('script style head title template noscript iframe object'.split(' '))

/**
 * The lines of an HTML tree: each block one or, parted by `<br>`, several, with an empty line
 * after it. Layout (`div`, `center`) is opened; lists, tables and quotations stay whole. When
 * a file has neither paragraphs nor breaks, its line ends count as breaks.
 */
export function htmlLines(root: Root): Line[] {
  const maker = new LineMaker(!holds(root, new Set(['p', 'br', 'div', 'li'])))
  maker.all(root.children, undefined)
  return maker.lines
}

class LineMaker {
  readonly lines: Line[] = []
  private block = 0
  private readonly breaksAtLineEnds: boolean

  constructor(breaksAtLineEnds: boolean) {
    this.breaksAtLineEnds = breaksAtLineEnds
  }

  all(children: readonly RootContent[], align: string | undefined): void {
    let run: ElementContent[] = []
    const flush = (): void => {
      if (run.length > 0) this.inline(run, this.tags('p', align), this.breaksAtLineEnds, {})
      run = []
    }
    for (const child of children) {
      if (child.type === 'text' || (child.type === 'element' && !isBlock(child))) {
        if (child.type !== 'element' || !dropped.has(child.tagName)) run.push(child)
      } else if (child.type === 'element') {
        flush()
        this.one(child, align)
      }
    }
    flush()
  }

  private one(element: Element, above: string | undefined): void {
    const name = element.tagName
    if (dropped.has(name)) return
    const own = element.properties['align']
    const align = name === 'center' ? 'center' : typeof own === 'string' ? own : above
    if (name === 'hr')
      return this.push([{ text: '', source: '<hr>', indent: 0, block: this.block, ruler: true }])
    if (whole.has(name)) {
      return this.push([
        { text: textOf(element), source: toHtml(element), indent: 0, block: this.block },
      ])
    }
    if (/^h[1-6]$/u.test(name))
      return this.inline(element.children, this.tags(name, align), false, { heading: true })
    if (name === 'pre') return this.inline(element.children, this.tags('p', align), true, {})
    if (
      name === 'p' &&
      !element.children.some((child) => child.type === 'element' && isBlock(child))
    ) {
      return this.inline(element.children, this.tags('p', align), this.breaksAtLineEnds, {})
    }
    this.all(element.children, align)
  }

  private tags(name: string, align: string | undefined): readonly [string, string] {
    const known = align !== undefined && /^(?:left|right|center|justify)$/u.test(align)
    return [known ? `<${name} align="${align}">` : `<${name}>`, `</${name}>`]
  }

  private inline(
    children: readonly RootContent[],
    wrap: readonly [string, string],
    atLineEnds: boolean,
    more: Partial<Line>,
  ): void {
    const parts = partsOf(children, atLineEnds)
    const group: Line[] = []
    const texts = parts.map((part) => textOf({ type: 'root', children: part }))
    const empty = texts.every((text) => text.trim() === '')
    if (empty && !parts.some((part) => part.some((node) => node.type === 'element'))) {
      // An empty paragraph is spacing, perhaps a scene break: it stays.
      if (
        children.some((child) => child.type !== 'text' || /\u00A0/u.test(child.value)) ||
        children.length === 0
      ) {
        this.lines.push({ text: '', source: '', indent: 0, block: this.block++, wrap })
      }
      return
    }
    for (const [i, part] of parts.entries()) {
      const text = texts[i] ?? ''
      const source = toHtml({ type: 'root', children: part } satisfies Root)
      if (text.trim() === '' && source.trim() === '') {
        // Two breaks part paragraphs.
        if (group.length > 0) this.push(group.splice(0))
        continue
      }
      group.push({ text, source, indent: 0, block: this.block, wrap, ...more })
    }
    if (group.length > 0) this.push(group)
  }

  private push(group: readonly Line[]): void {
    this.lines.push(...group.map((line) => ({ ...line, block: this.block })))
    this.block++
    this.lines.push({ text: '', source: '', indent: 0 })
  }
}

function isBlock(element: Element): boolean {
  if (blocks.has(element.tagName)) return true
  return (element.tagName === 'font' || element.tagName === 'span') && holds(element, blocks)
}

function holds(parent: Root | Element, names: ReadonlySet<string>): boolean {
  return parent.children.some(
    (child) => child.type === 'element' && (names.has(child.tagName) || holds(child, names)),
  )
}

/** The text of a node, as its text nodes stand. */
export function textOf(node: Root | RootContent): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

// The children parted at every <br> (and line end), the elements round a break opened again.
function partsOf(children: readonly RootContent[], atLineEnds: boolean): ElementContent[][] {
  const parts: ElementContent[][] = [[]]
  const add = (node: ElementContent): void => void parts.at(-1)?.push(node)
  for (const child of children) {
    if (child.type === 'text') {
      const pieces = atLineEnds ? child.value.split(/\r\n|\r|\n/u) : [child.value]
      for (const [i, piece] of pieces.entries()) {
        if (i > 0) parts.push([])
        const value = piece.replace(/[ \t\r\n\f]+/gu, ' ')
        if (value !== '') add({ type: 'text', value })
      }
    } else if (child.type === 'element' && child.tagName === 'br') {
      parts.push([])
    } else if (child.type === 'element' && !dropped.has(child.tagName)) {
      const inner = partsOf(child.children, atLineEnds)
      for (const [i, part] of inner.entries()) {
        if (i > 0) parts.push([])
        if (part.length > 0 || inner.length === 1) add({ ...child, children: part })
      }
    }
  }
  return parts
}
