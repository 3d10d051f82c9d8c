import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { minute, oneDay } from '#shared/clock.ts'
import { type NewMail, queueMail } from '#storage/outbox.ts'
import { engines, onBothHouses, testHouse, type TestHouse } from '../../test/support/house.ts'
import { mostAttempts, pauseAfter } from './deliver.ts'
import { headersOf, type Received, startMailServer } from './mail-server.fixture.ts'

const queue = (house: TestHouse, mail: Partial<NewMail> = {}) =>
  house.write((tx) =>
    queueMail(tx, house.clock, house.random, {
      to: 'reader@people.test',
      subject: 'An answer',
      text: 'Somebody answered.\n',
      ...mail,
    }),
  )

const rows = (house: TestHouse) =>
  house.db.selectFrom('mail').selectAll().orderBy('created_at').orderBy('to_address').execute()

/** One test on both engines, with a mail server that the archive knows. */
function withMailServer(
  title: string,
  run: (house: TestHouse, received: Received[]) => Promise<void>,
  refuse?: (to: string) => string | null,
): void {
  for (const engine of engines) {
    test(`${title} (${engine})`, async () => {
      const server = await startMailServer(refuse)
      const house = await testHouse(engine, {
        TWEED_SMTP_URL: server.url,
        TWEED_MAIL_FROM: 'Room, Reading <post@archive.test>',
      })
      try {
        await run(house, server.received)
      } finally {
        await house.close()
        await server.close()
      }
    })
  }
}

withMailServer(
  'a mail goes through the server once, and its text is kept no longer',
  async (house, received) => {
    const stopUrl = 'http://archive.test/r/stop/a-key'
    await queue(house, { text: 'Your key: http://archive.test/r/a-key\n', stopUrl })
    await house.settle()
    await house.settle()
    assert.equal(received.length, 1)
    const [mail] = received
    assert.deepEqual([mail?.from, mail?.to], ['post@archive.test', ['reader@people.test']])
    const headers = headersOf(mail?.raw ?? '')
    assert.deepEqual(headers.get('from'), ['"Room, Reading" <post@archive.test>'])
    assert.deepEqual(headers.get('list-unsubscribe'), [`<${stopUrl}>`])
    assert.deepEqual(headers.get('list-unsubscribe-post'), ['List-Unsubscribe=One-Click'])
    assert.deepEqual(headers.get('auto-submitted'), ['auto-generated'])
    assert.match(headers.get('message-id')?.[0] ?? '', /^<[0-9a-z]{24}@archive\.test>$/)
    assert.match(mail?.raw ?? '', /Your key: http:\/\/archive\.test\/r\/a-key/)
    const [row] = await rows(house)
    assert.deepEqual([row?.state, row?.body, row?.stop_url, row?.error], ['sent', '', null, null])
    house.advance(31 * oneDay)
    await house.settle()
    assert.deepEqual(await rows(house), [])
  },
)

withMailServer(
  'nothing in a name, a subject or an address begins a header of its own',
  async (house, received) => {
    const evil = 'Hello\r\nBcc: victim@people.test\r\n\r\nX\u2028Y'
    await queue(house, { subject: evil })
    await queue(house, { subject: 'q'.repeat(600) })
    await queue(house, {
      subject: '=?utf-8?q?=0D=0ABcc:_victim@people.test?= 🪔 ünïcode',
      stopUrl: 'http://archive.test/r?a=\r\nBcc: victim@people.test',
    })
    for (const to of [
      'a@people.test\r\nBcc: victim@people.test',
      'a@people.test, victim@people.test',
    ]) {
      await queue(house, { to })
    }
    await house.settle()
    assert.ok(received.length >= 3)
    for (const { to, raw } of received) {
      assert.ok(!to.includes('victim@people.test'), to.join())
      const headers = headersOf(raw)
      assert.equal(headers.get('bcc'), undefined)
      assert.equal(headers.get('to')?.length, 1)
      assert.equal(headers.get('subject')?.length, 1)
      for (const line of raw.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 998)
    }
  },
)

withMailServer(
  'a mail that is refused is tried again, later each time, then given up and kept',
  async (house, received) => {
    await queue(house, { to: 'gone@people.test', text: 'A new password: see above.\n' })
    const stopUrl = 'http://archive.test/r/stop/a-key'
    await queue(house, { to: 'gone-too@people.test', text: 'Your key.\n', stopUrl })
    await queue(house, { to: 'there@people.test' })
    await house.settle()
    assert.deepEqual(
      received.map(({ to }) => to),
      [['there@people.test']],
    )
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const [one] = (await rows(house)).filter(
        ({ to_address }) => to_address === 'gone@people.test',
      )
      assert.equal(one?.attempts, attempt)
      assert.equal(one?.state, attempt === mostAttempts ? 'failed' : 'waiting')
      assert.match(one?.error ?? '', /no such person/)
      assert.equal(one?.body, 'A new password: see above.\n')
      house.advance(pauseAfter(attempt) - 1)
      await house.settle()
      assert.equal((await rows(house)).find(({ id }) => id === one?.id)?.attempts, attempt)
      house.advance(1)
      await house.settle()
    }
    const failed = (await rows(house)).filter(({ state }) => state === 'failed')
    assert.deepEqual(
      failed.map(({ attempts, body, stop_url }) => [attempts, body, stop_url]),
      [
        [mostAttempts, '', null],
        [mostAttempts, 'A new password: see above.\n', null],
      ],
    )
    assert.equal(received.length, 1)
  },
  (to) => (to.startsWith('gone') ? 'no such person' : null),
)

test('each pause is longer than the one before, up to half a day', () => {
  const pauses = Array.from({ length: mostAttempts }, (_, at) => pauseAfter(at + 1))
  assert.deepEqual(
    pauses.toSorted((a, b) => a - b),
    pauses,
  )
  assert.equal(pauses[0], minute)
  assert.equal(pauses.at(-1), oneDay / 2)
})

for (const engine of engines) {
  test(`while the mail server is away nothing is lost, and one mail at a time waits for it (${engine})`, async () => {
    const gone = await startMailServer()
    await gone.close()
    const house = await testHouse(engine, { TWEED_SMTP_URL: gone.url })
    try {
      for (let at = 0; at < 5; at++) await queue(house, { to: `reader${at}@people.test` })
      await house.settle()
      const attempts = (await rows(house)).map((row) => row.attempts)
      assert.deepEqual(attempts.toSorted(), [0, 0, 0, 0, 1])
      for (const row of await rows(house)) {
        assert.equal(row.state, 'waiting')
        assert.notEqual(row.body, '')
      }
      house.advance(minute)
      await house.settle()
      const total = (await rows(house)).reduce((sum, row) => sum + row.attempts, 0)
      assert.equal(total, 2)
    } finally {
      await house.close()
    }
  })
}

onBothHouses('in a mail’s file every link stands in one piece', async (house) => {
  const link = `http://archive.test/recover/${'a-long-key='.repeat(12)}`
  const text = `Grüße aus “Tidewrack”,\n\n${link}\n\nA line ${'that goes on '.repeat(20)}\n`
  await queue(house, { text })
  await queue(house, { text: `${'x'.repeat(1200)}\n` })
  await house.settle()
  const folder = join(house.config.dataFolder, 'outbox')
  const names = await readdir(folder)
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const file = files.find((one) => one.includes(link)) ?? ''
  assert.match(file, /^Content-Transfer-Encoding: 8bit$/m)
  assert.match(file, /^Content-Type: text\/plain; charset=utf-8$/m)
  assert.equal(file.slice(file.indexOf('\n\n') + 2), text)
  // What no mail may hold as it is, is coded as before.
  for (const line of files.flatMap((one) => one.split('\n'))) assert.ok(line.length <= 998)
})

onBothHouses(
  'without a mail server each mail is a file that only the archive’s user reads',
  async (house) => {
    const stopUrl = 'http://archive.test/r/stop/a-key'
    await queue(house, { subject: 'Grüße 🪔', stopUrl })
    await house.settle()
    const folder = join(house.config.dataFolder, 'outbox')
    const [name = '', ...more] = await readdir(folder)
    assert.deepEqual(more, [])
    assert.match(name, /^[0-9a-z]{16}\.eml$/)
    assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600)
    assert.equal((await stat(folder)).mode & 0o777, 0o700)
    const text = await readFile(join(folder, name), 'utf8')
    assert.match(text, /^To: reader@people\.test$/m)
    assert.match(text, /^List-Unsubscribe: <http:\/\/archive\.test\/r\/stop\/a-key>$/m)
    const [row] = await rows(house)
    assert.deepEqual([row?.state, row?.body], ['sent', 'Somebody answered.\n'])
  },
)
