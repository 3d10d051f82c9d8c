import type { Element } from 'hast'

const isTag = (node: Element['children'][number], tag: string) =>
  node.type === 'element' && node.tagName === tag

/** Whether the terms of a list all have what is said of them, in this order. */
function isWholeList({ children }: Element): boolean {
  const tags = children.flatMap((node) => (node.type === 'element' ? [node.tagName] : []))
  return tags[0] === 'dt' && tags.at(-1) === 'dd'
}

/** Makes of an element what the schemas of HTML and EPUB take, where prose holds something freer. */
export function conform(node: Element): void {
  const { tagName, children, properties } = node
  if (tagName === 'ruby' && !children.some((one) => isTag(one, 'rt'))) node.tagName = 'span'
  if (tagName === 'details' && !children.some((one) => isTag(one, 'summary'))) {
    node.tagName = 'div'
    delete properties['open']
  }
  if (tagName === 'dl' && !isWholeList(node)) {
    node.tagName = 'div'
    for (const child of children) {
      if (child.type === 'element') child.tagName = child.tagName === 'dt' ? 'p' : 'div'
    }
  }
  if (tagName === 'a' && typeof properties['href'] === 'string')
    properties['href'] = asUri(properties['href'])
}

/** A URL that browsers take as a URI that RFC 3986 takes: signs that it reserves are written in percent. */
function asUri(url: string): string {
  const at = url.search(/[/?#]/) < 0 ? 0 : url.replace('://', '...').search(/[/?#]|$/)
  return (
    url.slice(0, at) +
    url
      .slice(at)
      .replace(/[[\]|\\^`{}<>" ]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
  )
}
