import type { Nodes } from 'hast'

const names: Record<string, string> = {
  className: 'class',
  colSpan: 'colspan',
  rowSpan: 'rowspan',
  dateTime: 'datetime',
  epubType: 'epub:type',
}
const empty = new Set(['br', 'hr', 'img', 'meta', 'link', 'wbr', 'col'])

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text for XML 1.0: signs escaped, characters that XML can't hold left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}

/** A tree as XHTML: every element closed, every attribute with a value, `lang` in both spellings. */
export function toXhtml(node: Nodes): string {
  if (node.type === 'text') return escapeXml(node.value)
  if (node.type !== 'element' && node.type !== 'root') return ''
  const inside = node.children.map(toXhtml).join('')
  if (node.type === 'root') return inside
  let attributes = ''
  for (const [property, value] of Object.entries(node.properties)) {
    if (value === null || value === undefined || value === false) continue
    const name = names[property] ?? property.toLowerCase()
    const words = value === true ? name : Array.isArray(value) ? value.join(' ') : String(value)
    attributes += ` ${name}="${escapeXml(words)}"`
    if (name === 'lang') attributes += ` xml:lang="${escapeXml(words)}"`
  }
  return empty.has(node.tagName)
    ? `<${node.tagName}${attributes}/>`
    : `<${node.tagName}${attributes}>${inside}</${node.tagName}>`
}
