import { type Html, html } from '#html.ts'
import {
  checkBox,
  type FieldErrors,
  radioGroup,
  selectField,
  textArea,
  textField,
} from '#web/form-parts.ts'
import { urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import { suggesting } from '#web/suggesting.ts'
import type { Choices, TypedChapter, TypedWarning, TypedWork } from './typed-form.ts'
import { categories } from '#front-matter/categories.ts'
import { categoryName, languageName } from './parts.ts'
import { workLimits } from './work.ts'

/** Languages that stories are often written in; any other BCP 47 tag that a work has stays in the list. */
const languages =
  'en ar bg bn ca cs cy da de el eo es et eu fa fi fil fr ga gl he hi hr hu id is it ja ka ko la lt lv mk ms nb nl nn pl pt pt-BR ro ru sk sl sr sv ta th tr uk ur vi zh-Hans zh-Hant'.split(
    ' ',
  )

export type WorkFieldsProps = {
  typed: TypedWork
  choices: Choices
  penNames: readonly { id: string; name: string }[]
  errors: FieldErrors
}

const kindOfField = {
  fandoms: 'fandom',
  relationships: 'relationship',
  characters: 'character',
  additional: 'additional',
} as const

/** The fields of a work's front matter, in the order in which readers meet them. */
export function workFields({ typed, choices, penNames, errors }: WorkFieldsProps): Html {
  const tags = (name: 'fandoms' | 'relationships' | 'characters' | 'additional') =>
    textField({
      name,
      label: say(`field.${name}`),
      hint: name === 'fandoms' ? say('field.tags.hint') : undefined,
      value: typed[name],
      errors,
      suggest: suggesting(urls.tagSuggestions(kindOfField[name]), { single: true }),
    })
  return html`${textField({ name: 'title', label: say('field.title'), value: typed.title, errors, limit: workLimits.title, required: true })}
${selectField({ name: 'penName', label: say('field.penName'), hint: say('field.penName.hint'), value: typed.penName, errors, required: true, options: penNames.map(({ id, name }) => ({ value: id, label: name })) })}
${tags('fandoms')}
${radioGroup({
  name: 'rating',
  label: say('field.rating'),
  hint: typed.ratingSource ? say('upload.source', { source: typed.ratingSource }) : undefined,
  value: typed.rating || 'NR',
  errors,
  options: choices.ratings.map(({ code, name, sentence }) => ({
    value: code,
    label: name,
    hint: sentence,
  })),
})}
<input type="hidden" name="ratingSource" value="${typed.ratingSource}">
${warningFields(typed, errors)}
${textArea({ name: 'summary', label: say('field.summary'), value: typed.summary, errors, limit: workLimits.summary, rows: 4 })}
${textArea({ name: 'noteBefore', label: say('field.noteBefore'), value: typed.noteBefore, errors, limit: workLimits.note, rows: 5 })}
${textArea({ name: 'disclaimer', label: say('field.disclaimer'), hint: say('field.disclaimer.hint'), value: typed.disclaimer, errors, limit: workLimits.disclaimer, rows: 3 })}
${checkBox({ name: 'keepDisclaimer', label: say('field.disclaimer.keep'), checked: typed.keepDisclaimer })}
${categoryFields(typed.categories)}
${tags('relationships')}
${tags('characters')}
${tags('additional')}
${textArea({ name: 'noteAfter', label: say('field.noteAfter'), value: typed.noteAfter, errors, limit: workLimits.note, rows: 4 })}
${selectField({ name: 'language', label: say('field.language'), value: typed.language || 'en', errors, required: true, options: languageOptions(typed.language) })}
${radioGroup({
  name: 'status',
  label: say('field.status'),
  value: typed.status || 'in-progress',
  options: [
    { value: 'in-progress', label: say('field.status.inProgress') },
    { value: 'complete', label: say('field.status.complete') },
  ],
})}
${textField({ name: 'planned', label: say('field.planned'), value: typed.planned, errors })}
${radioGroup({
  name: 'commentsFrom',
  label: say('field.commentsFrom'),
  value: typed.commentsFrom || 'anyone',
  options: (['anyone', 'accounts', 'nobody'] as const).map((from) => ({
    value: from,
    label: say(`field.commentsFrom.${from}`),
  })),
})}
${checkBox({ name: 'commentsHeld', label: say('field.commentsHeld'), checked: typed.commentsHeld })}
${checkBox({ name: 'countsShown', label: say('field.countsShown'), checked: typed.countsShown })}
${checkBox({ name: 'accountsOnly', label: say('field.accountsOnly'), checked: typed.accountsOnly })}`
}

function categoryFields(chosen: readonly string[]): Html {
  return html`<fieldset class="field field--group"><legend class="field__label">${say('field.categories')}</legend>
<p class="field__hint">${say('field.categories.hint')}</p>
${categories.map((code) => checkBox({ name: 'category', id: `category-${code}`, value: code, label: categoryName(code), checked: chosen.includes(code) }))}
</fieldset>`
}

function languageOptions(present: string): { value: string; label: string }[] {
  const tags = present && !languages.includes(present) ? [present, ...languages] : languages
  return tags.map((tag) => ({ value: tag, label: languageName(tag) }))
}

function warningFields(typed: TypedWork, errors: FieldErrors): Html {
  let own = 0
  return html`${radioGroup({
    name: 'warningAnswer',
    label: say('field.warnings'),
    value: typed.warningAnswer || 'unanswered',
    errors,
    options: [
      {
        value: 'listed',
        label: say('field.warnings.listed'),
        hint: say('field.warnings.listed.hint'),
      },
      { value: 'none-apply', label: say('field.warnings.none') },
      { value: 'choose-not-to', label: say('field.warnings.chooseNot') },
      { value: 'unanswered', label: say('field.warnings.unanswered') },
    ],
  })}
<fieldset class="field field--group warning-fields"><legend class="field__label">${say('field.warnings.which')}</legend>
${typed.warnings.map((warning) => warningRow(warning, warning.code ? warning.code : `own-${own++}`))}
</fieldset>`
}

function warningRow(warning: TypedWarning, key: string): Html {
  return html`<div class="warning-row">
${
  warning.code
    ? html`<span class="choice"><input type="checkbox" id="warning-${key}" name="warning" value="${warning.code}"${warning.marked && html` checked`}><label for="warning-${key}">${warning.words}</label></span>`
    : html`<span class="warning-row__own"><label for="${key}">${say('field.warnings.own')}</label> <input class="field__input" type="text" id="${key}" name="${key}" value="${warning.words}" data-limit="${workLimits.warning}"></span>`
}
<span class="choice"><input type="checkbox" id="spoiler-${key}" name="spoiler-${key}" value="yes"${warning.spoiler && html` checked`}><label for="spoiler-${key}">${say('field.warnings.spoiler')}<span class="visually-hidden"> (${warning.words || key})</span></label></span>
<span class="warning-row__from"><label for="from-${key}">${say('field.warnings.from')}<span class="visually-hidden"> (${warning.words || key})</span></label> <input class="field__input field__input--short" type="text" inputmode="numeric" id="from-${key}" name="from-${key}" value="${warning.from}"></span>
</div>`
}

/** The fields of a chapter. */
export function chapterFields(typed: TypedChapter, errors: FieldErrors): Html {
  return html`${textField({ name: 'chapterTitle', label: say('field.chapterTitle'), value: typed.title, errors, limit: workLimits.chapterTitle })}
${textArea({ name: 'chapterNoteBefore', label: say('field.noteBefore'), value: typed.noteBefore, errors, limit: workLimits.note, rows: 3 })}
${textArea({ name: 'body', label: say('field.chapter'), hint: say('field.chapter.hint'), value: typed.body, errors, limit: workLimits.chapter, rows: 24, keep: true })}
${textArea({ name: 'chapterNoteAfter', label: say('field.noteAfter'), value: typed.noteAfter, errors, limit: workLimits.note, rows: 3 })}`
}

/** Looks at what is typed without saving it; the form comes back below. Never the first button: Enter saves. */
export function previewButton(): Html {
  return html`<button class="button button--quiet" type="submit" name="do" value="preview">${say('desk.preview')}</button>`
}

/** Save as a draft, or save and publish; or look first. */
export function saveButtons(): Html {
  return html`<p class="button-row"><button class="button" type="submit" name="then" value="publish">${say('desk.savePublish')}</button> <button class="button button--quiet" type="submit" name="then" value="draft">${say('desk.saveDraft')}</button> ${previewButton()}</p>`
}
