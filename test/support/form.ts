import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Answer, Visitor } from './visitor.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** A form of a page, as a browser would send it: hidden fields, chosen options and what was typed before are in it. */
export type Form = {
  readonly action: string
  /** The values of each field by name. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /**
   * Types into fields, by label (as read on the page, without “(optional)”) or by name. An empty list unticks. A field
   * that the form does not have fails the test; so does a choice that it does not offer.
   */
  fill(values: Readonly<Record<string, string | readonly string[]>>): Form
  /** Sends it by the button of this name or label (the first one, else) to the form's own action. */
  send(button?: string): Promise<Answer>
}

type Field = { name: string; kind: string; label: string; offers: string[] | null }

/** Finds the form that posts to `action`; throws with the actions that are there when it is not. */
export function findForm(visitor: Visitor, page: string, action: string): Form {
  const forms = elements(parse(page), (node) => node.tagName === 'form')
  const form = forms.find((one) => attribute(one, 'action') === action)
  if (!form) {
    const there = forms.map((one) => attribute(one, 'action')).join(', ')
    throw new Error(`no form posts to ${action}; the page has forms for: ${there || 'nothing'}`)
  }
  return readForm(visitor, form, action)
}

function readForm(visitor: Visitor, form: Element, action: string): Form {
  const values = new Map<string, string[]>()
  const fields: Field[] = []
  const labels = readLabels(form)
  for (const element of elements(form, (node) => controls.has(node.tagName))) {
    const name = attribute(element, 'name')
    if (!name || attribute(element, 'disabled') !== null) continue
    const { kind, value, offers } = readControl(element)
    const label = labels.get(attribute(element, 'id') ?? '') ?? ''
    fields.push({ name, kind, label, offers })
    if (value !== null) values.set(name, [...(values.get(name) ?? []), ...value])
  }
  const buttons = elements(form, (node) => node.tagName === 'button')
  const upload = attribute(form, 'enctype') === 'multipart/form-data'
  const self: Form = {
    action,
    values,
    fill(typed) {
      for (const [key, value] of Object.entries(typed)) {
        const own = fields.filter((one) => one.name === key)
        const found = own.length > 0 ? own : fields.filter((one) => one.label === key)
        const first = found[0]
        if (!first) {
          const there = fields.map(({ name, label }) => `${name} “${label}”`).join(', ')
          throw new Error(`the form for ${action} has no field ${key}; it has ${there}`)
        }
        const list = typeof value === 'string' ? [value] : [...value]
        const offers = found.every(({ offers }) => offers)
          ? found.flatMap(({ offers }) => offers ?? [])
          : null
        const odd = offers && list.find((one) => !offers.includes(one))
        if (typeof odd === 'string') {
          throw new Error(`${key} offers ${(offers ?? []).join(', ')}, not ${odd}`)
        }
        values.set(first.name, list)
      }
      return self
    },
    send(button) {
      const pressed = button
        ? buttons.find(
            (one) =>
              attribute(one, 'name') === button ||
              attribute(one, 'value') === button ||
              textOf(one) === button,
          )
        : buttons[0]
      if (button && !pressed) throw new Error(`the form for ${action} has no button ${button}`)
      const sent = Object.fromEntries(values) as Record<string, string[]>
      const name = pressed && attribute(pressed, 'name')
      if (pressed && name) sent[name] = [attribute(pressed, 'value') ?? '']
      const to = (pressed && attribute(pressed, 'formaction')) || action
      if (!upload) return visitor.post(to, sent)
      const body = new FormData()
      for (const [key, list] of Object.entries(sent)) for (const one of list) body.append(key, one)
      return visitor.post(to, body)
    },
  }
  return self
}

const controls = new Set(['input', 'textarea', 'select'])

function readControl(element: Element): {
  kind: string
  value: string[] | null
  offers: string[] | null
} {
  if (element.tagName === 'textarea')
    return { kind: 'textarea', value: [textOf(element, false)], offers: null }
  if (element.tagName === 'select') {
    const options = elements(element, (node) => node.tagName === 'option')
    const valueOf = (option: Element) => attribute(option, 'value') ?? textOf(option)
    const chosen = options.filter((one) => attribute(one, 'selected') !== null)
    const shown = chosen.length > 0 ? chosen : options.slice(0, 1)
    return { kind: 'select', value: shown.map(valueOf), offers: options.map(valueOf) }
  }
  const kind = attribute(element, 'type') ?? 'text'
  const value = attribute(element, 'value')
  if (kind === 'radio' || kind === 'checkbox') {
    const checked = attribute(element, 'checked') !== null
    return { kind, value: checked ? [value ?? 'on'] : null, offers: [value ?? 'on'] }
  }
  if (kind === 'file' || kind === 'submit') return { kind, value: null, offers: null }
  return { kind, value: [value ?? ''], offers: null }
}

function readLabels(form: Element): Map<string, string> {
  const labels = elements(form, (node) => node.tagName === 'label')
  return new Map(
    labels.map((one) => [attribute(one, 'for') ?? '', textOf(one).replace(/\s*\(optional\)$/, '')]),
  )
}

function elements(
  root: DefaultTreeAdapterTypes.ParentNode,
  wanted: (node: Element) => boolean,
): Element[] {
  const found: Element[] = []
  const walk = (node: Node) => {
    if (!('childNodes' in node)) return
    if ('tagName' in node && wanted(node)) found.push(node)
    node.childNodes.forEach(walk)
  }
  root.childNodes.forEach(walk)
  return found
}

function attribute(element: Element, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null
}

function textOf(element: Element, tidy = true): string {
  let text = ''
  const walk = (node: Node) => {
    if ('value' in node && node.nodeName === '#text') text += node.value
    else if ('childNodes' in node) node.childNodes.forEach(walk)
  }
  element.childNodes.forEach(walk)
  return tidy ? text.replace(/\s+/g, ' ').trim() : text
}
