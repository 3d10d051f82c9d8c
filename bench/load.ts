import { Connection } from './connection.ts'
import { cpuSeconds, type Served } from './process.ts'

/** What a load came to. CPU is the server's, in seconds per request. */
export type Load = {
  readonly requests: number
  readonly perSecond: number
  readonly cpuPerRequest: number
}

/** As many requests as 32 connections get answered in that time, each sending its next one when the last is answered. */
export async function load(
  server: Served,
  wanted: {
    /** The bytes of the next request of a connection. */
    readonly next: () => string | Uint8Array
    /** What every answer must be; anything else throws. */
    readonly status: number
    readonly seconds: number
    readonly connections?: number
  },
): Promise<Load> {
  const { next, status, seconds, connections = 32 } = wanted
  const all = Array.from({ length: connections }, () => new Connection(server.port))
  let requests = 0
  const cpuBefore = cpuSeconds(server.pid)
  const begun = performance.now()
  const until = begun + seconds * 1000
  try {
    await Promise.all(
      all.map(async (connection) => {
        while (performance.now() < until) {
          const answer = await connection.send(next())
          if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.head}`)
          requests++
        }
      }),
    )
  } finally {
    for (const connection of all) connection.close()
  }
  const took = (performance.now() - begun) / 1000
  return {
    requests,
    perSecond: requests / took,
    cpuPerRequest: (cpuSeconds(server.pid) - cpuBefore) / requests,
  }
}

/**
 * Requests at a fixed rate, whether or not earlier ones were answered: one that finds no free connection opens another.
 * Gives the milliseconds that each took.
 */
export async function loadAtRate(
  server: Served,
  wanted: {
    readonly next: () => string
    readonly status: number
    readonly perSecond: number
    readonly seconds: number
  },
): Promise<number[]> {
  const { next, status, perSecond, seconds } = wanted
  const free: Connection[] = []
  const all: Connection[] = []
  const times: number[] = []
  const pending: Promise<void>[] = []
  let failure: unknown = null
  const begun = performance.now()
  const total = Math.round(perSecond * seconds)
  const one = async () => {
    const sent = performance.now()
    let connection = free.pop()
    if (!connection) {
      connection = new Connection(server.port)
      all.push(connection)
    }
    const answer = await connection.send(next())
    times.push(performance.now() - sent)
    if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.head}`)
    free.push(connection)
  }
  try {
    for (let sent = 0; sent < total; sent++) {
      const due = begun + (sent * 1000) / perSecond
      const early = due - performance.now()
      if (early > 0) await new Promise((later) => setTimeout(later, early))
      pending.push(
        one().catch((error: unknown) => {
          failure ??= error
        }),
      )
    }
    await Promise.all(pending)
    if (failure) throw failure
  } finally {
    for (const connection of all) connection.close()
  }
  return times
}
