import type Mail from 'nodemailer/lib/mailer/index.js'
import { base32 } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'

/** A mail as it lies in the queue. */
export type QueuedMail = {
  id: string
  to: string
  subject: string
  text: string
  stopUrl: string | null
  attempts: number
}

/**
 * The mail as it goes out. Its Message-ID is chance alone; addresses are handed over as one address each, so that nothing
 * in them can add a recipient or a header. With `stopUrl` it can be ended by one click (RFC 8058).
 */
export function composeMessage(
  mail: QueuedMail,
  from: { sender: string; origin: string; random: Random; date: Date },
): Mail.Options {
  const host = new URL(from.origin).hostname
  return {
    from: parseSender(from.sender),
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    date: from.date,
    messageId: `<${base32(from.random(15))}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(mail.stopUrl === null
      ? {}
      : {
          list: { unsubscribe: { url: mail.stopUrl, comment: '' } },
          headers: {
            'Auto-Submitted': 'auto-generated',
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** `Words <name@host>`, as the settings take it, in its two parts: a comma in the words must not part two senders. */
function parseSender(sender: string): { name: string; address: string } {
  const [, words = '', address = sender] = /^(.*)<([^<>]*)>$/.exec(sender) ?? []
  return { name: words.trim().replace(/^"(.*)"$/, '$1'), address }
}
