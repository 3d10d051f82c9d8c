import { type Html, html } from '#html.ts'
import { type Url, urls } from '#urls.ts'
import {
  errorSummary,
  type FieldErrors,
  flash,
  selectField,
  textArea,
  textField,
} from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { suggesting } from '#web/suggesting.ts'
import { workLimits } from '#works/work.ts'
import { tagKinds } from './desk-pages.ts'
import type { TagFamily, TagName } from './tag-reads.ts'

/** What was typed into the forms below a tag's family. */
export type TypedTag = {
  readonly name: string
  readonly of: string
  readonly fandom: string
  readonly kind: string
  readonly fandoms: string
  readonly broader: string
}

/** A tag and its family; below it the wrangler's forms, where there is a token for them. */
export function tagPage(props: {
  family: TagFamily
  /** Works found under it; null while they can't be counted. */
  works: number | null
  wrangle: { token: Html; typed: TypedTag } | null
  said: string | null
  errors?: FieldErrors | undefined
}): Page {
  const { family, works } = props
  const { id, kind, name } = family
  return {
    title: name,
    kind: 'listing',
    body: html`<h1 dir="auto">${name}</h1>
${flash(props.said)}
${errorSummary(props.errors)}
<p>${say(`wrangling.kindOne.${kind}`)} · ${works === null ? null : html`${say('tag.works', { count: works })} · `}<a href="${urls.works({ [kind]: id })}">${say('tag.works.see')}</a></p>
${standing(family)}
${names(say('tag.fandoms'), family.fandoms)}
${names(say('tag.broader'), family.broader)}
${names(say('tag.below'), family.below, family.more.below ? urls.tag(id, { below: family.below.at(-1)?.name ?? '' }) : null)}
${names(say('tag.synonyms'), family.synonyms, family.more.synonyms ? urls.tag(id, { synonyms: family.synonyms.at(-1)?.name ?? '' }) : null)}
${props.wrangle && wrangleForms(family, props.wrangle.token, props.wrangle.typed, props.errors)}`,
  }
}

function standing({ leadsTo, canonical, leftAsIs }: TagFamily): Html {
  if (leadsTo)
    return html`<p>${say('tag.synonymOf')} <a dir="auto" href="${urls.tag(leadsTo.id)}">${leadsTo.name}</a></p>`
  return html`<p>${say(canonical ? 'tag.canonical' : leftAsIs ? 'tag.left' : 'tag.waiting')}</p>`
}

function names(title: string, tags: readonly TagName[], more: Url | null = null): Html | null {
  if (tags.length === 0) return null
  return html`<section><h2>${title}</h2>
<ul class="fandom-list">${tags.map(({ id, name }) => html`<li class="fandom-list__item"><a dir="auto" href="${urls.tag(id)}">${name}</a></li>`)}</ul>
${more && html`<p><a href="${more}">${say('tag.more')}</a></p>`}</section>`
}

function wrangleForms(
  family: TagFamily,
  token: Html,
  typed: TypedTag,
  errors: FieldErrors | undefined,
): Html {
  const { id, kind, canonical, leftAsIs, leadsTo } = family
  const form = (act: string, label: string, fields: Html | null = null) =>
    html`<form class="form" method="post" action="${urls.tag(id)}">${token}<input type="hidden" name="act" value="${act}">
${fields}
<p class="form__actions"><button class="button button--quiet" type="submit">${label}</button></p></form>`
  const limit = workLimits.tag
  return html`<section aria-labelledby="wrangle"><h2 id="wrangle">${say('tag.wrangle')}</h2>
<p><a href="${urls.wranglingLog({ tag: id })}">${say('tag.wrangle.log')}</a></p>
${leadsTo && form('split-off', say('tag.split.do'))}
${canonical && form('rename', say('tag.rename.do'), textField({ name: 'name', label: say('tag.rename'), hint: say('tag.rename.hint'), value: typed.name, errors, required: true, limit }))}
${
  canonical &&
  form(
    'parents',
    say('tag.parents.do'),
    html`${kind !== 'fandom' && textArea({ name: 'fandoms', label: say('tag.parents.fandoms'), value: typed.fandoms, rows: 3, limit: 4000, errors })}
${textArea({ name: 'broader', label: say('tag.parents.broader'), value: typed.broader, rows: 3, limit: 4000, errors })}`,
  )
}
${!canonical && form('canonical', say('tag.canonical.do'), kind === 'fandom' ? null : textField({ name: 'fandom', label: say('tag.fandom'), value: typed.fandom, errors, limit, suggest: suggesting(urls.tagSuggestions('fandom'), { single: true }) }))}
${form(
  'synonym',
  say('tag.synonym.do'),
  textField({
    name: 'of',
    label: say('tag.synonym'),
    hint: say('tag.synonym.hint'),
    value: typed.of,
    errors,
    required: true,
    limit,
    suggest: suggesting(
      urls.tagSuggestions(
        kind,
        family.fandoms.map((one) => one.id),
      ),
      { single: true },
    ),
  }),
)}
${!canonical && !leadsTo && form(leftAsIs ? 'look-again' : 'left-as-is', say(leftAsIs ? 'tag.again.do' : 'tag.leave.do'))}
${!leadsTo && form('kind', say('tag.kind.do'), selectField({ name: 'kind', label: say('tag.kind'), value: typed.kind, required: true, errors, options: tagKinds.map((one) => ({ value: one, label: say(`wrangling.kindOne.${one}`) })) }))}
</section>`
}
