import { isLongerThan } from '#prose/count.ts'
import { toPlainText } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import { text } from '#web/body.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { checkBody } from './body.ts'
import { commentLimits } from './comment.ts'
import { printOf } from './spam.ts'

/** What a person typed into a comment form, kept whatever comes of it. */
export type TypedComment = { name: string; email: string; body: string; penName: string }

export type ParsedComment = {
  name: string
  email: string | null
  body: Prose
  plain: string
  print: string | null
}

/** Reads the form. Errors are for the fields `name`, `email` and `body`; what was typed comes back with them. */
export function parseComment(
  form: FormData,
  { guest }: { guest: boolean },
): { typed: TypedComment; errors: FieldErrors; parsed: ParsedComment | null } {
  const typed = {
    name: text(form, 'name'),
    email: text(form, 'email'),
    body: text(form, 'body'),
    penName: text(form, 'penName'),
  }
  const errors: Record<string, string> = {}
  const name = typed.name.normalize('NFC').replace(/\s+/g, ' ').trim()
  const email = typed.email.trim()
  if (guest) {
    if (isLongerThan(name, commentLimits.guestName)) {
      errors['name'] = say('comments.name.long', { limit: commentLimits.guestName })
    }
    // Invisible and direction-changing signs could make one name look like another.
    if (/[\p{Cc}\p{Cf}]/u.test(name.replace(/[\u200c\u200d]/g, ''))) {
      errors['name'] = say('comments.name.signs')
    }
    if (email && !isEmail(email)) errors['email'] = say('comments.email.wrong')
  }
  const body = checkBody(typed.body, errors)
  if (body === null || Object.keys(errors).length > 0) return { typed, errors, parsed: null }
  const plain = toPlainText(body)
  return {
    typed,
    errors,
    parsed: {
      name: name || say('comments.guest'),
      email: guest && email ? email : null,
      body,
      plain,
      print: printOf(plain),
    },
  }
}

/** Good enough to send to (a full check is the mail server's): one @, no spaces, no line ends, at most 254 characters. */
export function isEmail(address: string): boolean {
  return (
    address.length <= commentLimits.email &&
    /^[^\s@<>",;:\\]+@[^\s@<>",;:\\]+\.[^\s@<>",;:\\]+$/.test(address)
  )
}
