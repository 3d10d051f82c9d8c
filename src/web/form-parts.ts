import { type Html, html } from '#html.ts'
import { say } from './messages/say.ts'

/** What is wrong with a form, by the name of the field; '' for the form as a whole. */
export type FieldErrors = Readonly<Record<string, string>>

type FieldProps = {
  name: string
  label: string
  value?: string | number | null | undefined
  hint?: string | undefined
  errors?: FieldErrors | undefined
  required?: boolean | undefined
}

const errorId = (name: string) => `${name}-error`
const hintId = (name: string) => `${name}-hint`

/** The ids that describe a field, for aria-describedby; '' when nothing does. */
function describedBy({ name, hint, errors }: FieldProps, counter = false): string {
  return [
    hint ? hintId(name) : '',
    errors?.[name] ? errorId(name) : '',
    counter ? `${name}-count` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function head(props: FieldProps): Html {
  const { name, label, hint, errors, required } = props
  return html`<label class="field__label" for="${name}">${label}${required ? null : html` <span class="field__optional">(${say('web.optional')})</span>`}</label>
${hint && html`<p class="field__hint" id="${hintId(name)}">${hint}</p>`}
${errors?.[name] && html`<p class="field__error" id="${errorId(name)}">${errors[name]}</p>`}`
}

const state = (props: FieldProps) => (props.errors?.[props.name] ? ' field--wrong' : '')

/** A line of text. `limit` is in characters as people see them: the counter shows it, the server holds it. */
export function textField(
  props: FieldProps & {
    type?: 'text' | 'email' | 'password' | 'search' | 'number' | 'url'
    limit?: number
    autocomplete?: string
    list?: string
    /** `suggesting(…)`. */
    suggest?: Html
  },
): Html {
  const { name, value, required, limit } = props
  const described = describedBy(props, limit !== undefined)
  return html`<div class="field${state(props)}">
${head(props)}
<input class="field__input" id="${name}" name="${name}" type="${props.type ?? 'text'}" value="${value ?? ''}" autocomplete="${props.autocomplete ?? 'off'}"${described && html` aria-describedby="${described}"`}${required && html` required`}${limit !== undefined && html` data-limit="${limit}"`}${props.errors?.[name] && html` aria-invalid="true"`}${props.list && html` list="${props.list}"`}${props.suggest && html` ${props.suggest}`}>
${limit !== undefined && counter(name, limit)}
</div>`
}

/** Many lines of text, with a counter that works out on the server what it shows without a script. */
export function textArea(
  props: FieldProps & { limit: number; rows?: number; keep?: boolean },
): Html {
  const { name, value, required, limit, rows } = props
  // A line feed after the start tag is swallowed by parsers: one is added, so that the text's own stays.
  return html`<div class="field${state(props)}">
${head(props)}
<textarea class="field__input" id="${name}" name="${name}" rows="${rows ?? 6}" data-limit="${limit}"${props.keep && html` data-keep="${name}"`} aria-describedby="${describedBy(props, true)}"${required && html` required`}${props.errors?.[name] && html` aria-invalid="true"`}>
${value ?? ''}</textarea>
${counter(name, limit)}
</div>`
}

function counter(name: string, limit: number): Html {
  return html`<p class="field__count" id="${name}-count" data-count-for="${name}">${say('web.atMost', { limit })}</p>`
}

export function selectField(
  props: FieldProps & { options: readonly { value: string; label: string }[] },
): Html {
  const { name, value, required, options } = props
  const described = describedBy(props)
  return html`<div class="field${state(props)}">
${head(props)}
<select class="field__input" id="${name}" name="${name}"${described && html` aria-describedby="${described}"`}${required && html` required`}>
${options.map((option) => html`<option value="${option.value}"${option.value === String(value ?? '') && html` selected`}>${option.label}</option>`)}
</select>
</div>`
}

/** One of several, each with a sentence of its own. */
export function radioGroup(
  props: FieldProps & { options: readonly { value: string; label: string; hint?: string }[] },
): Html {
  const { name, label, value, hint, errors, options } = props
  return html`<fieldset class="field field--group${state(props)}" id="${name}"${errors?.[name] && html` aria-describedby="${errorId(name)}"`}>
<legend class="field__label">${label}</legend>
${hint && html`<p class="field__hint">${hint}</p>`}
${errors?.[name] && html`<p class="field__error" id="${errorId(name)}">${errors[name]}</p>`}
${options.map(
  (option, at) =>
    html`<div class="choice"><input type="radio" id="${name}-${at}" name="${name}" value="${option.value}"${option.value === String(value ?? '') && html` checked`}><label for="${name}-${at}">${option.label}${option.hint && html` <span class="choice__hint">${option.hint}</span>`}</label></div>`,
)}
</fieldset>`
}

export function checkBox(props: {
  name: string
  value?: string
  label: string
  checked: boolean
  hint?: string
  id?: string
}): Html {
  const { name, label, checked, hint } = props
  const id = props.id ?? name
  return html`<div class="choice"><input type="checkbox" id="${id}" name="${name}" value="${props.value ?? 'yes'}"${checked && html` checked`}><label for="${id}">${label}${hint && html` <span class="choice__hint">${hint}</span>`}</label></div>`
}

/**
 * What stands above a form that came back: what is wrong, each a link to its field. `keepsAll` is false where a password
 * was typed: it never comes back.
 */
export function errorSummary(errors: FieldErrors | undefined, keepsAll = true): Html | null {
  const entries = Object.entries(errors ?? {})
  if (entries.length === 0) return null
  return html`<div class="error-summary" role="alert" tabindex="-1">
<h2>${say('web.errors', { count: entries.length })}</h2>
<ul>
${entries.map(([name, sentence]) => html`<li>${name ? html`<a href="#${name}">${sentence}</a>` : sentence}</li>`)}
</ul>
${keepsAll && html`<p>${say('web.kept')}</p>`}
</div>`
}

/** A word about what was just done. */
export function flash(sentence: string | null | undefined): Html | null {
  return sentence ? html`<p class="flash" role="status">${sentence}</p>` : null
}

/** Towards newer and older entries of a list that is paged by key. */
export function keyPages(pages: {
  newest?: string | undefined
  older?: string | undefined
}): Html | null {
  if (!pages.newest && !pages.older) return null
  return html`<nav class="key-pages" aria-label="Pages">
${pages.newest && html`<a class="key-pages__link" rel="prev" href="${pages.newest}">${say('web.newest')}</a>`}
${pages.older && html`<a class="key-pages__link" rel="next" href="${pages.older}">${say('web.older')}</a>`}
</nav>`
}
