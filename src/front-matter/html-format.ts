import type { Element, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { isBlank, trimmed, type Format } from './lines.ts'

/** Puts lines of HTML together again: the parts of a block between its tags, parted by `<br>`. */
export const htmlFormat: Format = {
  name: 'html',
  render(lines) {
    const [from, to] = trimmed(lines)
    const out: string[] = []
    for (let at = from; at < to;) {
      const line = lines[at]
      if (line === undefined) break
      let end = at + 1
      if (line.block !== undefined) while (end < to && lines[end]?.block === line.block) end++
      const parts = lines.slice(at, end).filter((one, i) => i === 0 || !isBlank(one))
      const inner = parts.map((one) => one.source.trim()).join('<br>')
      const [open, close] = line.wrap ?? ['', '']
      if (inner !== '' || open !== '') out.push(open + inner + close)
      at = end
    }
    return out.join('\n')
  },
  cut(line, start, end = line.text.length) {
    const root = fromHtml(line.source, { fragment: true })
    keepRange(root, { at: 0, start, end })
    const text = line.text.slice(start, end)
    return { ...line, text, source: toHtml(root) }
  },
}

type Range = { at: number; readonly start: number; readonly end: number }

// Takes out all text outside the range, and the elements that are empty then.
function keepRange(parent: Root | Element, range: Range): void {
  const kept: RootContent[] = []
  for (const child of parent.children) {
    if (child.type === 'text') {
      const from = Math.max(0, range.start - range.at)
      const to = Math.max(0, range.end - range.at)
      range.at += child.value.length
      child.value = child.value.slice(from, to)
      if (child.value !== '') kept.push(child)
    } else if (child.type === 'element') {
      const empty = child.children.length === 0
      keepRange(child, range)
      if (empty || child.children.length > 0) kept.push(child)
    }
  }
  parent.children = kept as typeof parent.children
}
