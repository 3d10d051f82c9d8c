import { type Html, html } from '#html.ts'
import type { TagId } from '#shared/ids.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import { urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, selectField, textField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { suggesting } from '#web/suggesting.ts'
import type { Choice, Likely, Waiting } from './desk-reads.ts'

export const tagKinds: readonly TagKind[] = ['fandom', 'relationship', 'character', 'additional']

/** What came back with a form: what was ticked, chosen and typed. */
export type Typed = {
  readonly ticked: ReadonlySet<string>
  readonly chosen: ReadonlyMap<string, string>
  readonly target: string
}
export const nothingTyped: Typed = { ticked: new Set(), chosen: new Map(), target: '' }

/** Tags that wait, each with what it is likely a synonym of, to be placed one by one or many at once. */
export function deskPage(props: {
  choice: Choice
  fandoms: readonly { id: TagId; name: string }[]
  waiting: readonly Waiting[]
  next: { from: number } | { after: string } | null
  token: Html
  said: string | null
  notDone: readonly string[]
  errors?: FieldErrors | undefined
  typed: Typed
}): Page {
  const { choice, waiting, next, typed } = props
  const title = say('wrangling.title')
  const { kind, fandom, find } = choice
  return {
    title,
    kind: 'desk',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
${errorSummary(props.errors)}
${notDoneList(props.notDone)}
<p>${say('wrangling.lead')}</p>
<p><a href="${urls.wranglingLog()}">${say('wrangling.log')}</a></p>
${choiceForm(choice, props.fandoms)}
${waiting.length === 0 ? html`<p class="empty">${say('wrangling.none')}</p>` : waitingForm(props)}
${
  (next ?? (choice.from > 0 || choice.after)) &&
  html`<nav class="key-pages" aria-label="${say('admin.pages')}">
${(choice.from > 0 || choice.after !== '') && html`<a class="key-pages__link" rel="prev" href="${urls.wrangling({ kind, fandom, find })}">${say('wrangling.first')}</a>`}
${next && html`<a class="key-pages__link" rel="next" href="${urls.wrangling({ kind, fandom, find, ...next })}">${say('wrangling.next')}</a>`}
</nav>`
}`,
  }

  function waitingForm({ token, errors }: typeof props): Html {
    return html`<form class="form" method="post" action="${urls.wrangling()}">${token}
<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="fandom" value="${fandom ?? ''}"><input type="hidden" name="find" value="${find}">
<ul class="facet__list">${waiting.map((one) => waitingItem(one, typed))}</ul>
<p class="form__actions"><button class="button button--primary" type="submit" name="act" value="chosen">${say('wrangling.do.chosen')}</button></p>
<fieldset class="field field--group"><legend class="field__label">${say('wrangling.ticked')}</legend>
${textField({ name: 'target', label: say('wrangling.target'), hint: say('wrangling.target.hint'), value: typed.target, errors, suggest: suggesting(urls.tagSuggestions(kind, fandom ? [fandom] : []), { single: true }) })}
<p class="form__actions"><button class="button button--quiet" type="submit" name="act" value="synonym">${say('wrangling.do.synonym')}</button> <button class="button button--quiet" type="submit" name="act" value="canonical">${say('wrangling.do.canonical')}</button> <button class="button button--quiet" type="submit" name="act" value="left-as-is">${say('wrangling.do.leave')}</button></p>
</fieldset></form>`
  }
}

/** What was not done, and why. */
export function notDoneList(sentences: readonly string[]): Html | null {
  if (sentences.length === 0) return null
  return html`<ul class="plain-list" role="status">${sentences.map((one) => html`<li class="field__error" dir="auto">${one}</li>`)}</ul>`
}

function choiceForm(
  { kind, fandom, find }: Choice,
  fandoms: readonly { id: TagId; name: string }[],
): Html {
  return html`<form class="form" method="get" action="${urls.wrangling()}">
${selectField({ name: 'kind', label: say('wrangling.kind'), value: kind, required: true, options: tagKinds.map((one) => ({ value: one, label: say(`wrangling.kind.${one}`) })) })}
${selectField({ name: 'fandom', label: say('wrangling.fandom'), value: fandom ?? 'all', required: true, options: [{ value: 'all', label: say('wrangling.fandom.all') }, ...fandoms.map(({ id, name }) => ({ value: id, label: name }))] })}
${textField({ name: 'find', label: say('wrangling.find'), type: 'search', value: find })}
<p class="form__actions"><button class="button" type="submit">${say('wrangling.show')}</button></p>
</form>`
}

function waitingItem({ id, name, works, likely }: Waiting, typed: Typed): Html {
  const chosen = typed.chosen.get(id) ?? ''
  const option = (value: string, label: string) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`
  return html`<li class="facet__row facet__row--wrap"><div class="choice facet__name"><input type="checkbox" id="tag-${id}" name="tag" value="${id}"${typed.ticked.has(id) && html` checked`}><label for="tag-${id}"><span class="visually-hidden">${say('wrangling.tick', { name: '' })}</span><bdi>${name}</bdi></label></div>
<a class="facet__count" href="${urls.tag(id)}">${works === null ? say('tag.works.see') : say('wrangling.works', { count: works })}<span class="visually-hidden" dir="auto"> ${name}</span></a>
<label class="visually-hidden" for="do-${id}">${say('wrangling.likely', { name })}</label>
<select class="field__input" id="do-${id}" name="do-${id}">${option('', say('wrangling.likely.nothing'))}${likely.map((one) => option(`=${one.id}`, likelyLabel(one)))}${option('canonical', say('wrangling.likely.canonical'))}${option('left-as-is', say('wrangling.likely.leave'))}</select></li>`
}

function likelyLabel({ name, canonical, why }: Likely): string {
  const values = { name, why: say(`wrangling.why.${why}`) }
  return canonical ? say('wrangling.likely.synonym', values) : say('wrangling.likely.merge', values)
}
