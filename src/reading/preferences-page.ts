import { type Html, html } from '#html.ts'
import { type Reading, readingChoices } from '#policy/reading.ts'
import { urls } from '#urls.ts'
import { checkBox, flash, radioGroup, selectField } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { type Message, say } from '#web/messages/say.ts'

/** The page where a reader says how they like to read. */
export function preferencesPage(props: {
  reading: Reading
  ratings: readonly { code: string; name: string; sentence: string }[]
  token: Html
  back: string
  saved: boolean
  signedIn: boolean
}): Page {
  const { reading, ratings, back } = props
  const choice = (
    name: 'theme' | 'face' | 'width' | 'leading' | 'align' | 'listing',
    values: readonly string[],
  ) =>
    radioGroup({
      name,
      label: say(`reading.${name}`),
      value: reading[name],
      options: values.map((value) => ({
        value,
        label: say(`reading.${name}.${value}` as Message),
      })),
    })
  return {
    title: say('reading.heading'),
    kind: 'preferences',
    body: html`<div class="column">
<h1>${say('reading.heading')}</h1>
${props.saved && flash(say('reading.saved'))}
${props.saved && back && html`<p><a class="button button--quiet" href="${back}">${say('reading.back')}</a></p>`}
<p>${say(props.signedIn ? 'reading.say.account' : 'reading.say.cookie')}</p>
<form class="form" method="post" action="${urls.reading()}">
${props.token}
<input type="hidden" name="back" value="${back}">
<h2>${say('reading.type')}</h2>
<div class="preferences">
${choice('theme', readingChoices.themes)}
${choice('face', readingChoices.faces)}
${selectField({
  name: 'size',
  label: say('reading.size'),
  value: reading.size,
  required: true,
  options: [1, 2, 3, 4, 5, 6, 7].map((step) => ({
    value: String(step),
    label: say('reading.size.step', { step }),
  })),
})}
${choice('width', readingChoices.widths)}
${choice('leading', readingChoices.leadings)}
${choice('align', readingChoices.alignments)}
</div>
<div class="prose sample"><p>${say('reading.sample')}</p></div>
<h2>${say('reading.comfort')}</h2>
<fieldset class="field field--group"><legend class="field__label">${say('reading.ask')}</legend>
${ratings.map(({ code, name, sentence }) =>
  checkBox({
    name: 'ask',
    id: `ask-${code}`,
    value: code,
    label: name,
    hint: sentence,
    checked: reading.ask.includes(code),
  }),
)}
</fieldset>
${choice('listing', readingChoices.listings)}
<fieldset class="field field--group"><legend class="field__label">${say('reading.mask')}</legend>
<p class="field__hint">${say('reading.mask.hint')}</p>
${readingChoices.strengths.map((strength) =>
  checkBox({
    name: 'mask',
    id: `mask-${strength}`,
    value: strength,
    label: say(`reading.mask.${strength}`),
    checked: reading.mask.includes(strength),
  }),
)}
</fieldset>
<button class="button" type="submit">${say('reading.save')}</button>
</form>
</div>`,
  }
}
