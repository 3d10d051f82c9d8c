import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '#config/config.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'
import { listening } from './serve.ts'
import { untilAskedToStop } from './signals.ts'

export const demoCommand: Command = {
  help: `Serves a scratch archive to look around in

Usage: tweed demo [OPTION…]

A few stories, comments, answers and accounts in a temporary folder, on SQLite
whatever TWEED_DATA and TWEED_DATABASE_URL say: your own archive is not touched.
Prints where it is, who can sign in, and a guest's private link with answers
waiting. On TWEED_PORT when that is free, else on any other port. Everything is
deleted when it is stopped.

  --keep      keep the folder, and say where it is
  -h, --help  print this`,

  async run({ args, config, say, tell }) {
    const { values } = readOptions(args, { keep: { type: 'boolean', default: false } })
    const given = config()
    // Asked from the beginning, so that nothing stays behind when it is stopped while it is being filled.
    const stopped = untilAskedToStop(tell)
    const folder = await mkdtemp(join(tmpdir(), 'tweed-demo-'))
    try {
      const { fillDemo, demoPassword, demoPeople } = await import('./demo-archive.ts')
      const { serve } = await import('#app.ts')
      const scratch = scratchOf(given, folder, await freePort(given))
      const { privateLink } = await fillDemo(scratch)
      const served = await serve(scratch).catch((error: unknown) => {
        throw listening(error, scratch)
      })
      say(`The demo archive is at ${served.url}`)
      for (const { email, role } of demoPeople) {
        say(`  sign in as ${email} (${role}) with the password: ${demoPassword}`)
      }
      say(`  a guest's private link with answers: ${served.url}${privateLink}`)
      await stopped
      await served.close()
    } finally {
      if (values.keep) say(`The demo's folder: ${folder}`)
      else await rm(folder, { recursive: true, force: true })
    }
    return 0
  },
}

/** The settings in force, with everything that is kept put into a folder of its own. */
function scratchOf(config: Config, folder: string, port: number): Config {
  return {
    ...config,
    dataFolder: folder,
    port,
    origin: `http://${config.host}:${port}`,
    secure: false,
    place: { kind: 'sqlite', file: join(folder, 'tweed.db') },
    smtpUrl: null,
  }
}

/** The port that is wanted, when nobody has it; any other else. */
function freePort(config: Config): Promise<number> {
  const { host, port } = config
  const ask = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen(wanted, host, () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : wanted))
      })
    })
  return ask(port).catch(() =>
    ask(0).catch((error: unknown) => {
      throw listening(error, config)
    }),
  )
}
