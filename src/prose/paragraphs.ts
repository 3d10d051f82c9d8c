import type { Properties } from 'hast'
import { isSceneBreak } from './scene-breaks.ts'
import {
  element,
  empty,
  hasContent,
  is,
  isBlank,
  isBlock,
  textOf,
  trimLine,
  type Node,
} from './tree.ts'

/** A paragraph of these nodes; where nothing is to be seen in it, the sign for an empty one. */
export function paragraph(nodes: readonly Node[], properties: Properties): Node {
  const line = trimLine(nodes)
  return line.some(hasContent) ? element('p', { ...properties }, line) : empty()
}

/** Gathers loose lines among blocks into paragraphs: two breaks part them, three leave a gap. */
export function gather(nodes: readonly Node[], properties: Properties): Node[] {
  const out: Node[] = []
  let run: Node[] = []
  const flush = () => {
    if (run.some((node) => !isBlank(node)))
      for (const block of split(run, properties)) out.push(block)
    run = []
  }
  for (const node of nodes) {
    if (isBlock(node)) {
      flush()
      out.push(node)
    } else run.push(node)
  }
  flush()
  return out
}

/** Parts one run of inline nodes at its double breaks. */
export function split(run: readonly Node[], properties: Properties): Node[] {
  const out: Node[] = []
  let line: Node[] = []
  let breaks = 0
  const flush = () => {
    if (line.length > 0) out.push(paragraph(line, properties))
    line = []
  }
  for (const node of run) {
    if (is(node, 'br')) breaks++
    else if (isBlank(node) && (breaks > 0 || line.length === 0)) continue
    else {
      if (breaks === 1 && line.length > 0) line.push(element('br', {}, []))
      if (breaks > 1) flush()
      if (breaks > 2) out.push(empty(), empty())
      breaks = 0
      line.push(node)
    }
  }
  flush()
  if (out.length === 0 || breaks > 2)
    for (let i = out.length === 0 ? 0 : 1; i < breaks; i++) out.push(empty())
  return out
}

/**
 * Settles a list of blocks: rows of signs become rulers; several empty paragraphs together are a
 * ruler too, unless most paragraphs of the text are parted so; single ones go; rulers never double.
 */
export function settle(blocks: readonly Node[], withRulers: boolean): Node[] {
  const gapsAreRulers = !mostAreGaps(blocks)
  const out: Node[] = []
  let empties = 0
  for (const block of blocks) {
    if (is(block, 'x-empty')) {
      empties++
      continue
    }
    const ruler = is(block, 'hr') || isSceneBreakLine(block)
    if (empties > 1 && gapsAreRulers && out.length > 0) pushRuler(out, withRulers)
    empties = 0
    if (ruler) pushRuler(out, withRulers)
    else out.push(block)
  }
  return out
}

function pushRuler(out: Node[], withRulers: boolean): void {
  if (withRulers && !is(out.at(-1), 'hr')) out.push(element('hr', {}, []))
}

function mostAreGaps(blocks: readonly Node[]): boolean {
  let gaps = 0
  let paragraphs = 0
  let empties = 0
  for (const block of blocks) {
    if (is(block, 'x-empty')) {
      if (++empties === 2) gaps++
    } else {
      empties = 0
      paragraphs++
    }
  }
  return gaps > 2 && gaps * 2 >= paragraphs
}

function isSceneBreakLine(block: Node): boolean {
  if (!is(block, 'p')) return false
  const plain = (node: Node): boolean =>
    node.type === 'text' ||
    (node.type === 'element' &&
      !/^(?:br|img|a|ruby)$/.test(node.tagName) &&
      node.children.every(plain))
  return block.children.every(plain) && isSceneBreak(textOf(block))
}
