import assert from 'node:assert/strict'
import { makeJobs } from '#jobs/jobs.ts'
import { urls } from '#urls.ts'
import { onBothHouses, type TestHouse } from '../../test/support/house.ts'
import { answer, authorWithWork, say, setWork, trySaying, typing } from '../../test/support/talk.ts'
import type { Visitor } from '../../test/support/visitor.ts'

const codeIn = (text: string) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}/.exec(text)?.[0] ?? ''

async function speak(house: TestHouse) {
  const { author, work } = await authorWithWork(house)
  const guest = house.visitor()
  const sent = await trySaying(house, guest, work, { body: 'said by the guest' })
  const receipt = await sent.follow()
  const row = await house.db
    .selectFrom('comment')
    .select(['id', 'private_link_id'])
    .executeTakeFirstOrThrow()
  return {
    author,
    work,
    guest,
    receipt,
    code: codeIn(receipt.text),
    id: row.id,
    link: row.private_link_id ?? '',
  }
}

const enter = async (visitor: Visitor, code: string) => {
  const page = await visitor.get(urls.replies())
  return page.form('/replies/enter').fill({ code }).send()
}

onBothHouses('the code opens however it is typed, and is kept as a hash alone', async (house) => {
  const { code, guest } = await speak(house)
  assert.equal(code.replaceAll('-', '').length, 24)
  const typed = [
    code,
    code.toLowerCase(),
    ` ${code.replaceAll('-', ' ')} `,
    code.replaceAll('-', ''),
    code.replaceAll('0', 'O').replaceAll('1', 'l'),
  ]
  for (const one of typed) {
    const visitor = house.visitor()
    assert.equal((await enter(visitor, one)).location, urls.replies(), one)
    assert.match((await visitor.get(urls.replies())).text, /said by the guest/)
  }
  const rows = JSON.stringify(await house.db.selectFrom('private_link').selectAll().execute())
  assert.ok(!rows.toLowerCase().includes(code.toLowerCase().replaceAll('-', '')))
  for (const value of guest.cookies.values()) {
    if (!value.includes('.')) continue
    assert.ok(!value.startsWith(code.toLowerCase().replaceAll('-', '')))
  }
})

onBothHouses(
  'a wrong, a revoked and a half-typed code are answered alike, and guessing is slowed',
  async (house) => {
    const { code, guest, link } = await speak(house)
    const page = await guest.get(urls.replies())
    await page.form(urls.linkRevocation(link)).send()
    const plain = (text: string) =>
      text.replaceAll(/name="(?:token|code)"[^>]*>/g, '').replaceAll(/value="[^"]*"/g, '')
    const answers = []
    for (const one of ['ABCD-EFGH-JKMN-PQRS-TVWX-YZ01', code, 'ABCD']) {
      const { status, text } = await enter(house.visitor(), one)
      answers.push([status, plain(text)])
    }
    assert.deepEqual(answers[0], answers[1])
    assert.deepEqual(answers[0], answers[2])
    const guesser = house.visitor()
    let slowed = 0
    for (let at = 0; at < 25; at++) {
      const { status, headers } = await enter(guesser, `ABCD-EFGH-JKMN-PQRS-TVWX-YZ${10 + at}`)
      if (status === 429 && Number(headers.get('retry-after')) > 0) slowed++
    }
    assert.equal(slowed, 5)
  },
)

onBothHouses(
  'the address with the secret is left at once, and nothing keeps the page',
  async (house) => {
    const { code } = await speak(house)
    const visitor = house.visitor()
    const traded = await visitor.get(`/r/${code}`)
    assert.equal(traded.status, 303)
    assert.equal(traded.location, '/replies')
    const page = await traded.follow()
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.match(page.text, /<meta name="robots" content="noindex, nofollow">/)
    assert.match(page.text, /<title>Replies<\/title>/)
    assert.ok(!page.text.includes(code))
  },
)

onBothHouses(
  'a new code ends the old one, its cookies, its feed and its keys in mails',
  async (house) => {
    const { code, guest, link } = await speak(house)
    const elsewhere = house.visitor()
    await enter(elsewhere, code)
    const page = await guest.get(urls.replies())
    const feed = /href="(\/replies\/feed\/[^"]+)"/.exec(page.text)?.[1] ?? ''
    assert.equal((await house.visitor().get(feed)).status, 200)
    const receipt = await (await page.form(urls.linkRotation(link)).send()).follow()
    const fresh = codeIn(receipt.text)
    assert.ok(fresh && fresh !== code)
    assert.equal((await enter(house.visitor(), code)).status, 422)
    assert.doesNotMatch((await elsewhere.get(urls.replies())).text, /said by the guest/)
    assert.equal((await house.visitor().get(feed)).status, 404)
    assert.equal((await enter(house.visitor(), fresh)).status, 303)
    assert.match((await guest.get(urls.replies())).text, /said by the guest/)
    const qr = await guest.get(urls.linkQr(link))
    assert.match(qr.text, /^<svg/)
    assert.equal((await elsewhere.get(urls.linkQr(link))).status, 404)
  },
)

onBothHouses(
  'the receipt shows the code once, and forgetting takes every key along',
  async (house) => {
    const { guest, receipt, id } = await speak(house)
    assert.match(receipt.text, /A lost code can’t be recovered/)
    guest.cookies.delete('tweed_receipt')
    const later = await guest.get(urls.repliesReceipt(id))
    assert.equal(later.status, 200)
    assert.equal(codeIn(later.text), '')
    assert.equal((await house.visitor().get(urls.repliesReceipt(id))).status, 404)
    const page = await guest.get(urls.replies())
    await page.form(urls.repliesForget()).send()
    assert.doesNotMatch((await guest.get(urls.replies())).text, /said by the guest/)
  },
)

onBothHouses('another’s link opens nothing of mine', async (house) => {
  const { author, id, link } = await speak(house)
  const told = await answer(house, author, id, 'for you alone', true)
  const other = house.visitor()
  await say(house, other, (await authorWithWork(house, 'Mirren', 'The Lamp')).work, 'elsewhere')
  for (const path of [
    urls.replyBack(told),
    urls.replyEdit(id),
    urls.replyWithdrawal(id),
    urls.repliesReceipt(id),
    urls.linkQr(link),
  ]) {
    assert.equal((await other.get(path)).status, 404, path)
  }
  for (const path of [
    urls.replyBack(told),
    urls.replyEdit(id),
    urls.replyWithdrawal(id),
    urls.replyMute(told),
    urls.linkRotation(link),
    urls.linkRevocation(link),
    urls.linkMail(link),
  ]) {
    assert.equal((await other.post(path, { body: 'x', email: 'x@y.test' })).status, 404, path)
  }
})

onBothHouses('the feed says that there is an answer, and never what it says', async (house) => {
  const { author, guest, id } = await speak(house)
  house.advance(typing)
  await answer(house, author, id, 'for everyone to read')
  await answer(house, author, id, 'for you alone', true)
  const page = await guest.get(urls.replies())
  const feed = /href="(\/replies\/feed\/[^"]+)"/.exec(page.text)?.[1] ?? ''
  const { text, headers } = await house.visitor().get(feed)
  assert.equal(text.match(/<entry>/g)?.length, 2)
  assert.doesNotMatch(text, /everyone to read|you alone|said by/)
  assert.match(headers.get('cache-control') ?? '', /no-store/)
  assert.match(headers.get('x-robots-tag') ?? '', /noindex/)
})

onBothHouses(
  'new answers are marked once, and what is fetched ahead marks nothing',
  async (house) => {
    const { author, guest, id } = await speak(house)
    house.advance(typing)
    await answer(house, author, id, 'an answer')
    const ahead = await guest.get(urls.replies(), { 'sec-purpose': 'prefetch' })
    assert.match(ahead.text, /one new answer/)
    assert.match((await guest.get(urls.replies())).text, /one new answer/)
    assert.doesNotMatch((await guest.get(urls.replies())).text, /one new answer/)
  },
)

onBothHouses(
  'edited words that wait again are told to the guest as waiting, and to the author by mail at once',
  async (house) => {
    const { work, guest, id } = await speak(house)
    await house.write((tx) => tx.updateTable('account').set({ mail_wanted: 1 }).execute())
    const sent: unknown[] = []
    const transport = {
      keepsText: false,
      send: (message: { to?: unknown }) => Promise.resolve(void sent.push(message.to)),
      close() {},
    }
    const jobs = makeJobs(house, transport, (_, error) => assert.fail(String(error)))
    Object.assign(house, { mailMayWait: () => jobs.wake() })
    // Whatever waits goes out now; the clock stands, so that from here on only being told lets a mail go.
    await jobs.run()
    sent.length = 0
    const edit = async (body: string) => {
      const form = (await guest.get(urls.replyEdit(id))).form(urls.replyEdit(id))
      const page = await (await form.fill({ body }).send()).follow()
      await new Promise((resolve) => setImmediate(resolve))
      await jobs.run()
      return page.text
    }

    const saved = await edit('said by the guest, and well')
    assert.match(saved, /Saved\./)
    assert.doesNotMatch(saved, /waits for the author’s approval/)
    assert.equal(sent.length, 0)
    await setWork(house, work, { comments_held: 1 })
    assert.match(
      await edit('said by the guest, and better'),
      /What you changed waits for the author’s approval/,
    )
    assert.deepEqual(sent, [{ name: '', address: 'saltgrass@people.test' }])
    assert.match(
      await edit('said by the guest, at last'),
      /What you changed waits for the author’s approval/,
    )
    assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /said by the guest/)
  },
)

onBothHouses(
  'the new title of a work that a guest may not read any more is told in no way',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const guest = house.visitor()
    const asked = await say(house, guest, work, 'Who rang the bell?', { email: 'n@guests.test' })
    const feed = /\/replies\/feed\/[^"]+/.exec((await guest.get(urls.replies())).text)?.[0] ?? ''
    assert.notEqual(feed, '')
    await setWork(house, work, { accounts_only: 1 })
    await house.write((tx) =>
      tx.updateTable('work').set({ title: 'Ulla of Skerry' }).where('id', '=', work).execute(),
    )
    await answer(house, author, asked, 'Nobody did.', true)
    const told = [
      (await guest.get(urls.replies())).text,
      (await guest.get(feed)).text,
      ...(await house.mails())
        .filter(({ to }) => to === 'n@guests.test')
        .map(({ subject, text }) => subject + text),
    ]
    assert.ok(told.length >= 3)
    assert.match(told[0] ?? '', /Nobody did/)
    for (const text of told) assert.doesNotMatch(text, /Ulla/)
  },
)
