import { type Clock, instant } from '#shared/clock.ts'
import { newId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Tx } from './db.ts'

/** A mail as acts write it. `stopUrl` is an address (absolute) that ends mails like this one with a single POST. */
export type NewMail = {
  to: string
  subject: string
  text: string
  stopUrl?: string | undefined
}

/**
 * Puts a mail into the queue, in the transaction of the act that it tells about: it is sent if and only if that act is
 * kept. Call `house.mailMayWait()` after the transaction. Line ends and other control characters in address and
 * subject become spaces, so that neither can begin a header of its own.
 */
export async function queueMail(
  tx: Tx,
  clock: Clock,
  random: Random,
  mail: NewMail,
): Promise<void> {
  const now = instant(clock())
  await tx
    .insertInto('mail')
    .values({
      id: newId(random),
      to_address: oneLine(mail.to, 254),
      subject: oneLine(mail.subject, 300),
      body: mail.text,
      stop_url: mail.stopUrl ?? null,
      state: 'waiting',
      attempts: 0,
      due_at: now,
      created_at: now,
      sent_at: null,
      error: null,
    })
    .execute()
}

/** The text on one line of at most `most` UTF-16 units. */
function oneLine(text: string, most: number): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
}
