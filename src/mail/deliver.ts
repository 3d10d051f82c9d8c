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

/**
 * Sends what is due, some mails at a time, until nothing is, or until the mail server can't be reached: then one mail has
 * waited for it, and the others are as they were. Gives how many went out. Throws nothing for a bad mail.
 */
export async function deliverMail(needs: Needs, transport: Transport): Promise<number> {
  let sent = 0
  for (;;) {
    const due = await claimDue(needs)
    for (const [at, mail] of due.entries()) {
      const outcome = await deliverOne(needs, transport, mail)
      if (outcome === 'sent') sent++
      if (outcome !== 'unreachable') continue
      await giveBack(needs, due.slice(at + 1))
      return sent
    }
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

type Outcome = 'sent' | 'refused' | 'unreachable'

async function deliverOne(needs: Needs, transport: Transport, mail: QueuedMail): Promise<Outcome> {
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
    return isUnreachable(error) ? 'unreachable' : 'refused'
  }
  await write(async (tx) => {
    await tx
      .updateTable('mail')
      .set({
        state: 'sent',
        sent_at: instant(clock()),
        error: null,
        // A mail that left may hold a secret link: only one that an archivist has to hand on keeps its text.
        ...(transport.keepsText ? {} : nothingKept),
      })
      .where('id', '=', mail.id)
      .execute()
  })
  return 'sent'
}

const nothingKept = { body: '', stop_url: null } as const

/** Whether the next mail would fare no better: the server is away, or does not know us. Nodemailer's codes. */
function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(?:ECONNECTION|ETIMEDOUT|ESOCKET|EDNS|ETLS|EAUTH|ENOAUTH|EPROXY|ECONNREFUSED|ENOTFOUND|EPROTOCOL)$/.test(
    code,
  )
}

/** Mails that were claimed and not tried: their attempt does not count, and they wait as long as it did. */
async function giveBack({ clock, write }: Needs, mails: readonly QueuedMail[]): Promise<void> {
  if (mails.length === 0) return
  const due_at = instant(after(clock(), pauseAfter(1)))
  await write(async (tx) => {
    for (const { id, attempts } of mails) {
      await tx
        .updateTable('mail')
        .set({ attempts: attempts - 1, due_at })
        .where('id', '=', id)
        .execute()
    }
  })
}

/**
 * Notes why a mail did not go out. After the last attempt it stays for the archivist to see: whole, unless it holds the
 * key of a private link (it has an address that ends such mails), which is nobody's to read.
 */
async function noteFailure({ write }: Needs, mail: QueuedMail, error: unknown): Promise<void> {
  const said = error instanceof Error ? error.message : String(error)
  const isLast = mail.attempts >= mostAttempts
  await write(async (tx) => {
    await tx
      .updateTable('mail')
      .set({
        error: said.replace(/\p{Cc}+/gu, ' ').slice(0, 300),
        ...(isLast ? { state: 'failed' as const } : {}),
        ...(isLast && mail.stopUrl !== null ? nothingKept : {}),
      })
      .where('id', '=', mail.id)
      .execute()
  })
}
