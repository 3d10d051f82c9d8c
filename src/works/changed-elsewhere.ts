import { createHash } from 'node:crypto'
import { type Message, say } from '#web/messages/say.ts'
import { categoryName } from './parts.ts'
import type { TypedWork } from './typed-form.ts'
import { asCategories } from './work.ts'

/** Tells one state of a work's front matter from another: a form carries that of the state it was made from. */
export function stateOf(typed: TypedWork): string {
  return createHash('sha256').update(JSON.stringify(typed)).digest('base64url').slice(0, 22)
}

const plain = {
  title: 'field.title',
  fandoms: 'field.fandoms',
  rating: 'field.rating',
  summary: 'field.summary',
  noteBefore: 'field.noteBefore',
  disclaimer: 'field.disclaimer',
  relationships: 'field.relationships',
  characters: 'field.characters',
  additional: 'field.additional',
  noteAfter: 'field.noteAfter',
  language: 'field.language',
  planned: 'field.planned',
} as const satisfies Partial<Record<keyof TypedWork, Message>>

const ticks = {
  commentsHeld: 'field.commentsHeld',
  countsShown: 'field.countsShown',
  accountsOnly: 'field.accountsOnly',
} as const satisfies Partial<Record<keyof TypedWork, Message>>

const keysOf = <Key extends string>(of: Readonly<Record<Key, unknown>>) =>
  Object.keys(of).filter((key): key is Key => key in of)

export type OtherField = { label: string; text: string }

/** The fields whose saved text is another than the one that was typed. */
export function otherFields(saved: TypedWork, typed: TypedWork): OtherField[] {
  const now = inWords(saved)
  const then = inWords(typed)
  return now.filter(({ text }, at) => text !== then[at]?.text)
}

function inWords(typed: TypedWork): OtherField[] {
  const complete = typed.status === 'complete'
  const from = (['anyone', 'accounts', 'nobody'] as const).find((one) => one === typed.commentsFrom)
  return [
    ...keysOf(plain).map((name) => ({ label: say(plain[name]), text: typed[name].trim() })),
    {
      label: say('field.categories'),
      text: asCategories(typed.categories).map(categoryName).join(', '),
    },
    { label: say('field.warnings'), text: warningsInWords(typed) },
    {
      label: say('field.status'),
      text: say(complete ? 'field.status.complete' : 'field.status.inProgress'),
    },
    { label: say('field.commentsFrom'), text: from ? say(`field.commentsFrom.${from}`) : '' },
    ...keysOf(ticks).map((name) => ({
      label: say(ticks[name]),
      text: typed[name] ? say('desk.conflict.yes') : say('desk.conflict.no'),
    })),
  ]
}

const answers = {
  listed: 'field.warnings.listed',
  'none-apply': 'field.warnings.none',
  'choose-not-to': 'field.warnings.chooseNot',
} as const satisfies Record<string, Message>

function warningsInWords({ warningAnswer, warnings }: TypedWork): string {
  const answer = keysOf(answers).find((one) => one === warningAnswer)
  if (answer !== 'listed') return say(answer ? answers[answer] : 'field.warnings.unanswered')
  return warnings
    .filter(({ marked }) => marked)
    .map(({ words, spoiler, from }) =>
      [
        words,
        spoiler ? say('field.warnings.spoiler') : '',
        from && `${say('field.warnings.from')} ${from}`,
      ]
        .filter(Boolean)
        .join(', '),
    )
    .join('; ')
}
