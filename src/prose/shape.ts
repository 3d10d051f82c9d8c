import type { Element, Root } from 'hast'
import { allowedTags, inlineTags } from './allowed.ts'
import { image, link } from './links.ts'
import { paragraph, settle, split } from './paragraphs.ts'
import { Tangled, type Parsed } from './parse.ts'
import { flow, lineOf, type Place } from './place.ts'
import { blockProperties, inlineProperties } from './properties.ts'
import type { ProseKind } from './prose.ts'
import { definitionsOf, detailsOf, figureOf, listOf, tableOf } from './structures.ts'
import { readStyle } from './style.ts'
import { cleanText } from './text.ts'
import { br, element, empty, hasContent, is, text, wrapLines, type Node } from './tree.ts'

const mostContainers = 16
const mostMarks = 16

/** Elements that may stand in themselves. */
const nestable = new Set(['q', 'span', 'bdi', 'bdo', 'sub', 'sup'])

const synonyms: Record<string, string> = {
  strike: 's',
  tt: 'code',
  acronym: 'abbr',
  font: 'span',
}

const containers: Record<string, (node: Element, at: Place) => Node[]> = {
  blockquote: (node, at) => {
    const children = settle(flow(node.children, at, {}), at.allowed.has('hr'))
    return children.length > 0 ? [element('blockquote', blockProperties(node), children)] : []
  },
  ul: listOf,
  ol: listOf,
  dl: definitionsOf,
  table: tableOf,
  details: detailsOf,
  figure: figureOf,
}

/** Builds the prose's tree anew from a parsed one: only what `kind` allows, in valid structure. */
export function shape({ root, hasParagraphs, tags }: Parsed, kind: ProseKind): Root {
  const allowed = allowedTags(kind)
  let left = tags * 3 + 1000
  const at: Place = {
    kind,
    allowed,
    spaced: hasParagraphs,
    line: false,
    preformatted: false,
    figure: false,
    behindLink: null,
    marks: [],
    containers: 0,
    rewrite,
    spend: () => {
      if (--left < 0) throw new Tangled()
    },
  }
  const rulers = allowed.has('hr')
  let blocks = settle(flow(root.children, at, {}), rulers)
  const only = blocks[0]
  // One paragraph around a whole text, parted by double breaks, is no paragraph.
  if (blocks.length === 1 && is(only, 'p')) {
    blocks = settle(split(loosen(only.children), only.properties), rulers)
  }
  return { type: 'root', children: blocks }
}

/** Moves double breaks out of the inline elements that they stand in. */
function loosen(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element' || node.children.length === 0) return [node]
    if (node.tagName === 'ruby' || node.tagName === 'rt' || node.tagName === 'a') return [node]
    return wrapLines(loosen(node.children), () => element(node.tagName, { ...node.properties }, []))
  })
}

function rewrite(nodes: readonly Node[], at: Place): Node[] {
  const out: Node[] = []
  for (const node of nodes) {
    if (node.type === 'text') for (const made of rewriteText(node.value, at)) out.push(made)
    else if (node.type === 'element') for (const made of rewriteElement(node, at)) out.push(made)
  }
  return out
}

function rewriteText(value: string, at: Place): Node[] {
  const clean = cleanText(value)
  if (clean === '') return []
  if (at.preformatted) return [text(clean)]
  if (at.spaced || at.line) return [text(clean.replace(/[\t\n][ \t\n]*/g, ' '))]
  const out: Node[] = []
  for (const [index, line] of clean.split('\n').entries()) {
    if (index > 0) out.push(br())
    if (line !== '') out.push(text(line.replaceAll('\t', ' ')))
  }
  return out
}

function rewriteElement(node: Element, at: Place): Node[] {
  const tag = synonyms[node.tagName] ?? node.tagName
  if (tag === 'svg' || tag === 'math') return []
  if (tag === 'br') return at.preformatted ? [text('\n')] : [br()]
  if (tag === 'img') return image(node, at)
  if (tag === 'a') return link(node, at)
  if (inlineTags.has(tag) || tag === 'big') return inline(node, tag, at)
  if (at.line) return [text(' '), ...rewrite(node.children, at), text(' ')]
  if (tag === 'hr') return at.allowed.has('hr') ? [element('hr', {}, [])] : [empty()]
  if (tag === 'p') {
    const marks = styleMarks(node, at)
    const line = lineOf(node.children, { ...at, marks: [...at.marks, ...marks] })
    return wrapAll([paragraph(line, blockProperties(node))], marks, at)
  }
  if (/^h[1-6]$/.test(tag)) return heading(node, tag, at)
  if (tag === 'pre' && at.allowed.has('pre')) return preformatted(node, at)
  const container = containers[tag]
  if (container && at.allowed.has(tag) && at.containers < mostContainers) {
    return container(node, { ...at, containers: at.containers + 1, figure: false })
  }
  if (tag === 'figcaption' && at.figure) {
    const line = paragraph(lineOf(node.children, at), blockProperties(node))
    return [is(line, 'p') ? element('figcaption', line.properties, line.children) : line]
  }
  const marks = tag === 'div' ? styleMarks(node, at) : []
  const inside = marks.length > 0 ? { ...at, marks: [...at.marks, ...marks] } : at
  return wrapAll(flow(node.children, inside, blockProperties(node)), marks, at)
}

/** A heading; where none may stand, a paragraph, set strong in notes. */
function heading(node: Element, tag: string, at: Place): Node[] {
  const isStrong = at.kind === 'note' && !at.marks.includes('strong')
  const marks = isStrong ? ['strong'] : []
  const children = lineOf(node.children, { ...at, marks: [...at.marks, ...marks] })
  const line = paragraph(children, blockProperties(node))
  if (!is(line, 'p')) return []
  const name = at.allowed.has('h3') ? tag : 'p'
  return wrapAll([element(name, line.properties, line.children)], marks, at)
}

function preformatted(node: Element, at: Place): Node[] {
  const children = rewrite(node.children, { ...at, line: true, preformatted: true })
  return children.some(hasContent) ? [element('pre', blockProperties(node), children)] : []
}

/** An inline element; what its style says instead of its name counts. */
function inline(node: Element, tag: string, at: Place): Node[] {
  const style = readStyle(node.properties['style'])
  const tags: string[] = []
  const meaning = tag === 'b' ? 'strong' : tag === 'i' ? 'em' : tag
  const isPlain = style.plain.has(meaning as 'em') && (meaning === 'strong' || meaning === 'em')
  const properties = inlineProperties(node, tag)
  const kept = tag === 'span' ? Object.keys(properties).length > 0 : tag !== 'big' && !isPlain
  const isRubyPart = tag === 'rt' || tag === 'rp'
  for (const name of [...(kept ? [tag] : []), ...style.marks]) {
    if (at.marks.length + tags.length >= mostMarks || !at.allowed.has(name)) continue
    if (isRubyPart && name === tag && !at.marks.includes('ruby')) continue
    if (nestable.has(name) || !(at.marks.includes(name) || tags.includes(name))) tags.push(name)
  }
  let children = rewrite(node.children, {
    ...at,
    marks: [...at.marks, ...tags],
    line: at.line || tag === 'ruby' || isRubyPart,
  })
  for (const name of tags.toReversed()) {
    const own = name === tag ? properties : {}
    children = wrapLines(children, () => {
      at.spend()
      return element(name, { ...own }, [])
    })
  }
  return children
}

/** The marks that a block's own style asks for, where they are not open already. */
function styleMarks(node: Element, at: Place): string[] {
  const asked = readStyle(node.properties['style']).marks
  return [...new Set(asked)].filter(
    (mark) => at.allowed.has(mark) && !mark.startsWith('su') && !at.marks.includes(mark),
  )
}

/** Puts elements round each line of these nodes, the first of them outermost. */
function wrapAll(nodes: Node[], tags: readonly string[], at: Place): Node[] {
  let out = nodes
  for (const tag of tags.toReversed()) {
    out = wrapLines(out, () => {
      at.spend()
      return element(tag, {}, [])
    })
  }
  return out
}
