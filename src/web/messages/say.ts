import { IntlMessageFormat } from 'intl-messageformat'
import { accounts } from './accounts.ts'
import { admin } from './admin.ts'
import { comments } from './comments.ts'
import { feeds } from './feeds.ts'
import { filters } from './filters.ts'
import { images } from './images.ts'
import { reading } from './reading.ts'
import { replies } from './replies.ts'
import { taps } from './taps.ts'
import { listings } from './listings.ts'
import { notices } from './notices.ts'
import { penNames } from './pen-names.ts'
import { web } from './web.ts'
import { works } from './works.ts'
import { wrangling } from './wrangling.ts'

/** Every sentence of the pages: one file for each slice, ICU MessageFormat where a number or a choice decides. */
const all = {
  ...accounts,
  ...admin,
  ...penNames,
  ...comments,
  ...feeds,
  ...filters,
  ...images,
  ...listings,
  ...notices,
  ...reading,
  ...replies,
  ...taps,
  ...web,
  ...works,
  ...wrangling,
} as const
export type Message = keyof typeof all

type Values = Readonly<Record<string, string | number>>

const formats = new Map<Message, { format: IntlMessageFormat; said: Map<string, string> }>()

/** How many sentences of one message are remembered: numbers come again and again, titles do not. */
const mostSaid = 100
const longestSaid = 40

/** The sentence in the reader's language (English so far). Plain text: the `html` tag escapes it. */
export function say(message: Message, values?: Values): string {
  const text: string = all[message]
  if (!values) return text
  let kept = formats.get(message)
  if (!kept) {
    const format = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true })
    formats.set(message, (kept = { format, said: new Map() }))
  }
  const key = keyOf(values)
  const said = kept.said.get(key)
  if (said !== undefined) return said
  const sentence = String(kept.format.format(values))
  if (key.length <= longestSaid) {
    if (kept.said.size >= mostSaid) kept.said.clear()
    kept.said.set(key, sentence)
  }
  return sentence
}

function keyOf(values: Values): string {
  let key = ''
  for (const name in values) {
    const value = values[name]
    key += `${name}${typeof value === 'number' ? '#' : '='}${value}\0`
  }
  return key
}
