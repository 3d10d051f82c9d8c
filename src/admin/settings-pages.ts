import { type Html, html } from '#html.ts'
import { siteLimits, type SiteSettings } from '#storage/site-settings.ts'
import { urls } from '#urls.ts'
import {
  checkBox,
  errorSummary,
  type FieldErrors,
  flash,
  radioGroup,
  textArea,
  textField,
} from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { saveButton } from './parts.ts'

export function settingsPage(props: {
  token: Html
  typed: SiteSettings
  said: string | null
  errors?: FieldErrors
}): Page {
  const title = say('admin.settings')
  const { typed, errors } = props
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
${errorSummary(errors)}
<form class="form" method="post" action="${urls.adminSettings()}">
${props.token}
${textField({ name: 'name', label: say('admin.settings.name'), required: true, limit: siteLimits.name, value: typed.name, errors })}
${textField({ name: 'tagline', label: say('admin.settings.tagline'), limit: siteLimits.tagline, value: typed.tagline, errors })}
${textArea({ name: 'about', label: say('admin.settings.about'), hint: say('admin.settings.about.hint'), limit: siteLimits.about, rows: 10, value: typed.about, errors })}
${radioGroup({
  name: 'signUp',
  label: say('admin.settings.signUp'),
  value: typed.signUp,
  errors,
  options: [
    { value: 'open', label: say('admin.settings.signUp.open') },
    { value: 'closed', label: say('admin.settings.signUp.closed') },
  ],
})}
${radioGroup({
  name: 'commentsFrom',
  label: say('admin.settings.commentsFrom'),
  hint: say('admin.settings.commentsFrom.hint'),
  value: typed.commentsFrom,
  errors,
  options: [
    { value: 'anyone', label: say('admin.settings.commentsFrom.anyone') },
    { value: 'accounts', label: say('admin.settings.commentsFrom.accounts') },
    { value: 'nobody', label: say('admin.settings.commentsFrom.nobody') },
  ],
})}
${checkBox({ name: 'commentsHeld', label: say('admin.settings.commentsHeld'), checked: typed.commentsHeld })}
${checkBox({ name: 'proofOfWork', label: say('admin.settings.proofOfWork'), hint: say('admin.settings.proofOfWork.hint'), checked: typed.proofOfWork })}
${saveButton()}
</form>`,
  }
}

/** A row of the scale as it was typed. */
export type StepTyped = { code: string; name: string; age: string; sentence: string; used: boolean }

export function ratingsPage(props: {
  token: Html
  steps: readonly StepTyped[]
  said: string | null
  errors?: FieldErrors
}): Page {
  const title = say('admin.ratings')
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
<p>${say('admin.ratings.lead')}</p>
${errorSummary(props.errors)}
<form class="form" method="post" action="${urls.adminRatings()}">
${props.token}
${props.steps.map((step, at) => stepFields(step, at, props.errors))}
${saveButton()}
</form>`,
  }
}

function stepFields(step: StepTyped, at: number, errors: FieldErrors | undefined): Html {
  const number = at + 1
  return html`<fieldset class="field-row" id="step-${number}">
<legend>${say(step.used ? 'admin.ratings.stepUsed' : 'admin.ratings.step', { number })}</legend>
${textField({ name: `code-${number}`, label: say('admin.ratings.code'), value: step.code, errors })}
${textField({ name: `name-${number}`, label: say('admin.ratings.name'), value: step.name, errors })}
${textField({ name: `age-${number}`, label: say('admin.ratings.age'), value: step.age, errors })}
${textField({ name: `sentence-${number}`, label: say('admin.ratings.sentence'), value: step.sentence, errors })}
</fieldset>`
}

/** A row of the list of warnings as it was typed. */
export type KindTyped = { code: string; name: string; used: boolean }

export function warningsPage(props: {
  token: Html
  kinds: readonly KindTyped[]
  said: string | null
  errors?: FieldErrors
}): Page {
  const title = say('admin.warnings')
  return {
    title,
    kind: 'admin',
    hidden: true,
    body: html`<h1>${title}</h1>
${flash(props.said)}
<p>${say('admin.warnings.lead')}</p>
${errorSummary(props.errors)}
<form class="form" method="post" action="${urls.adminWarnings()}">
${props.token}
${props.kinds.map((kind, at) => kindFields(kind, at, props.errors))}
${saveButton()}
</form>`,
  }
}

function kindFields(kind: KindTyped, at: number, errors: FieldErrors | undefined): Html {
  const number = at + 1
  return html`<fieldset class="field-row" id="kind-${number}">
<legend>${say(kind.used ? 'admin.warnings.rowUsed' : 'admin.warnings.row', { number })}</legend>
${textField({ name: `code-${number}`, label: say('admin.warnings.code'), value: kind.code, errors })}
${textField({ name: `name-${number}`, label: say('admin.warnings.name'), value: kind.name, errors })}
</fieldset>`
}
