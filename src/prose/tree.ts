import type { Element, Nodes, Properties, RootContent } from 'hast'

/** Small questions about a piece of the tree, and the ways to build one. */

export type Node = RootContent

const blocks = new Set(
  'p hr h1 h2 h3 h4 h5 h6 pre blockquote ul ol li dl dt dd details summary table caption thead tbody tfoot tr td th figure figcaption x-empty'.split(
    ' ',
  ),
)

/** Elements that hold a line of text and no blocks. */
const lines = new Set('p h1 h2 h3 h4 h5 h6 pre dt summary caption figcaption'.split(' '))

export function element(tagName: string, properties: Properties, children: Node[]): Element {
  return { type: 'element', tagName, properties, children: children as Element['children'] }
}

export function text(value: string): Node {
  return { type: 'text', value }
}

/** Stands for a paragraph with nothing in it until its list of blocks is settled. */
export const empty = (): Element => element('x-empty', {}, [])
export const br = (): Element => element('br', {}, [])

export function is<Tag extends string>(
  node: Node | undefined,
  tagName: Tag,
): node is Element & { tagName: Tag } {
  return node?.type === 'element' && node.tagName === tagName
}

export function isBlock(node: Node | undefined): boolean {
  return node?.type === 'element' && blocks.has(node.tagName)
}

export function isLine(node: Element): boolean {
  return lines.has(node.tagName)
}

/** All text below a node, in order; images say nothing. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  let out = ''
  if ('children' in node) for (const child of node.children) out += textOf(child)
  return out
}

/** White space that markup ignores; a no-break space is none. */
export function isBlank(node: Node | undefined): boolean {
  return node?.type === 'text' && /^[ \t\n]*$/.test(node.value)
}

/** Whether anything can be seen: a sign that is no space, or an image. */
export function hasContent(node: Nodes): boolean {
  if (node.type === 'text') return /\S/.test(node.value)
  if (node.type === 'element' && (node.tagName === 'img' || node.tagName === 'hr')) return true
  return 'children' in node && node.children.some(hasContent)
}

/** Takes white space and line breaks off both ends of a line. */
export function trimLine(nodes: readonly Node[]): Node[] {
  let from = 0
  let to = nodes.length
  while (from < to && (isBlank(nodes[from]) || is(nodes[from], 'br'))) from++
  while (to > from && (isBlank(nodes[to - 1]) || is(nodes[to - 1], 'br'))) to--
  const out = nodes.slice(from, to)
  const first = out[0]
  if (first?.type === 'text') out[0] = text(first.value.replace(/^[ \t\n]+/, ''))
  const last = out.at(-1)
  if (last?.type === 'text') out[out.length - 1] = text(trimEnd(last.value))
  return out
}

/** `/[ \t\n]+$/` would take quadratic time on long runs of spaces in the middle. */
export function trimEnd(value: string): string {
  let end = value.length
  while (end > 0 && ' \t\n'.includes(value.charAt(end - 1))) end--
  return value.slice(0, end)
}

/** Puts `wrapper` round each line among `nodes`, going down into blocks, leaving breaks at its borders outside. */
export function wrapLines(nodes: readonly Node[], wrapper: () => Element): Node[] {
  const out: Node[] = []
  let run: Node[] = []
  let breaks: Node[] = []
  let count = 0
  const flush = () => {
    if (run.some(hasContent)) {
      const around = wrapper()
      around.children = run as Element['children']
      out.push(around)
    } else for (const node of run) out.push(node)
    for (const node of breaks) out.push(node)
    run = []
    breaks = []
    count = 0
  }
  for (const node of nodes) {
    if (node.type === 'element' && isBlock(node)) {
      flush()
      if (isLine(node) || node.children.length > 0)
        node.children = wrapLines(node.children, wrapper) as Element['children']
      out.push(node)
    } else if (is(node, 'br') || (breaks.length > 0 && isBlank(node))) {
      breaks.push(node)
      if (is(node, 'br')) count++
    } else {
      if (breaks.length > 0 && (count > 1 || !run.some(hasContent))) flush()
      else for (const gap of breaks) run.push(gap)
      breaks = []
      count = 0
      run.push(node)
    }
  }
  flush()
  return out
}
