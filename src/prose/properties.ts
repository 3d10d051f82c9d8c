import type { Element, Properties } from 'hast'
import { languageTag, type Alignment } from './allowed.ts'
import { readAlignment, readStyle } from './style.ts'
import { cleanText } from './text.ts'

/** Direction and language of an inline element, and what an abbreviation stands for. */
export function inlineProperties(node: Element, tag: string): Properties {
  const out = directionOf(node)
  const title = node.properties['title']
  if ((tag === 'abbr' || tag === 'dfn') && typeof title === 'string') {
    const clean = cleanText(title).trim().slice(0, 300).toWellFormed()
    if (clean !== '') out['title'] = clean
  }
  return out
}

function directionOf(node: Element): Properties {
  const out: Properties = {}
  const dir = String(node.properties['dir'] ?? '').toLowerCase()
  if (dir === 'ltr' || dir === 'rtl' || dir === 'auto') out['dir'] = dir
  const lang = node.properties['lang']
  const language = typeof lang === 'string' ? languageTag(lang) : null
  if (language !== null) out['lang'] = language
  return out
}

/** Direction, language and alignment of a block, whichever way they were said. */
export function blockProperties(node: Element): Properties {
  const out = directionOf(node)
  const align = alignmentOf(node)
  if (align !== null) out['className'] = [`align-${align}`]
  return out
}

function alignmentOf(node: Element): Alignment | null {
  const said = readStyle(node.properties['style']).align ?? readAlignment(node.properties['align'])
  if (said !== null) return said
  const names = node.properties['className']
  for (const name of Array.isArray(names) ? names : []) {
    const match = /^align-(.*)$/.exec(String(name))
    const align = match && readAlignment(match[1])
    if (align) return align
  }
  return node.tagName === 'center' ? 'center' : null
}
