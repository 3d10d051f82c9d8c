import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, watch } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  environment,
  launcher,
  linesOf,
  type Settings,
  startTweed,
  tweed,
} from './launcher.fixture.ts'

const ready = /private link/

describe('tweed demo', () => {
  let folder = ''
  let temporary = ''
  const kept = process.env['TMPDIR']
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tweed-demo-test-'))
    temporary = join(folder, 'temporary')
    await mkdir(temporary)
    process.env['TMPDIR'] = temporary
  })
  after(async () => {
    if (kept === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = kept
    await rm(folder, { recursive: true, force: true })
  })
  /** The operator's own settings, which it must leave alone. */
  const own = (): Settings => ({
    TWEED_DATA: join(folder, 'own'),
    TWEED_DATABASE_URL: 'postgres://stove:opensesame@127.0.0.1:9/own',
  })

  test('says where, who can sign in, and a guest’s private link; its pages are there', async (t) => {
    const demo = await startTweed(t, ['demo'], own(), ready)
    const [first = '', ...rest] = demo.lines
    assert.equal(first, `The demo archive is at ${demo.url}`)
    const people = rest.flatMap((line) => {
      const found = /^ {2}sign in as (\S+) \((\w+)\) with the password: (.+)$/.exec(line)
      return found ? [found.slice(1)] : []
    })
    assert.deepEqual(
      people.map(([, role]) => role),
      ['archivist', 'reader', 'reader'],
    )
    assert.ok(demo.lines.length <= 6, 'a few lines')

    const listing = await (await fetch(`${demo.url}/works`)).text()
    const works = [...new Set([...listing.matchAll(/href="(\/works\/\w{16})"/g)].map((m) => m[1]))]
    assert.equal(works.length, 3)
    for (const word of ['General', 'Teen', 'Mature', 'in progress', 'complete']) {
      assert.ok(listing.includes(word), word)
    }
    assert.match(listing, /chapters 3\/5/)
    assert.match(listing, /<details class="spoiler">/)
    for (const path of works) assert.equal((await fetch(demo.url + path)).status, 200)
    const lamp = works.find((path) => listing.includes(`href="${path}">The Lamp`))
    const page = await (await fetch(demo.url + lamp)).text()
    assert.match(page, /More goat, please/)
    assert.match(page, /You are the reader this was written for/)
    assert.doesNotMatch(page, /Between us/, 'what was said privately is on no page')

    const link = /(http\S+\/r\/\S+)$/.exec(demo.lines.at(-1) ?? '')?.[1] ?? ''
    const traded = await fetch(link, { redirect: 'manual' })
    assert.equal(traded.status, 303)
    const cookie = traded.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const replies = await fetch(new URL(traded.headers.get('location') ?? '', demo.url), {
      headers: { cookie },
    })
    const answers = await replies.text()
    assert.match(answers, /<title>Replies/)
    assert.match(answers, /2 new answers/)
    assert.match(answers, /Between us: I do know how it ends/)

    const [email = '', , password = ''] = people[1] ?? []
    const session = await signIn(demo.url, email, password)
    const desk = await fetch(`${demo.url}/desk`, { headers: { cookie: session } })
    assert.match(await desk.text(), /What the Ice Kept/)

    const { code, err } = await demo.stop()
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    assert.deepEqual(await readdir(temporary), [], 'it leaves nothing behind')
    assert.deepEqual(await readdir(folder), ['temporary'], 'and makes nothing of its own')
  })

  test('--keep keeps the folder, which holds a sound archive', async (t) => {
    const demo = await startTweed(t, ['demo', '--keep'], own(), ready)
    const { code, out } = await demo.stop('SIGINT')
    assert.equal(code, 0)
    const made = /^The demo's folder: (\S+)$/.exec(linesOf(out).at(-1) ?? '')?.[1] ?? ''
    assert.ok(made.startsWith(temporary))
    assert.equal((await tweed(['check'], { TWEED_DATA: made })).code, 0)
    await rm(made, { recursive: true })
  })

  test('takes another port where the wanted one is taken', async (t) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    try {
      const demo = await startTweed(t, ['demo'], { TWEED_PORT: String(port) }, ready)
      assert.notEqual(new URL(demo.url).port, String(port))
      assert.equal((await fetch(demo.url)).status, 200)
      assert.equal((await demo.stop()).code, 0)
    } finally {
      other.close()
    }
  })

  test('stopped while it is being filled, it leaves nothing behind either', async () => {
    const changes = watch(temporary)
    const child = spawn(launcher, ['demo'], {
      env: environment({ TWEED_PORT: '0' }),
      stdio: 'ignore',
    })
    const closed = once(child, 'close')
    for await (const { filename } of changes) if (filename?.startsWith('tweed-demo-')) break
    child.kill('SIGTERM')
    const [code] = await closed
    assert.equal(code, 0)
    assert.deepEqual(await readdir(temporary), [])
  })

  test('leaves nothing behind where it can’t listen', async () => {
    const { code, out, err } = await tweed(['demo'], { TWEED_HOST: '203.0.113.9' })
    assert.deepEqual({ code, out }, { code: 1, out: '' })
    assert.match(err, /^tweed: 203\.0\.113\.9 is no address of this computer; .*TWEED_HOST\.\n$/)
    assert.deepEqual(await readdir(temporary), [])
  })
})

/** Signs in by the page's form and gives the session's cookie. */
async function signIn(url: string, email: string, password: string): Promise<string> {
  const page = await (await fetch(`${url}/sign-in`)).text()
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  const body = new URLSearchParams({ email, password })
  for (const [, name = '', value = ''] of hidden) body.set(name, value)
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body,
    headers: { origin: url },
    redirect: 'manual',
  })
  assert.equal(answer.status, 303)
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}
