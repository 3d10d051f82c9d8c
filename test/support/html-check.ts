import { parse, type DefaultTreeAdapterMap, defaultTreeAdapter as adapter } from 'parse5'

type Node = DefaultTreeAdapterMap['node']

/**
 * Throws when a page is not what the HTML Standard's parser takes without a complaint, when an id stands twice, a label
 * or description points nowhere, or anything inline could run or style.
 */
export function assertGoodHtml(markup: string): void {
  const problems: string[] = []
  const document = parse(markup, {
    sourceCodeLocationInfo: true,
    onParseError({ code, startLine, startCol, startOffset }) {
      const excerpt = markup.slice(Math.max(0, startOffset - 40), startOffset + 60)
      problems.push(`${code} at ${startLine}:${startCol}: ${excerpt.replace(/\s+/g, ' ')}`)
    },
  })
  const ids = new Set<string>()
  const pointed: [string, string][] = []
  let headings = 0
  const walk = (node: Node): void => {
    if (adapter.isElementNode(node)) {
      if (node.tagName === 'h1') headings++
      // An end tag without its start: something inside ended the paragraph before (a form, a list).
      if (node.tagName === 'p' && !node.sourceCodeLocation?.startTag) {
        problems.push('a paragraph was ended early by what stands in it')
      }
      for (const { name, value } of node.attrs) {
        if (name === 'id' && ids.has(value)) problems.push(`the id ${value} stands twice`)
        if (name === 'id') ids.add(value)
        if (name === 'for' || name === 'aria-describedby') {
          for (const id of value.split(' ')) pointed.push([name, id])
        }
        if (name === 'style' || name.startsWith('on')) problems.push(`${name} on ${node.tagName}`)
        if (/^\s*(?:javascript|data|vbscript):/i.test(value)) problems.push(`${name}="${value}"`)
      }
      const isScript = node.tagName === 'script'
      if (isScript && !node.attrs.some(({ name }) => name === 'src')) problems.push('inline script')
      if (node.tagName === 'style') problems.push('inline style sheet')
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child)
  }
  walk(document)
  for (const [name, id] of pointed)
    if (!ids.has(id)) problems.push(`${name} points to ${id}, which is not there`)
  if (headings !== 1) problems.push(`${headings} headings of the first level`)
  if (problems.length > 0) throw new Error(`bad HTML:\n${problems.slice(0, 12).join('\n')}`)
}
