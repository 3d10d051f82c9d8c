import type { Config } from '#config/config.ts'
import { type Command, type Terminal, Trouble } from './command.ts'
import { readOptions } from './options.ts'
import { untilAskedToStop } from './signals.ts'

export const serveCommand: Command = {
  help: `Serves the archive until it is asked to stop

Usage: tweed serve

Says where in one line; while there is no archivist, with a one-time address
that makes the first archivist's account. Makes the data folder and brings the
database up to date. Settings come from the environment: see tweed config.

SIGINT and SIGTERM let the requests under way end; a second one does not.

  -h, --help  print this`,

  async run({ args, config, ...terminal }) {
    readOptions(args, {})
    await serveUntilStopped(config(), terminal)
    return 0
  },
}

/** Serves, says where, and comes back when it was stopped. */
export async function serveUntilStopped(
  config: Config,
  { say, tell }: Pick<Terminal, 'say' | 'tell'>,
): Promise<void> {
  const { serve } = await import('#app.ts')
  const served = await serve(config).catch((error: unknown) => {
    throw listening(error, config)
  })
  // Before anybody is told that it runs: a service manager may stop it at once.
  const stopped = untilAskedToStop(tell)
  const first = served.firstArchivistUrl
  say(`Tweed is at ${served.url}${first ? ` · make the first archivist's account: ${first}` : ''}`)
  await stopped
  await served.close()
}

/** What stands in the way of listening, in words; any other error as it is. */
export function listening(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : ''
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return error
  if (code === 'EADDRINUSE') {
    return new Trouble(
      `Port ${port} on ${host} is taken by another program; stop that one, or choose another with TWEED_PORT.`,
    )
  }
  if (code === 'EACCES')
    return new Trouble(`Port ${port} may not be used; choose one with TWEED_PORT.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Trouble(`${host} is no address of this computer; choose one with TWEED_HOST.`)
  }
  return error
}
