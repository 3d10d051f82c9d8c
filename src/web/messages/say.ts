import { IntlMessageFormat } from 'intl-messageformat'
import { accounts } from './accounts.ts'
import { admin } from './admin.ts'
import { comments } from './comments.ts'
import { feeds } from './feeds.ts'
import { reading } from './reading.ts'
import { replies } from './replies.ts'
import { taps } from './taps.ts'
import { listings } from './listings.ts'
import { notices } from './notices.ts'
import { penNames } from './pen-names.ts'
import { web } from './web.ts'
import { works } from './works.ts'

/** Every sentence of the pages: one file for each slice, ICU MessageFormat where a number or a choice decides. */
const all = {
  ...accounts,
  ...admin,
  ...penNames,
  ...comments,
  ...feeds,
  ...listings,
  ...notices,
  ...reading,
  ...replies,
  ...taps,
  ...web,
  ...works,
} as const
export type Message = keyof typeof all

const formats = new Map<Message, IntlMessageFormat>()

/** The sentence in the reader's language (English so far). Plain text: the `html` tag escapes it. */
export function say(message: Message, values?: Record<string, string | number>): string {
  const text: string = all[message]
  if (!values) return text
  let format = formats.get(message)
  if (!format) {
    format = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true })
    formats.set(message, format)
  }
  return String(format.format(values))
}
