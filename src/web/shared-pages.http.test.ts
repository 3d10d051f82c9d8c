import assert from 'node:assert/strict'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { Hono } from 'hono'
import { makeApp } from '#app.ts'
import { postComment } from '#comments/acts.ts'
import { defaultReading, formatReading } from '#policy/reading.ts'
import { fromPlainText } from '#prose/plain-text.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { listChapters } from '#works/reads.ts'
import { onBothHouses, type Person, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { setWork } from '../../test/support/talk.ts'
import type { Env } from './env.ts'

/** Says something on the first chapter of a work, if it is there for people who are signed in. */
async function sayOn(
  house: TestHouse,
  { accountId, penNameId }: Person,
  work: WorkId,
  number: number,
): Promise<void> {
  const account = {
    id: accountId,
    role: 'reader',
    sessionHash: '',
    actingPenName: null,
    unseenNotices: 0,
  } as const
  const [chapter] = await listChapters(house.db, work)
  if (!chapter) return
  await house.write((tx) =>
    postComment(
      tx,
      house,
      { account, reading: defaultReading },
      {
        workId: work,
        chapterId: chapter.id,
        parentId: null,
        voice: { kind: 'pen-name', id: penNameId, accountId },
        body: fromPlainText(`Said ${number} times.`, 'comment'),
        print: null,
        suspicion: null,
        onceKey: `said ${number}`,
      },
    ),
  )
}

type Got = { status: number; headers: Headers; text: string }

async function ask(app: Hono<Env>, path: string, headers: Record<string, string>): Promise<Got> {
  const request = new Request(`http://archive.test${path}`, { headers })
  const incoming = { socket: { remoteAddress: '198.51.100.7' } }
  const response = await app.fetch(request, { incoming } as unknown as Env['Bindings'])
  const bytes = Buffer.from(await response.arrayBuffer())
  const encoding = response.headers.get('content-encoding')
  const plain =
    encoding === 'br'
      ? brotliDecompressSync(bytes)
      : encoding === 'gzip'
        ? gunzipSync(bytes)
        : bytes
  const { status } = response
  return { status, headers: response.headers, text: status === 304 ? '' : plain.toString() }
}

/** The same archive with nothing kept: what each reader has to be shown. */
const withoutKept = (house: TestHouse): Hono<Env> =>
  makeApp({ ...house, pages: { size: 0, find: () => undefined, keep() {} } })

const story = (title: string, rating: string) =>
  `Title: ${title}\nRating: ${rating}\nWarnings: None\nFandom: Harbour Lights\n\nThe ferry of ${title} came in at noon.\n`

const withoutTokens = (text: string) => text.replaceAll(/name="token" value="[^"]*"/g, '')

onBothHouses('no kept page is ever shown to a reader whom it was not made for', async (house) => {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  const works: WorkId[] = []
  for (const [title, rating] of [
    ['The Gull', 'G'],
    ['The Mole', 'M'],
    ['The Eel', 'E'],
  ] as const) {
    works.push(await postText(house, person, story(title, rating)))
  }
  const [gull = '' as WorkId, mole = '' as WorkId, eel = '' as WorkId] = works
  const odd = `%30${mole.slice(1)}`
  const paths = [
    ...works.flatMap((work) => [urls.work(work), urls.entire(work), urls.chapter(work, 1)]),
    '/',
    '/works',
    '/works?rating=M',
    '/fandoms',
    '/about',
    '/nowhere',
    urls.archiveFeed(),
    urls.workFeed(gull),
    urls.penName(person.penNameId),
    `/works/${odd}`,
    `/works/${mole}?from=2`,
    `/works/${gull}?did=kudos`,
  ]
  const cookies = fc.record({
    tweed_session: fc.constantFrom(
      '',
      '',
      '',
      'nobody',
      ...[author, reader].map((one) => one.cookies.get('tweed_session') ?? ''),
    ),
    tweed_reading: fc.constantFrom(
      '',
      '',
      formatReading({ ...defaultReading, theme: 'sepia' }),
      formatReading({ ...defaultReading, ask: [], listing: 'hide' }),
      '9.9.9',
      '2.0.3.1.1.0.1..E_M%20',
    ),
    tweed_opened: fc.constantFrom(
      '',
      '',
      `${mole}-M`,
      `${eel}-E~${mole}-M`,
      `${mole}-~${mole}-M`,
      `${mole}-E`,
      `x${mole}-M`,
      `${'x'.repeat(3990)}~${mole}-M`,
    ),
    tweed_replies: fc.constantFrom('', 'somebody.else'),
    tweed_reader: fc.constantFrom('', 'somebody.else'),
  })
  const step = fc.record({
    path: fc.constantFrom(...paths),
    cookies,
    accepts: fc.constantFrom('', 'gzip', 'br, gzip'),
    asksAgain: fc.boolean(),
    happens: fc.constantFrom('', '', '', '', 'hide', 'show', 'rate', 'close', 'say', 'time'),
    work: fc.constantFrom(...works),
  })
  const known = new Map<string, string>()
  let said = 1
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const tags = new Map<string, string>()
      for (const one of steps) {
        const hidden_at = one.happens === 'hide' ? house.clock().toISOString() : null
        if (/hide|show/.test(one.happens)) await setWork(house, one.work, { hidden_at })
        if (one.happens === 'close') await setWork(house, one.work, { accounts_only: 1 })
        if (one.happens === 'say') await sayOn(house, person, one.work, said++)
        if (one.happens === 'rate') await setWork(house, mole, { rating: 'E' })
        if (one.happens === 'time') house.advance(60_000)
        const pairs = Object.entries(one.cookies).filter(([, value]) => value !== '')
        const cookie = pairs.map(([name, value]) => `${name}=${value}`).join('; ')
        const headers = { cookie, 'accept-encoding': one.accepts }
        // Neither a page nor anything that was read before stands in a new one.
        const wanted = await ask(withoutKept(house), one.path, headers)
        const tag = one.asksAgain ? tags.get(one.path) : undefined
        const got = await ask(house.app, one.path, {
          ...headers,
          ...(tag ? { 'if-none-match': tag } : {}),
        })
        const shown = got.status === 304 ? (known.get(tag ?? '') ?? '') : got.text
        // A kept page holds a token that was made a little earlier.
        assert.equal(
          withoutTokens(shown).replaceAll(/your number is \w+/g, ''),
          withoutTokens(wanted.text).replaceAll(/your number is \w+/g, ''),
        )
        if (got.status !== 304) assert.equal(got.status, wanted.status)
        assert.deepEqual(got.headers.getSetCookie(), [])
        const cache = got.headers.get('cache-control') ?? ''
        if (one.cookies.tweed_session !== '' && got.status === 200)
          assert.match(cache, /^private|^no-store$/)
        if (cache.startsWith('public'))
          assert.equal(got.headers.get('vary'), 'Accept-Encoding, Cookie')
        const etag = got.headers.get('etag')
        if (etag && got.status === 200) {
          tags.set(one.path, etag)
          known.set(etag, got.text)
        }
      }
    }),
    { numRuns: 20 },
  )
  assert.ok(house.pages.size > 0)
})

onBothHouses(
  'asking for anything at all is no way to learn that there is something',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const work = await postText(house, person, story('The Gull', 'G'))
    const any = { 'if-none-match': '*' }
    assert.equal((await house.visitor().get(urls.work('0123456789abcdef'), any)).status, 404)
    assert.notEqual((await house.visitor().get(urls.work(work), any)).status, 404)
  },
)

onBothHouses(
  'a page that somebody signed in has already is not sent to them again',
  async (house) => {
    const author = house.visitor()
    const person = await signUp(house, author, { penName: 'Saltgrass' })
    const work = await postText(house, person, story('The Gull', 'G'))
    const first = await author.get(urls.work(work))
    house.advance(60_000)
    const tag = { 'if-none-match': first.headers.get('etag') ?? '' }
    const again = await author.get(urls.work(work), tag)
    assert.equal(again.status, 304)
    assert.match(again.headers.get('cache-control') ?? '', /^private/)
    const other = house.visitor()
    await signUp(house, other, { penName: 'Tidewrack' })
    assert.equal((await other.get(urls.work(work), tag)).status, 200)
    assert.equal((await house.visitor().get(urls.work(work), tag)).status, 200)
  },
)

onBothHouses(
  'nobody can lead another past the question, or bar the way, by an odd cookie',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const mole = await postText(house, person, story('The Mole', 'M'))
    const text = /The ferry of The Mole/
    const accepts = { 'accept-encoding': 'br' }
    const seen = async (path: string, opened: string) =>
      text.test((await ask(house.app, path, { ...accepts, cookie: `tweed_opened=${opened}` })).text)
    for (const odd of [`${mole}-~${mole}-M`, `x${mole}-M`, `${mole}-M2~${mole}-M`, '']) {
      for (const path of [
        urls.work(mole),
        `/works/%${mole.charCodeAt(0).toString(16)}${mole.slice(1)}`,
      ]) {
        house.advance(1000)
        await setWork(house, mole, { rating: 'M' })
        await seen(path, odd)
        assert.equal(await seen(path, ''), false, `${path} after ${odd}`)
        await seen(path, odd)
        assert.equal(await seen(path, `${mole}-M`), true, `${path} after ${odd}`)
      }
    }
  },
)
