/** An element as it stands in the document; text is all its text, children left out of it are in `children`. */
export type Xml = {
  name: string
  attributes: Readonly<Record<string, string>>
  children: Xml[]
  text: string
}

const nameOf = '[A-Za-z_][\\w.:-]*'
const startTag = new RegExp(`^<(${nameOf})((?:\\s+${nameOf}="[^"<]*")*)\\s*(/?)>`)
const endTag = new RegExp(`^</(${nameOf})\\s*>`)
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The signs that XML 1.0 knows (section 2.2, Char). */
const isChar = (code: number) =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000

/**
 * Reads the small XML that feeds are written in, and throws where it is not well-formed: tags that do not pair, a bare
 * ampersand, an unknown entity, an attribute given twice, a sign that XML has not, anything after the end.
 */
export function readXml(source: string): Xml {
  for (const sign of source) {
    const code = sign.codePointAt(0) ?? 0
    if (!isChar(code)) throw new Error(`U+${code.toString(16)} can't stand in XML`)
  }
  let rest = source.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '')
  if (rest === source) throw new Error('the XML declaration is missing')
  const root: Xml = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  while (rest !== '') {
    const here = open.at(-1) ?? root
    const start = startTag.exec(rest)
    const end = endTag.exec(rest)
    if (start) {
      const [whole, name = '', list = '', empty] = start
      const element: Xml = { name, attributes: readAttributes(list), children: [], text: '' }
      if (here === root && root.children.length > 0) throw new Error('there are two roots')
      here.children.push(element)
      if (!empty) open.push(element)
      rest = rest.slice(whole.length)
    } else if (end) {
      if (here.name !== end[1]) throw new Error(`<${here.name}> is closed by </${end[1]}>`)
      open.pop()
      rest = rest.slice(end[0].length)
    } else if (rest.startsWith('<')) {
      throw new Error(`this is no tag: ${rest.slice(0, 60)}`)
    } else {
      const [text = ''] = /^[^<]+/.exec(rest) ?? []
      if (here === root && text.trim() !== '') throw new Error(`text outside: ${text}`)
      here.text += decode(text)
      rest = rest.slice(text.length)
    }
  }
  const [top] = root.children
  if (open.length !== 1 || !top) throw new Error('the document does not end')
  return top
}

function readAttributes(list: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of list.matchAll(new RegExp(`(${nameOf})="([^"]*)"`, 'g'))) {
    if (name in attributes) throw new Error(`${name} is given twice`)
    attributes[name] = decode(value)
  }
  return attributes
}

function decode(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> stands in text')
  return text.replace(/&([^;\s]*;?)/g, (whole, inner: string) => {
    const name = inner.endsWith(';') ? inner.slice(0, -1) : null
    if (name === null) throw new Error(`a bare ampersand: ${whole}`)
    const number = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name)
    if (number) {
      const code = number[1] ? Number.parseInt(number[1], 16) : Number(number[2])
      if (!isChar(code)) throw new Error(`${whole} is no sign of XML`)
      return String.fromCodePoint(code)
    }
    const sign = entities[name]
    if (sign === undefined) throw new Error(`XML has no entity ${whole}`)
    return sign
  })
}

/** The children with this name. */
export function allOf(element: Xml, name: string): Xml[] {
  return element.children.filter((child) => child.name === name)
}

/** The one child with this name; throws when there is none or another. */
export function oneOf(element: Xml, name: string): Xml {
  const [child, ...more] = allOf(element, name)
  if (!child || more.length > 0) throw new Error(`<${element.name}> has not one <${name}>`)
  return child
}

const moment = /^\d{4}-\d\d-\d\dT00:00:00Z$/

/** Reads an Atom feed, and throws where RFC 4287 asks for more than it has. */
export function readAtom(source: string): { feed: Xml; entries: Xml[] } {
  const feed = readXml(source)
  if (feed.name !== 'feed' || feed.attributes['xmlns'] !== 'http://www.w3.org/2005/Atom') {
    throw new Error('this is no Atom feed')
  }
  const entries = allOf(feed, 'entry')
  for (const one of [feed, ...entries]) {
    if (!/^tag:[a-z0-9.-]+,2026:[a-z0-9/-]+$/.test(oneOf(one, 'id').text)) {
      throw new Error(`no tag URI: ${oneOf(one, 'id').text}`)
    }
    if (oneOf(one, 'title').text === '') throw new Error('a title is empty')
    if (!moment.test(oneOf(one, 'updated').text)) throw new Error('updated is no day')
    const authors = allOf(one, 'author')
    if (authors.length === 0 || authors.some((author) => oneOf(author, 'name').text === '')) {
      throw new Error('nobody wrote it')
    }
    for (const link of allOf(one, 'link')) {
      if (!URL.canParse(link.attributes['href'] ?? '')) throw new Error('a link leads nowhere')
    }
    for (const category of allOf(one, 'category')) {
      if (!category.attributes['term']) throw new Error('a category has no term')
    }
  }
  const ids = entries.map((entry) => oneOf(entry, 'id').text)
  if (new Set(ids).size !== ids.length) throw new Error('two entries share an id')
  for (const entry of entries) {
    if (oneOf(entry, 'content').attributes['type'] !== 'html') throw new Error('content is no HTML')
  }
  return { feed, entries }
}
