import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

/** A server in a process of its own. */
export type Served = {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a program and waits until it printed a line that `isReady` likes. Throws when it ends before. */
export async function start(
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
  port: number,
  isReady: (line: string) => boolean,
): Promise<Served> {
  const [program, ...rest] = command
  const child = spawn(program, rest, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  const exited = once(child, 'exit').then(() => running.delete(child))
  const { stdout, pid } = child
  if (pid === undefined) throw new Error(`${program} did not start`)
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (isReady(line)) resolve()
    })
  })
  const early = exited.then(() => {
    throw new Error(`${command.join(' ')} ended with ${child.exitCode ?? child.signalCode}`)
  })
  await Promise.race([ready, early])
  early.catch(() => {})
  return {
    port,
    pid,
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(hard)
    },
  }
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Linux counts processor time in hundredths of a second here, whatever its own clock (proc(5), USER_HZ). */
const ticks = 100

/** Processor seconds that a process spent since it began, in all its threads, for itself and in the kernel. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold spaces: count from its end. utime and stime are the 14th and 15th fields.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticks
}

/**
 * Memory of a process in MB (10^6 bytes): the most that was ever resident, the share that is its own now, and what of
 * that is no page of a file.
 */
export function memoryOf(pid: number): { peakRss: number; pss: number; anonymous: number } {
  const read = (file: string, name: string) => {
    const text = readFileSync(`/proc/${pid}/${file}`, 'utf8')
    return (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1024) / 1e6
  }
  return {
    peakRss: read('status', 'VmHWM'),
    pss: read('smaps_rollup', 'Pss'),
    anonymous: read('status', 'RssAnon'),
  }
}
