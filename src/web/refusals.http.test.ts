import assert from 'node:assert/strict'
import { makeApp } from '#app.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { assertGoodHtml } from '../../test/support/html-check.ts'
import { type Answer, makeVisitor } from '../../test/support/visitor.ts'

type Refused = Pick<Answer, 'status' | 'headers' | 'text'>

/** A page that says what is wrong and nothing about how the archive is made. */
function assertPlainRefusal(answer: Refused, status: number, what: string): void {
  assert.equal(answer.status, status, what)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/html/, what)
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/, what)
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', what)
  assert.equal(answer.headers.get('cache-control'), 'no-store', what)
  assert.match(answer.text, /<h1>/, what)
  assert.match(answer.text, /noindex/, what)
  assert.doesNotMatch(
    answer.text,
    /node_modules|node:|\.ts\b|SQLITE|select |Error\b|\bat \w+ \(/,
    what,
  )
}

/** Posts any bytes under any type. */
async function raw({ app }: TestHouse, path: string, type: string, body: string): Promise<Refused> {
  const origin = 'http://archive.test'
  const headers = { origin, 'content-type': type }
  const response = await app.request(origin + path, { method: 'POST', headers, body })
  const text = await response.text()
  assertGoodHtml(text)
  return { status: response.status, headers: response.headers, text }
}

onBothHouses('each refusal is a page that says what is wrong, and no more', async (house) => {
  const visitor = house.visitor()
  for (const path of [
    '/nowhere',
    '/works/0123456789abcdef',
    '/works/%E0%A4%A',
    '/pen-names/x',
    '/works/%2e%2e/%2e%2e/etc',
  ]) {
    assertPlainRefusal(await visitor.get(path), 404, path)
  }
  assertPlainRefusal(await raw(house, urls.signIn(), 'application/json', '{}'), 415, 'json')
  assertPlainRefusal(await raw(house, urls.signIn(), 'text/plain', 'email=x'), 415, 'plain text')
  const odd = 'application/x-www-form-urlencoded-not'
  assertPlainRefusal(await raw(house, urls.signIn(), odd, 'email=x'), 415, odd)
  const broken = 'multipart/form-data; boundary=x'
  for (const body of [
    '',
    'x',
    '--x\r\n',
    '--x\r\ncontent-disposition: form-data; name="email"\r\n\r\nhello',
  ]) {
    if (body !== '') assertPlainRefusal(await raw(house, urls.signIn(), broken, body), 400, body)
  }
  const none = 'multipart/form-data'
  assertPlainRefusal(await raw(house, urls.signIn(), none, '--x'), 400, 'no boundary')
  const many = Object.fromEntries(Array.from({ length: 1501 }, (_, at) => [`field${at}`, 'x']))
  assertPlainRefusal(await visitor.post(urls.signIn(), many), 400, 'too many fields')
  // Millions of nothing are refused before they are read, or the archive would stand still over them.
  const form = 'application/x-www-form-urlencoded'
  const part = '--x\r\ncontent-disposition: form-data; name="a b"\r\n\r\nc d\r\n'
  const begun = process.cpuUsage()
  assertPlainRefusal(await raw(house, urls.signIn(), form, 'a&'.repeat(4_000_000)), 400, 'a flood')
  const hidden = `${form}; boundary=x`
  const flood = 'a&'.repeat(4_000_000)
  assertPlainRefusal(await raw(house, urls.signIn(), hidden, flood), 400, 'a hidden flood')
  const parts = `${part.repeat(150_000)}--x--\r\n`
  assertPlainRefusal(await raw(house, urls.signIn(), broken, parts), 400, 'a flood of parts')
  assert.ok(process.cpuUsage(begun).user < 5_000_000, 'seconds of work for a refusal')
  assertPlainRefusal(
    await visitor.post(urls.signIn(), { email: 'x'.repeat(8 * 1024 * 1024) }),
    413,
    'eight megabytes',
  )
  const big = 'x'.repeat(12 * 1024 * 1024 + 1)
  assertPlainRefusal(await raw(house, urls.signIn(), broken, big), 413, 'twelve megabytes')
  const declared = { 'content-length': String(2 ** 40) }
  assertPlainRefusal(await visitor.post(urls.signIn(), { email: 'x' }, declared), 413, 'declared')
})

onBothHouses(
  'forms are read whatever the case of their type, and with a charset',
  async (house) => {
    for (const type of [
      'Application/X-WWW-Form-Urlencoded',
      'application/x-www-form-urlencoded; charset=UTF-8',
    ]) {
      const answer = await raw(
        house,
        urls.signIn(),
        type,
        'email=nobody%40people.test&password=xyz',
      )
      assert.equal(answer.status, 422, type)
      assert.match(answer.text, /value="nobody@people\.test"/)
    }
  },
)

async function ask(house: TestHouse, method: string, path: string): Promise<Response> {
  return house.app.request(new URL(path, house.config.origin), { method })
}

onBothHouses('an address that takes another method says which', async (house) => {
  const cases = [
    ['PUT', '/works', 'GET, HEAD'],
    ['POST', '/works', 'GET, HEAD'],
    ['DELETE', '/sign-in', 'GET, HEAD, POST'],
    ['GET', '/sign-out', 'POST'],
    ['HEAD', '/sign-out', 'POST'],
    ['OPTIONS', '/account/acting-pen-name', 'POST'],
  ] as const
  for (const [method, path, allowed] of cases) {
    const answer = await ask(house, method, path)
    assert.equal(answer.status, 405, `${method} ${path}`)
    assert.equal(answer.headers.get('allow'), allowed)
  }
  for (const method of ['PUT', 'POST', 'GET']) {
    const answer = await ask(house, method, '/nowhere')
    assert.equal(answer.status, 404)
    assert.equal(answer.headers.get('allow'), null)
  }
})

onBothHouses('HEAD tells what GET would, without the page', async (house) => {
  for (const path of ['/', '/works', '/sign-in', '/nowhere', '/feed.atom', '/robots.txt']) {
    const [whole, head] = [await ask(house, 'GET', path), await ask(house, 'HEAD', path)]
    assert.equal(head.status, whole.status, path)
    assert.equal((await head.arrayBuffer()).byteLength, 0, path)
    for (const name of ['content-type', 'etag', 'cache-control', 'vary', 'content-security-policy'])
      assert.equal(head.headers.get(name), whole.headers.get(name), `${name} of ${path}`)
  }
})

onBothHouses(
  'a failure of ours tells its number alone, and gives back what was typed',
  async (house) => {
    const visitor = house.visitor()
    await signUp(house, visitor, { penName: 'Saltgrass' })
    const broken = makeApp({
      ...house,
      write: () => Promise.reject(new Error('SQLITE_IOERR at /srv/secret/tweed.db')),
    })
    const same = makeVisitor(broken, house, visitor.address)
    for (const [name, value] of visitor.cookies) same.cookies.set(name, value)
    const said: string[] = []
    const { write } = process.stderr
    process.stderr.write = (line: string | Uint8Array) => said.push(String(line)) > 0
    try {
      const body = 'The harbour is not mine & never <was>.'
      const answer = await same.post(urls.accountDisclaimers(), { fandom: 'Harbour Lights', body })
      assertPlainRefusal(answer, 500, 'a failure')
      assert.doesNotMatch(answer.text, /secret|tweed\.db/)
      assert.match(answer.text, /The harbour is not mine &amp; never &lt;was>?/)
      const again = answer.form(urls.accountDisclaimers())
      assert.deepEqual(again.values.get('body'), [body])
      const number = answer.headers.get('x-request-id') ?? ''
      assert.ok(number.length >= 8 && answer.text.includes(number))
      assert.equal(said.length, 1)
      assert.match(said[0] ?? '', new RegExp(number))
      assert.doesNotMatch(
        said[0] ?? '',
        /harbour|saltgrass/i,
        'nothing of what was typed is logged',
      )
    } finally {
      process.stderr.write = write
    }
  },
)

onBothHouses('no address below the assets leads out of them', async (house) => {
  const style = /\/assets\/(style\.[0-9a-f]+\.css)/.exec((await house.visitor().get('/')).text)?.[1]
  const paths = [
    '../package.json',
    '%2e%2e/package.json',
    '%2e%2e%2fpackage.json',
    '..%2f..%2fpackage.json',
    '..%5cpackage.json',
    '/etc/passwd',
    'style.css',
    'client/css/base.css',
    '__proto__',
    'constructor',
    '',
    `${style}%00`,
  ]
  for (const path of paths) {
    const answer = await house.visitor().get(`/assets/${path}`)
    assert.equal(answer.status, 404, path)
    assert.doesNotMatch(answer.text, /devDependencies|--paper|root:/i)
  }
  const found = await house.visitor().get(`/assets/${style}`)
  assert.equal(found.status, 200)
  assert.match(found.headers.get('cache-control') ?? '', /immutable/)
  assert.equal(found.headers.get('x-content-type-options'), 'nosniff')
  assert.deepEqual(found.headers.getSetCookie(), [])
})

onBothHouses(
  'fields are counted by the boundary that the parser takes, whatever looks like one',
  async (house) => {
    const field = '--r\r\ncontent-disposition: form-data; name="email"\r\n\r\nx\r\n'
    const type = 'multipart/form-data; xboundary=zzzzzz; boundary=r'
    assertPlainRefusal(
      await raw(house, urls.signIn(), type, `${field.repeat(2000)}--r--`),
      400,
      type,
    )
  },
)

onBothHouses('thousands of marks on one letter hold nobody up', async (house) => {
  const heavy = encodeURIComponent(`a${'\u0301\u0316'.repeat(100_000)}`)
  const before = process.cpuUsage()
  for (const [path, field] of [
    [urls.signIn(), 'password'],
    [urls.signUp(), 'pen_name'],
    [urls.recover(), 'email'],
  ] as const) {
    await raw(house, path, 'application/x-www-form-urlencoded', `email=x&${field}=${heavy}`)
  }
  // Composing one of them as it came takes longer than ten times this.
  assert.ok(process.cpuUsage(before).user < 5_000_000)
})
