import { type Choices, makeChoices } from './combobox-choices.ts'
import {
  atLastName,
  readSuggestions,
  step,
  suggestAddress,
  type Suggestion,
} from './combobox-parts.ts'

/**
 * Suggests names beneath fields with `data-suggest`, the address that is asked with `q`. The pattern is the ARIA guide's
 * editable combobox, list autocomplete with manual selection. A name chosen stands beside as a hidden field of the same
 * name, or, with `data-single`, in the field. What was typed and not chosen is sent as it is.
 */
export function start(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) {
    attach(input)
  }
}

function attach(input: HTMLInputElement): void {
  const { list, status } = furnish(input)
  const words = input.dataset
  const choices: Choices | null = 'single' in words ? null : makeChoices(input)
  let shown: readonly Suggestion[] = []
  let active = -1
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  const point = (to: number) => {
    active = to
    for (const [at, option] of [...list.children].entries()) {
      option.ariaSelected = String(at === to)
      if (at === to) option.scrollIntoView({ block: 'nearest' })
    }
    const option = list.children[to]
    if (option) input.setAttribute('aria-activedescendant', option.id)
    else input.removeAttribute('aria-activedescendant')
  }
  const show = (suggestions: readonly Suggestion[]) => {
    shown = suggestions
    list.replaceChildren(...suggestions.map((one, at) => option(`${list.id}-${at}`, one, words)))
    list.hidden = suggestions.length === 0
    input.ariaExpanded = String(!list.hidden)
    point(-1)
  }
  const close = () => {
    clearTimeout(waiting)
    asking?.abort()
    show([])
    status.textContent = ''
  }
  const choose = (suggestion: Suggestion) => {
    const { before } = atLastName(input.value)
    input.value = choices ? before : before + suggestion.value
    choices?.add(suggestion.value)
    close()
    status.textContent = suggestion.value
    input.focus()
  }
  const ask = async () => {
    asking?.abort()
    const { name } = atLastName(input.value)
    if (name === '') return close()
    const { signal } = (asking = new AbortController())
    try {
      const answer = await fetch(suggestAddress(words.suggest ?? '', name), { signal })
      const found = answer.ok ? readSuggestions(await answer.json()) : []
      // Somebody who has gone on to another field is not called back.
      if (signal.aborted || document.activeElement !== input) return
      show(found)
      status.textContent =
        found.length === 0
          ? (words.none ?? 'No suggestions')
          : (words.some ?? 'Suggestions: {count}').replace('{count}', String(found.length))
    } catch {
      // An older question, or no connection: the field works without.
      if (!signal.aborted) close()
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void ask(), 80)
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return
    const chosen = shown[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) void ask()
      else if (!event.altKey) point(step(event.key, active, shown.length))
      else if (event.key === 'ArrowUp') close()
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      choose(chosen)
    } else if (event.key === 'Escape' && (!list.hidden || input.value !== '')) {
      event.preventDefault()
      if (list.hidden) input.value = ''
      close()
    } else if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) point(-1)
  })
  // The field keeps the focus, so that pressing an option does not close the list before it is chosen.
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', ({ target }) => {
    const pressed = target instanceof Element ? target.closest('[role=option]') : null
    const suggestion = shown[[...list.children].findIndex((one) => one === pressed)]
    if (suggestion) choose(suggestion)
  })
}

/** Takes the browser's own list away, puts ours beneath the field. */
function furnish(input: HTMLInputElement) {
  const list = document.createElement('ul')
  list.className = 'combobox__list'
  list.role = 'listbox'
  list.id = `${input.id}-suggestions`
  list.hidden = true
  list.ariaLabel = input.labels?.[0]?.textContent.trim() ?? ''
  const status = document.createElement('span')
  status.className = 'visually-hidden'
  status.role = 'status'
  input.removeAttribute('list')
  input.autocomplete = 'off'
  input.role = 'combobox'
  input.ariaAutoComplete = 'list'
  input.ariaExpanded = 'false'
  input.setAttribute('aria-controls', list.id)
  const frame = document.createElement('div')
  frame.className = 'combobox'
  input.after(frame)
  frame.append(list, status)
  return { list, status }
}

function option(id: string, { label, leadsTo }: Suggestion, words: DOMStringMap): HTMLElement {
  const made = document.createElement('li')
  made.role = 'option'
  made.id = id
  made.className = 'combobox__option'
  const name = document.createElement('bdi')
  name.textContent = label
  made.append(name)
  if (leadsTo !== null) {
    const [before = '', after = ''] = (words.leadsTo ?? '→ {name}').split('{name}')
    const root = document.createElement('bdi')
    root.textContent = leadsTo
    const note = document.createElement('span')
    note.className = 'combobox__root'
    note.append(' ', before, root, after)
    made.append(note)
  }
  return made
}
