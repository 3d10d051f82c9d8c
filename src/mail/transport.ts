import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type Mail from 'nodemailer/lib/mailer/index.js'
import type { Config } from '#config/config.ts'
import { makeOwnFolder } from '#storage/own-files.ts'

/** Takes a composed mail to where it goes, or throws. `keepsText`: the archivist is to read it on the admin pages. */
export type Transport = {
  readonly keepsText: boolean
  send(message: Mail.Options, id: string): Promise<void>
  close(): void
}

/** The mail server of `TWEED_SMTP_URL`, or, without it, a file for each mail in the outbox folder. */
export function makeTransport(config: Pick<Config, 'smtpUrl' | 'dataFolder'>): Transport {
  return config.smtpUrl
    ? smtpTransport(config.smtpUrl)
    : folderTransport(join(config.dataFolder, 'outbox'))
}

/** Loaded with the first mail: an archive that sends none does without its memory. */
const loadNodemailer = () => import('nodemailer')

function smtpTransport(url: string): Transport {
  const connect = async () =>
    (await loadNodemailer()).createTransport({
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 60_000,
    })
  let smtp: Awaited<ReturnType<typeof connect>> | undefined
  return {
    keepsText: false,
    async send(message) {
      smtp ??= await connect()
      await smtp.sendMail(message)
    },
    close: () => smtp?.close(),
  }
}

/** The longest line of a mail in octets, its end not counted: https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1 */
const longestLine = 998

/** Whether a text can stand in a mail as it is, by the transfer encoding 8bit (RFC 2045). */
function fitsLines(text: unknown): boolean {
  if (typeof text !== 'string') return false
  return text.split('\n').every((line) => Buffer.byteLength(line) <= longestLine)
}

/**
 * Each mail becomes `ID.eml`, whole or not at all; only the archive's own user may read it. Its text stands there as it
 * is: a person copies links out of it, which quoted-printable would break in two.
 */
function folderTransport(folder: string): Transport {
  const connect = async () => {
    const made = (await loadNodemailer()).createTransport({
      streamTransport: true,
      buffer: true,
      newline: 'unix',
    })
    made.use('stream', ({ data, message }, done) => {
      if (fitsLines(data.text)) message.getTransferEncoding = () => '8bit'
      done()
    })
    return made
  }
  let composer: Awaited<ReturnType<typeof connect>> | undefined
  return {
    keepsText: true,
    async send(message, id) {
      composer ??= await connect()
      const { message: bytes } = await composer.sendMail(message)
      await makeOwnFolder(folder)
      const unfinished = join(folder, `${id}.eml.unfinished`)
      const file = await open(unfinished, 'w', 0o600)
      try {
        await file.writeFile(bytes as Buffer)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, join(folder, `${id}.eml`))
    },
    close() {},
  }
}
