import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { fillDemo } from '#cli/demo-archive.ts'
import { parseConfig } from '#config/config.ts'

const kills = 50
const guests = 12
/** A guest's form is no younger than three seconds when it comes back. */
const leastFormAge = 3200

const launcher = new URL('../tweed', import.meta.url).pathname

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function start(environment: Record<string, string>, url: string): Promise<ChildProcess> {
  const child = spawn(launcher, ['serve'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Its own group: the launcher and the server it starts die together.
    detached: true,
  })
  const died = once(child, 'exit').then(() => {
    throw new Error('the server ended by itself')
  })
  died.catch(() => {})
  await Promise.race([once(child.stdout ?? child, 'data'), died])
  const answer = await fetch(`${url}/health`)
  assert.equal(answer.status, 200)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await exited
}

test(`after ${kills} times kill -9 in a burst, every comment that was answered with success is there`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tweed-kill-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const environment = {
    TWEED_DATA: folder,
    TWEED_PORT: String(port),
    TWEED_URL: url,
    TWEED_TRUSTED_PROXIES: '1',
  }
  let child: ChildProcess | null = null
  try {
    const { works } = await fillDemo(parseConfig(environment))
    const work = works[0] ?? ''
    child = await start(environment, url)
    const page = await (await fetch(`${url}/works/${work}`)).text()
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
    assert.notEqual(token, '')
    await new Promise((later) => setTimeout(later, leastFormAge))
    const confirmed: string[] = []
    let sent = 0
    for (let round = 0; round < kills; round++) {
      let open = true
      const say = async (guest: number) => {
        while (open) {
          const words = `round ${round} guest ${guest} comment ${sent++}`
          try {
            const answer = await fetch(`${url}/works/${work}/chapters/1/comments`, {
              method: 'POST',
              redirect: 'manual',
              headers: {
                origin: url,
                // Each from somewhere else, so that no limit is in the way.
                'x-forwarded-for': `10.${sent % 250}.${Math.floor(sent / 250) % 250}.${guest}`,
              },
              body: new URLSearchParams({ token, name: '', body: words, website: '' }),
            })
            if (answer.status === 303) confirmed.push(words)
            else if (answer.status !== 429) assert.fail(`it answered ${answer.status}`)
            await answer.arrayBuffer()
          } catch (error) {
            if (error instanceof assert.AssertionError) throw error
            // The server is gone: nothing was promised.
            return
          }
        }
      }
      const burst = Array.from({ length: guests }, (_, guest) => say(guest))
      await new Promise((later) => setTimeout(later, 30 + ((round * 37) % 120)))
      await kill(child)
      open = false
      await Promise.all(burst)
      child = await start(environment, url)
    }
    await kill(child)
    child = null
    assert.ok(confirmed.length > kills, `only ${confirmed.length} comments were answered`)
    const database = new DatabaseSync(join(folder, 'tweed.db'), { readOnly: true })
    const rows = database.prepare('select body from comment').all() as { body: string }[]
    const kept = new Set(rows.map(({ body }) => body.replaceAll(/<[^>]+>/g, '').trim()))
    const lost = confirmed.filter((words) => !kept.has(words))
    const [{ integrity_check: integrity } = { integrity_check: '' }] = database
      .prepare('pragma integrity_check')
      .all() as { integrity_check: string }[]
    database.close()
    assert.deepEqual(lost, [])
    assert.equal(integrity, 'ok')
    console.log(`# ${confirmed.length} of ${sent} comments were confirmed, none of them lost`)
  } finally {
    if (child) await kill(child)
    await rm(folder, { recursive: true, force: true })
  }
})
