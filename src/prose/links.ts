import type { Element } from 'hast'
import {
  isOwnImage,
  linkAddress,
  linkRel,
  remoteImageClass,
  remoteImageRel,
  webAddress,
} from './allowed.ts'
import type { Place } from './place.ts'
import { cleanText } from './text.ts'
import { element, hasContent, text, textOf, wrapLines, type Node } from './tree.ts'

const said = (value: unknown) =>
  typeof value === 'string' ? cleanText(value).replace(/\s+/g, ' ').trim() : ''

/**
 * An image: uploaded ones stay, one elsewhere becomes a link of a closed shape that shows its text
 * and its address and loads nothing by itself; where no images may stand its text stays.
 */
export function image(node: Element, at: Place): Node[] {
  const src = typeof node.properties['src'] === 'string' ? node.properties['src'] : ''
  const alt = said(node.properties['alt'])
  const words = alt === '' ? [] : [text(alt)]
  if (!at.allowed.has('img') || at.preformatted) return words
  if (isOwnImage(src)) return [element('img', { src, alt }, [])]
  const address = webAddress(src)
  if (address === null) return words
  const elsewhere = remoteImage(address, alt)
  if (at.behindLink === null) return [elsewhere]
  at.behindLink.push(text(' '), elsewhere)
  return words
}

function remoteImage(address: string, alt: string): Element {
  const label = `Image elsewhere: ${alt === '' ? '' : `${alt} `}(${address})`
  const properties = { className: [remoteImageClass], href: address, rel: [...remoteImageRel] }
  return element('a', { ...properties }, [text(label)])
}

/** A link with an address that may be followed; any other is unwrapped. */
export function link(node: Element, at: Place): Node[] {
  const href = typeof node.properties['href'] === 'string' ? node.properties['href'] : ''
  const address = linkAddress(href)
  if (address === null || at.behindLink !== null) return at.rewrite(node.children, at)
  if (isRemoteImage(node, at)) {
    const label = said(textOf(node))
    const match = /^Image elsewhere: (?:(.*) )?\((\S+)\)$/.exec(label)
    if (match && match[2] === address) return [remoteImage(address, match[1] ?? '')]
  }
  const behindLink: Node[] = []
  const children = at.rewrite(node.children, { ...at, behindLink })
  const properties = { href: address, rel: [...linkRel] }
  const made = children.some(hasContent)
    ? wrapLines(children, () => {
        at.spend()
        return element('a', { ...properties }, [])
      })
    : children
  return [...made, ...behindLink]
}

function isRemoteImage(node: Element, at: Place): boolean {
  const names = node.properties['className']
  return at.allowed.has('img') && Array.isArray(names) && names.includes(remoteImageClass)
}
