import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneDay } from '#shared/clock.ts'
import { queueMail } from '#storage/outbox.ts'
import { urls } from '#urls.ts'
import {
  type Answer,
  becomeArchivist,
  engines,
  onBothHouses,
  testHouse,
  type TestHouse,
} from '../../test/support/house.ts'
import { onPage } from './paging.ts'
import { auditOf } from './talk.fixture.ts'

async function queue(house: TestHouse, subject: string, text = 'A letter.'): Promise<string> {
  await house.write((tx) =>
    queueMail(tx, house.clock, house.random, { to: 'reader@people.test', subject, text }),
  )
  const row = await house.db
    .selectFrom('mail')
    .select('id')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  return row.id
}

onBothHouses('The outbox is read page by page, each mail once, the newest first', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  await house.write(async (tx) => {
    await tx.deleteFrom('mail').execute()
  })
  const all = onPage * 2 + 3
  for (let number = 1; number <= all; number++) {
    // Most are of the same moment: then the id decides.
    if (number % 40 === 0) house.advance(1000)
    await queue(house, `Letter ${number}.`)
  }
  const seen: string[] = []
  const sizes: number[] = []
  let path: string | undefined = urls.adminOutbox()
  while (path) {
    const { text }: Answer = await archivist.get(path)
    const found = [...text.matchAll(/Letter \d+\./g)].map(([subject]) => subject)
    seen.push(...found)
    sizes.push(found.length)
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.deepEqual(sizes, [onPage, onPage, 3])
  assert.equal(new Set(seen).size, all)
  assert.ok(seen.indexOf(`Letter ${all}.`) < seen.indexOf('Letter 1.'))
  const nonsense = await archivist.get(urls.adminOutbox("'; drop table mail~x"))
  assert.equal(nonsense.status, 200)
})

onBothHouses(
  'Without a mail server a mail’s text is there to hand on; reading it is on record',
  async (house) => {
    const archivist = house.visitor()
    const { accountId } = await becomeArchivist(house, archivist)
    const id = await queue(
      house,
      'A way back in',
      'Open http://archive.test/recover/key\n\n<b>Keeper</b>',
    )
    assert.match((await archivist.get(urls.adminOutbox())).text, /waiting/)
    await house.settle()
    const list = await archivist.get(urls.adminOutbox())
    assert.match(list.text, /in the outbox folder/)
    assert.match(list.text, /No mail server is set/)
    assert.match(list.text, /older than 30 days goes, here and from the folder/)
    assert.doesNotMatch(list.text, /recover\/key/)
    const page = await archivist.get(urls.adminMail(id))
    assert.match(page.text, /reader@people\.test/)
    assert.match(page.text, /Open http:\/\/archive\.test\/recover\/key\n\n&lt;b&gt;Keeper/)
    assert.deepEqual(await auditOf(house), [
      { act: 'mail read', subject: `mail ${id}`, detail: '', by: accountId },
    ])
    assert.equal((await archivist.get(urls.adminMail('0123456789abcdef'))).status, 404)
    assert.equal((await archivist.get(urls.adminMail('\0'))).status, 404)
  },
)

onBothHouses('The first page for staff counts what lies in the folder', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const told = async () => (await archivist.get(urls.admin())).text
  await house.write(async (tx) => {
    await tx.deleteFrom('mail').execute()
  })
  assert.match(await told(), /: No mail of the last 3 days lies in the folder</)
  await queue(house, 'A way back in')
  assert.match(
    await told(),
    /: No mail of the last 3 days lies in the folder · One mail is waiting</,
  )
  await house.settle()
  assert.match(await told(), /: One mail of the last 3 days lies in the folder, to be handed on</)
  await queue(house, 'An answer')
  await house.settle()
  assert.match(await told(), /: 2 mails of the last 3 days lie in the folder, to be handed on</)
  house.advance(3 * oneDay + 1)
  assert.match(await told(), /: No mail of the last 3 days lies in the folder</)
})

for (const engine of engines) {
  test(`With a mail server nothing is to be handed on (${engine})`, async () => {
    const house = await testHouse(engine, { TWEED_SMTP_URL: 'smtp://mail.test' })
    try {
      const archivist = house.visitor()
      await becomeArchivist(house, archivist)
      await house.write(async (tx) => {
        await tx.updateTable('mail').set({ state: 'sent' }).execute()
      })
      assert.match((await archivist.get(urls.admin())).text, /: No mail is waiting</)
    } finally {
      await house.close()
    }
  })
}

onBothHouses('What could not be sent says why', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const id = await queue(house, 'Never arrived')
  await house.write(async (tx) => {
    await tx
      .updateTable('mail')
      .set({ state: 'failed', attempts: 8, error: '550 no such <mailbox>', body: '' })
      .where('id', '=', id as never)
      .execute()
  })
  assert.match((await archivist.get(urls.adminOutbox())).text, /given up after 8 attempts/)
  const page = await archivist.get(urls.adminMail(id))
  assert.match(page.text, /550 no such &lt;mailbox&gt;/)
  assert.match(page.text, /The text is not kept once a mail has left\./)
  assert.deepEqual(await auditOf(house), [])
})
