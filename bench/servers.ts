import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type Served, start } from './process.ts'

/** A folder for CPU profiles of the archive's servers, to find out where the time goes; the figures suffer. */
const profiles = process.env['TWEED_BENCH_PROFILES']
const root = new URL('..', import.meta.url).pathname

/** Starts the installed archive on a data folder, as a person would, and waits until it says where it is. */
export async function startTweed(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const port = await freePort()
  return start(
    [join(root, 'tweed'), 'serve'],
    {
      TWEED_DATA: folder,
      TWEED_PORT: String(port),
      TWEED_HOST: '127.0.0.1',
      ...(profiles ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` } : {}),
      ...environment,
    },
    port,
    (line) => line.startsWith('Tweed is at'),
  )
}

/** What the bare server sends under `/NAME`. */
export type BarePage = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

/** Starts a bare `node:http` server that sends these bytes. */
export async function startBare(pages: readonly BarePage[]): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'tweed-bare-'))
  try {
    for (const { name, bytes, headers } of pages) {
      await writeFile(join(folder, name), bytes)
      await writeFile(join(folder, `${name}.json`), JSON.stringify(headers))
    }
    const port = await freePort()
    return await start(
      [process.execPath, join(root, 'bench/bare-server.ts'), String(port), folder],
      {},
      port,
      (line) => line === 'ready',
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
