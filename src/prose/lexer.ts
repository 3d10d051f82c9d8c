/**
 * Reads hostile or broken HTML once, in linear time, and writes the same thing in a tame spelling
 * for the parser: only elements that this room knows, only attributes that it reads, each value
 * quoted, every other `<` escaped, no comments, no declarations, no raw text. What the parser (and
 * any browser later) sees is therefore what was written here, however the input is to be understood.
 */

/** Elements that go with everything in them, where their end is found. */
const dropped = new Set(
  'script style title textarea noscript noframes noembed iframe template object applet audio video canvas select datalist head'.split(
    ' ',
  ),
)

const known = new Set(
  `a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code dd del
  details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li
  main mark math nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup
  svg table tbody td tfoot th thead tr tt u ul var listing xmp`.split(/\s+/),
)

/** What is left of the elements when nesting is out of hand. */
const flat = new Set(['p', 'br', 'hr'])

/** Elements whose borders part paragraphs. */
const parting = new Set(
  `address article aside blockquote center dd details div dl dt figure footer h1 h2 h3 h4 h5 h6 header
  li main nav ol pre section table td th tr ul`.split(/\s+/),
)

const attributes = new Set(
  'align alt class colspan cite dir href lang open reversed rowspan scope src start style title'.split(
    ' ',
  ),
)
const longestValue = 8192

export type Tame = { html: string; tags: number; hasParagraphs: boolean }

/**
 * Writes `html` in the tame spelling. With `flatten`, everything but paragraphs is left out.
 * `tags` counts the tags written; `hasParagraphs` tells whether line ends are mere white space,
 * because the markup parts its paragraphs itself.
 */
export function tame(html: string, flatten: boolean): Tame {
  const absent = new Set<string>()
  let out = ''
  let tags = 0
  let hasParagraphs = false
  let at = 0
  const find = (needle: string, from: number): number => {
    if (absent.has(needle)) return -1
    const index = html.indexOf(needle, from)
    if (index < 0) absent.add(needle)
    return index
  }
  for (;;) {
    const open = html.indexOf('<', at)
    if (open < 0) return { html: out + html.slice(at), tags, hasParagraphs }
    out += html.slice(at, open)
    const sign = html.charCodeAt(open + 1)
    if (sign === 0x21 || sign === 0x3f) {
      at = afterDeclaration(html, open, find)
      if (at < 0) {
        out += '&lt;'
        at = open + 1
      }
      continue
    }
    const closing = sign === 0x2f
    nameAt.lastIndex = open + (closing ? 2 : 1)
    const name = nameAt.exec(html)?.[0]
    if (name === undefined) {
      out += '&lt;'
      at = open + 1
      continue
    }
    const tag = readTag(html, nameAt.lastIndex)
    if (tag === null) {
      // No end until the end of the text: a browser drops it all, a writer meant a sign.
      return { html: `${out}${html.slice(open).replaceAll('<', '&lt;')}`, tags, hasParagraphs }
    }
    at = tag.end
    const lower = name.toLowerCase()
    if (dropped.has(lower)) {
      if (!closing) at = afterElement(html, lower, at, absent)
      continue
    }
    if (!known.has(lower)) continue
    if (parting.has(lower) || lower === 'p' || lower === 'br') hasParagraphs = true
    if (flatten && parting.has(lower)) {
      out += '<p>'
      tags++
    }
    if (flatten && !flat.has(lower)) continue
    tags++
    out += closing
      ? `</${spelling(lower)}>`
      : `<${spelling(lower)}${flatten ? '' : tag.attributes}>`
  }
}

const nameAt = /[A-Za-z][^\s/>]*/y
const spelling = (name: string) => (name === 'listing' || name === 'xmp' ? 'pre' : name)

type Find = (needle: string, from: number) => number

/** The place after a comment, declaration or processing instruction; -1 where it never ends. */
function afterDeclaration(html: string, open: number, find: Find): number {
  if (html.startsWith('<!--', open)) {
    if (html.startsWith('>', open + 4)) return open + 5
    if (html.startsWith('->', open + 4)) return open + 6
    const end = find('-->', open + 4)
    return end < 0 ? -1 : end + 3
  }
  const end = find('>', open)
  return end < 0 ? -1 : end + 1
}

/** The place after the element's end tag; where there is none, the place itself. */
function afterElement(html: string, name: string, from: number, absent: Set<string>): number {
  const key = `</${name}`
  if (absent.has(key)) return from
  const end = new RegExp(`</${name}(?=[\\s/>])[^>]{0,200}>`, 'gi')
  end.lastIndex = from
  if (end.test(html)) return end.lastIndex
  absent.add(key)
  return from
}

const space = /[\s/]+/y
const attributeName = /[^\s/>=][^\s/>=]*/y
const equals = /\s*=\s*/y
const unquoted = /[^\s>]*/y

/** Reads a tag's attributes from `at` on, as the HTML Standard's tokeniser does; null at the end of the text. */
function readTag(html: string, at: number): { attributes: string; end: number } | null {
  let out = ''
  let kept = 0
  let i = at
  while (i < html.length) {
    space.lastIndex = i
    if (space.test(html)) i = space.lastIndex
    const sign = html[i]
    if (sign === '>') return { attributes: out, end: i + 1 }
    if (sign === '=') {
      i++
      continue
    }
    attributeName.lastIndex = i
    const name = attributeName.exec(html)?.[0]
    if (name === undefined) return null
    i = attributeName.lastIndex
    let value = ''
    equals.lastIndex = i
    if (equals.test(html)) {
      i = equals.lastIndex
      const quote = html[i]
      if (quote === '"' || quote === "'") {
        const close = html.indexOf(quote, i + 1)
        if (close < 0) return null
        value = html.slice(i + 1, close)
        i = close + 1
      } else {
        unquoted.lastIndex = i
        value = unquoted.exec(html)?.[0] ?? ''
        i = unquoted.lastIndex
      }
    }
    const lower = name.toLowerCase()
    if (kept < 16 && attributes.has(lower) && value.length <= longestValue) {
      kept++
      out += ` ${lower}="${value.replaceAll('"', '&quot;')}"`
    }
  }
  return null
}
