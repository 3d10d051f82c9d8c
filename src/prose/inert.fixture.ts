import { parseFragment, serialize, type DefaultTreeAdapterMap } from 'parse5'
import { isOwnImage } from './allowed.ts'

const attributes = new Set(
  'dir lang class href rel title src alt start reversed colspan rowspan scope open'.split(' '),
)
const classes = /^(?:align-(?:left|center|right|justify)|remote-image)$/

/**
 * What is wrong with markup that should be inert: parses it anew and names every element,
 * attribute, class and address that is outside the closed lists. Nothing when all is well.
 */
export function problemsIn(markup: string, tags: ReadonlySet<string>): string[] {
  const problems: string[] = []
  const tree = parseFragment(markup)
  const visit = (node: DefaultTreeAdapterMap['node']): void => {
    if (node.nodeName === '#comment' || node.nodeName === '#documentType')
      problems.push(node.nodeName)
    if ('tagName' in node) {
      if (!tags.has(node.tagName)) problems.push(`<${node.tagName}>`)
      if (!node.namespaceURI.endsWith('xhtml'))
        problems.push(`<${node.tagName}> in another namespace`)
      for (const { name, value } of node.attrs) {
        if (!attributes.has(name)) problems.push(name)
        if (name === 'class' && !classes.test(value)) problems.push(`class ${value}`)
        if (name === 'href' && !/^(?:https?:\/\/|mailto:)/.test(value))
          problems.push(`href ${value}`)
        if (name === 'src' && !isOwnImage(value)) problems.push(`src ${value}`)
      }
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(tree)
  const again = serialize(tree)
  if (serialize(parseFragment(again)) !== again) problems.push('mutates when parsed again')
  return problems
}
