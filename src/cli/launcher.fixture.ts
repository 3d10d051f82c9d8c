import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Place } from '#storage/open.ts'

/** The launcher as people call it. */
export const launcher = fileURLToPath(new URL('../../tweed', import.meta.url))

export type Settings = Readonly<Record<`TWEED_${string}`, string>>
/** How a command ended: its exit code (null when a signal ended it) and all that it wrote. */
export type Ended = { code: number | null; out: string; err: string }

/** The environment of this process with the given settings of Tweed and no others. */
export function environment(settings: Settings): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(TWEED_|NODE_TEST|NODE_DEBUG|FORCE_COLOR)/.test(name),
  )
  return { ...Object.fromEntries(own), ...settings }
}

/** The settings under which a command works at this place. `folder` is the data folder where the place is no file. */
export function settingsOf(place: Place, folder: string): Settings {
  if (place.kind === 'sqlite') return { TWEED_DATA: dirname(place.file) }
  return { TWEED_DATA: folder, TWEED_DATABASE_URL: place.url }
}

/** What a command is run with beside its settings; `variables` are others of the environment. */
type Around = { input?: string; cwd?: string; path?: string; variables?: NodeJS.ProcessEnv }

/** Runs a command to its end. Nobody can be asked: standard input is `input`, or nothing. */
export async function tweed(
  args: readonly string[],
  settings: Settings,
  { input = '', cwd, path = launcher, variables = {} }: Around = {},
): Promise<Ended> {
  const child = spawn(path, args, { env: { ...environment(settings), ...variables }, cwd })
  // A command that reads nothing may be gone before all is written.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const closed = once(child, 'close')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  return { code: child.exitCode, out, err }
}

export type Running = {
  /** What it has said so far, by lines. */
  readonly lines: readonly string[]
  /** From the call to the last line that was waited for, in milliseconds. */
  readonly took: number
  /** The first address that it said. */
  readonly url: string
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/**
 * Starts a command that goes on, and waits until it has said a line that matches. It is ended with the test at the
 * latest. Throws when it ends by itself before.
 */
export async function startTweed(
  t: TestContext,
  args: readonly string[],
  settings: Settings,
  until: RegExp,
): Promise<Running> {
  const began = performance.now()
  const child = spawn(launcher, args, {
    env: environment({ TWEED_PORT: '0', ...settings }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  const closed = once(child, 'close')
  const err = text(child.stderr)
  const lines: string[] = []
  const said = createInterface({ input: child.stdout })
  await new Promise<void>((resolve, reject) => {
    said.on('line', (line) => {
      lines.push(line)
      if (until.test(line)) resolve()
    })
    said.once('close', () => void err.then((why) => reject(new Error(`it ended: ${why}`))))
  })
  const took = performance.now() - began
  const url = /https?:\/\/[^\s/]+/.exec(lines.join('\n'))?.[0] ?? ''
  return {
    lines,
    took,
    url,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await closed
      return {
        code: child.exitCode,
        out: lines.map((line) => `${line}\n`).join(''),
        err: await err,
      }
    },
  }
}

/** The lines of what a command wrote. The last one has to be whole. */
export function linesOf(out: string): string[] {
  const lines = out.split('\n')
  if (lines.pop() !== '') throw new Error(`the last line is not whole: ${out}`)
  return lines
}
