import { after, type Clock, hour, instant, minute } from '#shared/clock.ts'
import type { Random } from '#shared/random.ts'
import type { Config } from '#config/config.ts'
import type { Db, Write } from '#storage/db.ts'
import { composeMessage, type QueuedMail } from './message.ts'
import type { Transport } from './transport.ts'

/** What delivering needs of the house. */
export type Needs = {
  readonly config: Pick<Config, 'mailFrom' | 'origin'>
  readonly clock: Clock
  readonly random: Random
  readonly db: Db
  readonly write: Write
}

export const mostAttempts = 8
const atOnce = 20

/** How long after the n-th attempt (1, 2, …) the next is made: 1, 4, 16, 64 minutes … at most half a day. */
export function pauseAfter(attempt: number): number {
  return Math.min(12 * hour, minute * 4 ** (attempt - 1))
}

/** Sends what is due, some mails at a time, until nothing is. Gives how many went out. Throws nothing for a bad mail. */
export async function deliverMail(needs: Needs, transport: Transport): Promise<number> {
  let sent = 0
  for (;;) {
    const due = await claimDue(needs)
    for (const mail of due) if (await deliverOne(needs, transport, mail)) sent++
    if (due.length < atOnce) return sent
  }
}

/**
 * Takes due mails for this run: each counts an attempt and is due again later, so that a crash in the middle neither
 * loses one nor sends it over and over.
 */
async function claimDue({ clock, db, write }: Needs): Promise<QueuedMail[]> {
  const now = clock()
  const due = () =>
    db
      .selectFrom('mail')
      .select('id')
      .where('state', '=', 'waiting')
      .where('due_at', '<=', instant(now))
      .limit(1)
      .executeTakeFirst()
  if (!(await due())) return []
  return write(async (tx) => {
    const rows = await tx
      .selectFrom('mail')
      .select(['id', 'to_address', 'subject', 'body', 'stop_url', 'attempts'])
      .where('state', '=', 'waiting')
      .where('due_at', '<=', instant(now))
      .orderBy('due_at')
      .orderBy('id')
      .limit(atOnce)
      .execute()
    for (const { id, attempts } of rows) {
      const due_at = instant(after(now, pauseAfter(attempts + 1)))
      await tx
        .updateTable('mail')
        .set({ attempts: attempts + 1, due_at })
        .where('id', '=', id)
        .execute()
    }
    return rows.map((row) => ({
      id: row.id,
      to: row.to_address,
      subject: row.subject,
      text: row.body,
      stopUrl: row.stop_url,
      attempts: row.attempts + 1,
    }))
  })
}

async function deliverOne(needs: Needs, transport: Transport, mail: QueuedMail): Promise<boolean> {
  const { config, clock, random, write } = needs
  const message = composeMessage(mail, {
    sender: config.mailFrom,
    origin: config.origin,
    random,
    date: clock(),
  })
  try {
    await transport.send(message, mail.id)
  } catch (error) {
    await noteFailure(needs, mail, error)
    return false
  }
  await write(async (tx) => {
    await tx
      .updateTable('mail')
      .set({
        state: 'sent',
        sent_at: instant(clock()),
        error: null,
        // A mail that left may hold a secret link: only one that an archivist has to hand on keeps its text.
        ...(transport.keepsText ? {} : { body: '' }),
      })
      .where('id', '=', mail.id)
      .execute()
  })
  return true
}

async function noteFailure({ write }: Needs, mail: QueuedMail, error: unknown): Promise<void> {
  const said = error instanceof Error ? error.message : String(error)
  await write(async (tx) => {
    await tx
      .updateTable('mail')
      .set({
        error: said.replace(/\p{Cc}+/gu, ' ').slice(0, 300),
        ...(mail.attempts >= mostAttempts ? { state: 'failed' as const, body: '' } : {}),
      })
      .where('id', '=', mail.id)
      .execute()
  })
}
