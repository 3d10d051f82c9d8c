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

/** Each mail becomes `ID.eml`, whole or not at all; only the archive's own user may read it. */
function folderTransport(folder: string): Transport {
  const connect = async () =>
    (await loadNodemailer()).createTransport({
      streamTransport: true,
      buffer: true,
      newline: 'unix',
    })
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
