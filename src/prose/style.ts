import { alignments, type Alignment } from './allowed.ts'

/** What a `style` attribute says that prose has an element for. */
export type Style = {
  /** `strong`, `em`, `u`, `s`, `sub`, `sup`. */
  marks: readonly string[]
  /** The weight or slant is explicitly the ordinary one: the `<b>` round it means nothing. */
  plain: ReadonlySet<'strong' | 'em'>
  align: Alignment | null
}

const none: Style = { marks: [], plain: new Set(), align: null }

/** Reads the few declarations of a `style` attribute that matter; the rest is ignored. */
export function readStyle(style: unknown): Style {
  if (typeof style !== 'string' || style === '') return none
  const marks: string[] = []
  const plain = new Set<'strong' | 'em'>()
  let align: Alignment | null = null
  for (const declaration of style.toLowerCase().split(';').slice(0, 60)) {
    const colon = declaration.indexOf(':')
    const name = declaration.slice(0, colon).trim()
    const value = declaration
      .slice(colon + 1)
      .replace('!important', '')
      .trim()
    if (name === 'font-weight') {
      if (/^(?:bold|bolder|[6-9]00)$/.test(value)) marks.push('strong')
      else if (/^(?:normal|lighter|[1-5]00)$/.test(value)) plain.add('strong')
    } else if (name === 'font-style') {
      if (/^(?:italic|oblique)/.test(value)) marks.push('em')
      else if (value === 'normal') plain.add('em')
    } else if (name === 'text-decoration' || name === 'text-decoration-line') {
      if (value.includes('underline')) marks.push('u')
      if (value.includes('line-through')) marks.push('s')
    } else if (name === 'vertical-align') {
      if (value === 'super') marks.push('sup')
      if (value === 'sub') marks.push('sub')
    } else if (name === 'text-align') {
      align = readAlignment(value) ?? align
    }
  }
  return { marks, plain, align }
}

/** An alignment by its name in HTML or CSS; `start` and unknown words are none. */
export function readAlignment(value: unknown): Alignment | null {
  if (typeof value !== 'string') return null
  const word = value.trim().toLowerCase().replace('-webkit-', '')
  if (word === 'middle') return 'center'
  return alignments.find((known) => known === word) ?? null
}
