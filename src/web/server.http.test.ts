import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { urls } from '#urls.ts'
import { engines, signUp, type TestHouse } from '../../test/support/house.ts'
import { serveHouse } from '../../test/support/served.ts'
import { postText } from '../../test/support/stories.ts'

type Served = TestHouse & { url: string }

function onBothServers(title: string, run: (house: Served) => Promise<void>): void {
  for (const engine of engines) {
    test(`${title} (${engine})`, async () => {
      const house = await serveHouse(engine)
      try {
        await run(house)
      } finally {
        await house.close()
      }
    })
  }
}

/** Sends bytes as they are, and gives all that comes back until the server closes. */
function exchange(house: Served, sent: string): Promise<Buffer> {
  const { port } = new URL(house.url)
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(sent))
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('close', () => resolve(Buffer.concat(parts)))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // What came before the server hung up still counts.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    socket.setTimeout(10_000, () => socket.destroy(new Error('the server does not answer')))
  })
}

type Response = { status: number; headers: Map<string, string>; body: Buffer }

/** Parts the answers of one connection by their Content-Length or chunks (RFC 9112). */
function parse(bytes: Buffer): Response[] {
  const found: Response[] = []
  for (let rest = bytes; rest.length > 0;) {
    const end = rest.indexOf('\r\n\r\n')
    assert.ok(end > 0, rest.toString().slice(0, 200))
    const [line = '', ...lines] = rest.subarray(0, end).toString().split('\r\n')
    const headers = new Map(
      lines.map((one): [string, string] => {
        const at = one.indexOf(':')
        return [one.slice(0, at).toLowerCase(), one.slice(at + 1).trim()]
      }),
    )
    const status = Number(line.split(' ')[1])
    let body: Buffer = Buffer.alloc(0)
    rest = rest.subarray(end + 4)
    if (headers.get('transfer-encoding') === 'chunked') {
      for (;;) {
        const at = rest.indexOf('\r\n')
        const length = Number.parseInt(rest.subarray(0, at).toString(), 16)
        body = Buffer.concat([body, rest.subarray(at + 2, at + 2 + length)])
        rest = rest.subarray(at + 4 + length)
        if (length === 0) break
      }
    } else if (status !== 304) {
      const length = Number(headers.get('content-length') ?? 0)
      body = rest.subarray(0, length)
      rest = rest.subarray(length)
    }
    found.push({ status, headers, body })
  }
  return found
}

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: archive.test\r\n${more}\r\n`
const last = 'Connection: close\r\n'
const brotli = 'Accept-Encoding: br\r\n'

const plain = ({ headers, body }: Response) =>
  (headers.get('content-encoding') === 'br' ? brotliDecompressSync(body) : body).toString()

async function twoWorks(house: TestHouse) {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const works = []
  for (const title of ['The Gull', 'The Tern']) {
    const text = `Title: ${title}\nRating: G\nWarnings: None\nFandom: Harbour Lights\n\nIt came in at noon.\n`
    works.push(await postText(house, person, text))
  }
  return works
}

onBothServers('many requests on one connection are answered in their order', async (house) => {
  const [gull = '', tern = ''] = await twoWorks(house)
  const paths = [
    [urls.work(gull), 'The Gull'],
    [urls.work(tern), 'The Tern'],
    ['/nowhere', 'Nothing here'],
    [urls.work(gull), 'The Gull'],
    [urls.signIn(), 'Sign in'],
    [urls.work(tern), 'The Tern'],
  ] as const
  for (const _ of [1, 2]) {
    const sent = paths.map(([path], at) =>
      get(path, brotli + (at === paths.length - 1 ? last : '')),
    )
    const answers = parse(await exchange(house, sent.join('')))
    assert.equal(answers.length, paths.length)
    for (const [at, [path, title]] of paths.entries()) {
      const answer = answers[at]
      assert.ok(answer)
      const heading = /<title>([^<·]*)/.exec(plain(answer))?.[1]?.trim()
      assert.equal(heading, title, path)
    }
  }
})

onBothServers('a kept page is told apart from one made anew by nothing', async (house) => {
  const [gull = ''] = await twoWorks(house)
  const ask = async (more: string) => {
    const [answer] = parse(await exchange(house, get(urls.work(gull), more + brotli + last)))
    assert.ok(answer)
    return answer
  }
  const [made, kept] = [await ask(''), await ask('')]
  assert.equal(plain(kept), plain(made))
  const own = new Set(['x-request-id', 'date', 'transfer-encoding', 'content-length'])
  const shown = ({ headers }: Response) =>
    [...headers].filter(([name]) => !own.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  assert.deepEqual(shown(kept), shown(made))
  assert.match(kept.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.equal(kept.headers.get('cache-control'), 'public, no-cache')
  const etag = kept.headers.get('etag') ?? ''
  const again = await ask(`If-None-Match: "x", ${etag}\r\n`)
  assert.equal(again.status, 304)
  assert.equal(again.headers.get('etag'), etag)
  assert.equal(again.headers.get('vary'), 'Accept-Encoding, Cookie')
  // A session of whatever kind is no matter for kept pages.
  const own304 = await ask('Cookie: a=b; tweed_session=nobody\r\n')
  assert.match(own304.headers.get('cache-control') ?? '', /^private/)
  const head = `HEAD ${urls.work(gull)} HTTP/1.1\r\nHost: archive.test\r\n${brotli}${last}\r\n`
  const text = (await exchange(house, head)).toString()
  assert.match(text, /^HTTP\/1\.1 200/)
  assert.ok(text.endsWith('\r\n\r\n') && text.includes(etag))
})

onBothServers(
  'what is no request is refused in few words, and the next is answered',
  async (house) => {
    const cookie = `Cookie: tweed_opened=${'x'.repeat(20_000)}\r\n`
    const cases: [string, RegExp][] = [
      [get('/', cookie + last), /^HTTP\/1\.1 431/],
      [get(`/${'x'.repeat(20_000)}`, last), /^HTTP\/1\.1 (?:431|414)/],
      ['HELLO\r\n\r\n', /^HTTP\/1\.1 400/],
      ['GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
      [get('/', `Transfer-Encoding: chunked\r\nContent-Length: 3\r\n${last}`), /^HTTP\/1\.1 400/],
      ['GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 (?:400|200)/],
      [
        `TRACE / HTTP/1.1\r\nHost: archive.test\r\nX-Secret: hush\r\n${last}\r\n`,
        /^HTTP\/1\.1 (?:400|404|405|501)/,
      ],
      [
        `PROPFIND / HTTP/1.1\r\nHost: archive.test\r\n${last}\r\n`,
        /^HTTP\/1\.1 (?:400|404|405|501)/,
      ],
      [
        `CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n`,
        /^(?:HTTP\/1\.1 4|$)/,
      ],
      [get('http://elsewhere.test/works', last), /^HTTP\/1\.1 (?:200|400|404)/],
      [get('//elsewhere.test/works', last), /^HTTP\/1\.1 (?:400|404)/],
      [get('*', last), /^HTTP\/1\.1 (?:400|404)/],
    ]
    for (const [sent, wanted] of cases) {
      const answer = (await exchange(house, sent)).toString('latin1')
      assert.match(answer.slice(0, 40), wanted, sent.slice(0, 60))
      assert.doesNotMatch(answer, /node_modules|node:|\.ts\b|\bat \w+ \(|hush/)
      assert.doesNotMatch(answer, /elsewhere\.test/)
    }
    const next = (await exchange(house, get('/about', last))).toString('latin1')
    assert.match(next, /^HTTP\/1\.1 200/)
  },
)

onBothServers('somebody who sends too much still reads why it was refused', async (house) => {
  const length = 13 * 1024 * 1024
  const head = `POST /sign-in HTTP/1.1\r\nHost: archive.test\r\nOrigin: ${house.url}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n${last}\r\n`
  const answer = (await exchange(house, head + 'x'.repeat(length))).toString('latin1')
  assert.match(answer, /^HTTP\/1\.1 413/)
  assert.match(answer, /at most 12 MB/)
  assert.match((await exchange(house, get('/', last))).toString('latin1'), /^HTTP\/1\.1 200/)
})
