import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Served } from './process.ts'

/** What one client got, before anything is decoded. */
export type Fetched = { readonly bytes: Uint8Array; readonly headers: Headers }

/** A page as readers get it who come once it has stayed as it is for a moment: compressed well. */
export async function fetchSettled(server: Served, path: string): Promise<Fetched> {
  await fetchRaw(server, path, 'br')
  await wait(1200)
  await fetchRaw(server, path, 'br')
  await wait(500)
  return fetchRaw(server, path, 'br')
}

/** Gets a page or a file of the archive as the bytes that were sent. Throws when the answer is not 200. */
export function fetchRaw(
  server: Served,
  path: string,
  encoding: 'br' | 'identity',
): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port: server.port, host: '127.0.0.1', path, headers: { 'accept-encoding': encoding } },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          if (response.statusCode !== 200) {
            reject(new Error(`${path} answered ${response.statusCode}`))
            return
          }
          const headers = new Headers()
          for (const [name, value] of Object.entries(response.headers)) {
            headers.set(name, String(value))
          }
          resolve({ bytes: Buffer.concat(parts), headers })
        })
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}
