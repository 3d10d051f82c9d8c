import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

const launcher = new URL('../../tweed', import.meta.url).pathname

/** The server as a person starts it: a process of its own, that can be killed. */
export type ServedApart = {
  /** Starts it and waits until it answers. */
  start(): Promise<void>
  /** Ends it as a power cut would: nothing in it gets to run any more. */
  kill(): Promise<void>
  /** Runs another command of `tweed` on the same archive; gives its exit code and what it printed. */
  run(...args: string[]): Promise<{ code: number | null; printed: string }>
}

/** A server that is told what it needs by `environment`, and answers at `url`. */
export function serveApart(environment: Record<string, string>, url: string): ServedApart {
  let child: ChildProcess | null = null
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment }
  return {
    async start() {
      const started = spawn(launcher, ['serve'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
        // Its own group: the launcher and the server that it starts die together.
        detached: true,
      })
      child = started
      const died = once(started, 'exit').then(() => {
        throw new Error('the server ended by itself')
      })
      died.catch(() => {})
      await Promise.race([once(started.stdout, 'data'), died])
      const answer = await fetch(`${url}/health`)
      assert.equal(answer.status, 200)
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      process.kill(-(child.pid ?? 0), 'SIGKILL')
      await exited
    },
    async run(...args) {
      const process = spawn(launcher, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
      let printed = ''
      const keep = (bytes: Buffer) => {
        printed += bytes.toString()
      }
      process.stdout.on('data', keep)
      process.stderr.on('data', keep)
      const [code] = (await once(process, 'close')) as [number | null]
      return { code, printed }
    },
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
