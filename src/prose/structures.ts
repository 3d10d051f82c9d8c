import type { Element, Properties } from 'hast'
import { gather, paragraph, settle } from './paragraphs.ts'
import { flow, lineOf, type Place } from './place.ts'
import { blockProperties } from './properties.ts'
import { element, hasContent, is, isBlank, isBlock, trimLine, type Node } from './tree.ts'

/** Lists, definitions, tables, folds and figures: elements that want certain children. */

/** The content of a cell or item: lines as they are, or blocks where it holds paragraphs. */
function soft(nodes: readonly Node[], at: Place): Node[] {
  const made = at.rewrite(nodes, { ...at, line: false, spaced: true })
  const parted = made.some(
    (node, index) =>
      is(node, 'p') || is(node, 'x-empty') || (is(node, 'br') && is(nextSeen(made, index), 'br')),
  )
  if (parted) return settle(gather(made, {}), at.allowed.has('hr'))
  const out: Node[] = []
  let run: Node[] = []
  for (const node of [...made, null]) {
    if (node !== null && !isBlock(node)) {
      run.push(node)
      continue
    }
    const line = trimLine(run)
    if (line.some(hasContent)) out.push(...line)
    run = []
    if (node !== null && !(is(node, 'hr') && is(out.at(-1), 'hr'))) out.push(node)
  }
  return out
}

function nextSeen(nodes: readonly Node[], index: number): Node | undefined {
  let next = index + 1
  while (isBlank(nodes[next])) next++
  return nodes[next]
}

/** Parts children into those that `isItem` says, and loose ones gathered between them. */
function items(nodes: readonly Node[], isItem: (node: Element) => boolean): (Element | Node[])[] {
  const out: (Element | Node[])[] = []
  let loose: Node[] = []
  const flush = () => {
    if (loose.some((node) => !isBlank(node))) out.push(loose)
    loose = []
  }
  for (const node of nodes) {
    if (node.type === 'element' && isItem(node)) {
      flush()
      out.push(node)
    } else loose.push(node)
  }
  flush()
  return out
}

export function listOf(node: Element, at: Place): Node[] {
  const children: Node[] = []
  for (const item of items(node.children, (child) => child.tagName === 'li')) {
    const isLoose = Array.isArray(item)
    const content = soft(isLoose ? item : item.children, at)
    if (content.some(hasContent)) {
      children.push(element('li', isLoose ? {} : blockProperties(item), content))
    }
  }
  if (children.length === 0) return []
  const properties = blockProperties(node)
  if (node.tagName === 'ol') {
    const start = wholeNumber(node.properties['start'], -9999, 9999)
    if (start !== null && start !== 1) properties['start'] = start
    if (node.properties['reversed']) properties['reversed'] = true
  }
  return [element(node.tagName, properties, children)]
}

export function definitionsOf(node: Element, at: Place): Node[] {
  const children: Node[] = []
  const isItem = (child: Element) => child.tagName === 'dt' || child.tagName === 'dd'
  const inner = node.children.flatMap((child) => (is(child, 'div') ? child.children : [child]))
  for (const item of items(inner, isItem)) {
    const isLoose = Array.isArray(item)
    const isTerm = !isLoose && item.tagName === 'dt'
    const nodes = isLoose ? item : item.children
    const content = isTerm ? trimLine(lineOf(nodes, at)) : soft(nodes, at)
    if (content.some(hasContent)) {
      children.push(element(isTerm ? 'dt' : 'dd', isLoose ? {} : blockProperties(item), content))
    }
  }
  return children.length > 0 ? [element('dl', blockProperties(node), children)] : []
}

export function detailsOf(node: Element, at: Place): Node[] {
  const summary = node.children.find((child): child is Element => is(child, 'summary'))
  const line = summary ? trimLine(lineOf(summary.children, at)) : []
  const rest = soft(
    node.children.filter((child) => child !== summary),
    at,
  )
  if (!rest.some(hasContent)) return summary ? [paragraph(line, {})] : []
  const properties: Properties = blockProperties(node)
  if (node.properties['open'] !== undefined && node.properties['open'] !== false) {
    properties['open'] = true
  }
  const head =
    line.some(hasContent) && summary ? [element('summary', blockProperties(summary), line)] : []
  return [element('details', properties, [...head, ...rest])]
}

export function figureOf(node: Element, at: Place): Node[] {
  const children = soft(node.children, { ...at, figure: true })
  return children.some(hasContent) ? [element('figure', blockProperties(node), children)] : []
}

export function tableOf(node: Element, at: Place): Node[] {
  const caption: Node[] = []
  const sections: Node[] = []
  for (const child of node.children) {
    if (is(child, 'caption')) {
      const line = trimLine(lineOf(child.children, at))
      if (caption.length === 0 && line.some(hasContent)) {
        caption.push(element('caption', blockProperties(child), line))
      }
    } else if (is(child, 'thead') || is(child, 'tbody') || is(child, 'tfoot')) {
      const rows = child.children.filter((row): row is Element => is(row, 'tr'))
      const made = rows.map((row) => rowOf(row, at)).filter((row) => row.children.length > 0)
      if (made.length > 0) sections.push(element(child.tagName, {}, made))
    }
  }
  if (!sections.some(hasContent)) return flow(node.children, at, {})
  return [element('table', blockProperties(node), [...caption, ...sections])]
}

function rowOf(row: Element, at: Place): Element {
  const cells = row.children.filter((cell): cell is Element => is(cell, 'td') || is(cell, 'th'))
  return element(
    'tr',
    {},
    cells.map((cell) => {
      const properties = blockProperties(cell)
      const columns = wholeNumber(cell.properties['colSpan'], 1, 100)
      const rows = wholeNumber(cell.properties['rowSpan'], 1, 100)
      const scope = String(cell.properties['scope'] ?? '').toLowerCase()
      if (columns !== null && columns > 1) properties['colSpan'] = columns
      if (rows !== null && rows > 1) properties['rowSpan'] = rows
      if (cell.tagName === 'th' && /^(?:row|col|rowgroup|colgroup)$/.test(scope)) {
        properties['scope'] = scope
      }
      return element(cell.tagName, properties, soft(cell.children, at))
    }),
  )
}

function wholeNumber(value: unknown, least: number, most: number): number | null {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? Number.parseInt(value, 10)
        : Number.NaN
  return Number.isInteger(number) ? Math.min(most, Math.max(least, number)) : null
}
