import type { NewMail } from '#storage/outbox.ts'
import { type Url, urls } from '#urls.ts'
import { type Message, say } from '#web/messages/say.ts'

/** Where the mail comes from: the archive's name and address. `byHand`: there is no mail server, a person hands it on. */
export type From = { site: string; origin: string; byHand: boolean }

/** Plain paragraphs; a link stands on a line of its own, so that every mail program finds its end. */
function letter(from: From, parts: readonly (Message | Url)[]): string {
  const lines = parts.map((part) =>
    part.startsWith('/') ? from.origin + part : say(part as Message, { site: from.site }),
  )
  return `${[say('accounts.mail.greeting'), ...lines, from.site].join('\n\n')}\n`
}

function mail(
  to: string,
  from: From,
  subject: Message,
  parts: readonly (Message | Url)[],
): NewMail {
  return { to, subject: say(subject, { site: from.site }), text: letter(from, parts) }
}

export function welcomeMail(to: string, from: From): NewMail {
  return mail(to, from, 'accounts.mail.welcome.subject', [
    'accounts.mail.welcome',
    urls.signIn(),
    'accounts.mail.welcome.not',
  ])
}

/** To somebody who has an account, when their address was used to sign up. */
export function knownMail(to: string, from: From): NewMail {
  return mail(to, from, 'accounts.mail.known.subject', [
    'accounts.mail.known',
    urls.signIn(),
    urls.recover(),
    'accounts.mail.known.not',
  ])
}

export function recoverMail(to: string, from: From, token: string): NewMail {
  return mail(to, from, 'accounts.mail.recover.subject', [
    from.byHand ? 'accounts.mail.recover.byHand' : 'accounts.mail.recover',
    urls.recoverWith(token),
    'accounts.mail.recover.not',
  ])
}

export function passwordChangedMail(to: string, from: From): NewMail {
  return mail(to, from, 'accounts.mail.password.subject', [
    'accounts.mail.password',
    urls.recover(),
  ])
}

/** To the new address. `link` is null when that address has an account of its own: then it is told so. */
export function newAddressMail(to: string, from: From, link: Url | null): NewMail {
  return mail(
    to,
    from,
    'accounts.mail.email.subject',
    link ? ['accounts.mail.email', link] : ['accounts.mail.emailKnown'],
  )
}

/** To the address that was. */
export function addressChangedMail(to: string, from: From): NewMail {
  return mail(to, from, 'accounts.mail.emailChanged.subject', ['accounts.mail.emailChanged'])
}
