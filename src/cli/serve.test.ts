import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { aboutDataFolder } from './data-folder.ts'
import { linesOf, type Settings, startTweed, tweed } from './launcher.fixture.ts'
import { sentenceOf } from './trouble.ts'

const ready = /^Tweed is at/

describe('tweed serve', () => {
  let folder = ''
  let settings: Settings = {}
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tweed-serve-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))
  afterEach(() => (settings = {}))

  const fresh = async () => {
    settings = { TWEED_DATA: join(await mkdtemp(join(folder, 'x')), 'new', 'data') }
    return settings
  }

  test('makes the folder and says in one line where it is, with the link of the first archivist', async (t) => {
    const { TWEED_DATA: data = '' } = await fresh()
    const server = await startTweed(t, ['serve'], settings, ready)
    const [line = ''] = server.lines
    const link = /^Tweed is at (\S+) · make the first archivist's account: (\S+)$/.exec(line)
    assert.ok(link, line)
    const [, url = '', first = ''] = link
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
    assert.ok(first.startsWith(`${url}/`))
    const page = await fetch(first)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /<input[^>]* name="email"/)
    assert.ok((await readdir(data)).includes('tweed.db'))
    // Connections that browsers keep, or opened for later and never used, hold nothing up.
    const unused = connect(Number(new URL(url).port), '127.0.0.1')
    await once(unused, 'connect')
    unused.on('error', () => {})
    assert.deepEqual(await server.stop('SIGTERM'), { code: 0, out: `${line}\n`, err: '' })
    unused.destroy()
    await assert.rejects(fetch(url))
  })

  test('a second start takes under a second, and its link is a new one', async (t) => {
    await fresh()
    const first = await startTweed(t, ['serve'], settings, ready)
    assert.equal((await first.stop('SIGINT')).code, 0)
    const times: number[] = []
    const links = new Set(first.lines.map((line) => line.split('/').at(-1)))
    // The best of three: other tests may have the processor.
    for (let start = 0; start < 3; start++) {
      const again = await startTweed(t, ['serve'], settings, ready)
      times.push(again.took)
      links.add(again.lines[0]?.split('/').at(-1))
      assert.equal((await again.stop()).code, 0)
    }
    assert.ok(Math.min(...times) < 1000, `${times.map(Math.round).join(', ')} ms`)
    assert.equal(links.size, 4)
  })

  test('says no link when there is an archivist', async (t) => {
    await fresh()
    const args = ['--email', 'a@archive.example', '--pen-name', 'A', '--role', 'archivist']
    assert.equal((await tweed(['account', 'create', ...args], settings)).code, 0)
    const server = await startTweed(t, ['serve'], settings, ready)
    assert.deepEqual(server.lines, [`Tweed is at ${server.url}`])
    assert.equal((await server.stop()).code, 0)
  })

  test('an account made beside it takes the link’s power away', async (t) => {
    await fresh()
    const server = await startTweed(t, ['serve'], settings, ready)
    const link = /account: (\S+)$/.exec(server.lines[0] ?? '')?.[1] ?? ''
    assert.equal((await fetch(link)).status, 200)
    const args = ['--email', 'a@archive.example', '--pen-name', 'A', '--role', 'archivist']
    assert.equal((await tweed(['account', 'create', ...args], settings)).code, 0)
    assert.ok([404, 410].includes((await fetch(link)).status))
    assert.equal((await server.stop()).code, 0)
  })

  test('a request under way is answered before it stops; no new one is taken', async (t) => {
    await fresh()
    const server = await startTweed(t, ['serve'], settings, ready)
    const request = await beginRequest(server.url)
    const stopped = server.stop('SIGTERM')
    await refusesConnections(server.url)
    request.write('email=a')
    let answer = ''
    for await (const chunk of request) answer += String(chunk)
    assert.match(answer, /^HTTP\/1\.1 \d{3} /)
    assert.equal((await stopped).code, 0)
  })

  test('a second signal does not wait for it', async (t) => {
    await fresh()
    const server = await startTweed(t, ['serve'], settings, ready)
    const request = await beginRequest(server.url)
    request.on('error', () => {})
    const first = server.stop('SIGINT')
    await refusesConnections(server.url)
    assert.equal((await server.stop('SIGINT')).code, 130)
    assert.equal((await first).code, 130)
    request.destroy()
  })

  test('what stands in the way of listening is told in one sentence', async () => {
    const { TWEED_DATA: data = '' } = await fresh()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String((other.address() as AddressInfo).port)
    try {
      const cases: readonly (readonly [Settings, RegExp])[] = [
        [
          { TWEED_PORT: port },
          new RegExp(
            `^Port ${port} on 127\\.0\\.0\\.1 is taken by another program; .*TWEED_PORT\\.$`,
          ),
        ],
        [
          { TWEED_HOST: '203.0.113.9', TWEED_PORT: '0' },
          /^203\.0\.113\.9 is no address of this computer; choose one with TWEED_HOST\.$/,
        ],
      ]
      for (const [more, sentence] of cases) {
        const { code, out, err } = await tweed(['serve'], { TWEED_DATA: data, ...more })
        assert.deepEqual({ code, out }, { code: 1, out: '' })
        const [line = '', ...rest] = linesOf(err)
        assert.deepEqual(rest, [])
        assert.match(line.replace(/^tweed: /, ''), sentence)
      }
    } finally {
      other.close()
    }
  })
})

describe('a data folder that can’t be made or used', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['/proc/x', '/proc/x can’t be made (/proc/x: nothing can be made there)'],
    ['/proc/x/y/z', '/proc/x/y/z can’t be made (/proc/x: nothing can be made there)'],
    ['/dev/null/x', '/dev/null/x can’t be made (/dev/null: this is no folder)'],
    ['/dev/null', '/dev/null can’t be made (/dev/null: this is no folder)'],
  ]
  for (const [data, told] of cases) {
    for (const command of ['serve', 'account create --email a@b.example --pen-name A']) {
      test(`${data} ends “tweed ${command}” with a sentence that names TWEED_DATA`, async (t) => {
        if (process.platform !== 'linux') return t.skip('there is no /proc')
        const settings = { TWEED_DATA: data, TWEED_PORT: '0' }
        assert.deepEqual(await tweed(command.split(' '), settings), {
          code: 1,
          out: '',
          err: `tweed: The data folder ${told}; TWEED_DATA names it.\n`,
        })
      })
    }
  }

  test('only what is about it is told so', () => {
    const config = { dataFolder: '/srv/archive' }
    const at = (path: string, code = 'EACCES', syscall = 'open') =>
      Object.assign(new Error('it failed'), { path, code, syscall })
    const told = (error: unknown) => sentenceOf(aboutDataFolder(error, config))
    const inside = /^The data folder \/srv\/archive can’t be used \(.*\); TWEED_DATA names it\.$/
    assert.match(told(at('/srv/archive/tweed.db')), inside)
    assert.match(told(at('/srv/archive')), inside)
    for (const other of ['/srv/archive-2/x', '/srv', '/srv/story.txt']) {
      assert.equal(told(at(other)), `${other}: this may not be read or written`)
    }
    assert.equal(told(new Error('it failed')), 'it failed')
    assert.equal(told(at('/srv/archive/x', 'EODD')), 'it failed')
  })
})

/** A form that is on its way, and lacks its seven last bytes. */
async function beginRequest(url: string): Promise<Socket> {
  const { host, hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = [
    'POST /sign-in HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${url}`,
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 7',
    'Connection: close',
    'Expect: 100-continue',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  // The server has taken it up when it says to go on.
  const [said] = await once(socket, 'data')
  assert.match(String(said), /^HTTP\/1\.1 100 /)
  return socket
}

/** Comes back when nobody listens there any more. */
async function refusesConnections(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  for (;;) {
    const socket = connect(Number(port), hostname)
    try {
      await once(socket, 'connect')
      socket.destroy()
    } catch {
      return
    }
  }
}
