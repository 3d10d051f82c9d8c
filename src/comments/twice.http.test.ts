import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, type TestHouse } from '../../test/support/house.ts'
import { answer, authorWithWork, findSaid, rowOf, say, typing } from '../../test/support/talk.ts'
import type { WorkId } from '#shared/ids.ts'

const countOf = async (house: TestHouse, table: 'comment' | 'private_link') =>
  (await house.db.selectFrom(table).select('id').execute()).length

/** The form below the first chapter as a guest filled it in, to be sent more than once and from more than one browser. */
async function typedForm(house: TestHouse, work: WorkId, more: Record<string, string> = {}) {
  const page = await house.visitor().get(urls.work(work))
  house.advance(typing)
  const form = page
    .form(urls.comments(work, 1))
    .fill({ body: 'said once', nonce: '1234567.1234567.1234567', ...more })
  return Object.fromEntries([...form.values].map(([name, list]) => [name, [...list]]))
}

onBothHouses(
  'the same form sent many times at once is said once, without an error',
  async (house) => {
    const { work } = await authorWithWork(house)
    const fields = await typedForm(house, work)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        house.visitor('203.0.113.4').post(urls.comments(work, 1), fields),
      ),
    )
    for (const { status } of answers) assert.equal(status, 303)
    assert.equal(await countOf(house, 'comment'), 1)
    assert.equal(await countOf(house, 'private_link'), 1)
  },
)

onBothHouses('a guest whose first answer got lost still gets the key', async (house) => {
  const { work } = await authorWithWork(house)
  const fields = await typedForm(house, work)
  const lost = house.visitor('203.0.113.4')
  const first = await lost.post(urls.comments(work, 1), fields)
  const code = /reading-code">([^<]+)</.exec((await first.follow()).text)?.[1] ?? ''
  assert.match(code, /^[0-9A-Z-]{29}$/)
  const again = house.visitor('203.0.113.4')
  const second = await again.post(urls.comments(work, 1), fields)
  const receipt = await second.follow()
  const fresh = /reading-code">([^<]+)</.exec(receipt.text)?.[1] ?? ''
  assert.match(fresh, /^[0-9A-Z-]{29}$/)
  assert.notEqual(fresh, code)
  assert.match((await again.get(urls.replies())).text, /said once/)
  assert.doesNotMatch((await lost.get(urls.replies())).text, /said once/)
  const byCode = house.visitor()
  assert.equal((await byCode.get(urls.privateLink(code))).status, 422)
  assert.equal((await byCode.get(urls.privateLink(fresh))).status, 303)
})

onBothHouses(
  'the form gives the key to nobody later, elsewhere or with other words',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const fields = await typedForm(house, work)
    const guest = house.visitor('203.0.113.4')
    await guest.post(urls.comments(work, 1), fields)
    const { id } = await house.db.selectFrom('comment').select('id').executeTakeFirstOrThrow()
    await house.visitor('203.0.113.5').post(urls.comments(work, 1), fields)
    assert.equal(await countOf(house, 'comment'), 2, 'another address is another guest')
    house.advance(3 * 60_000)
    await answer(house, author, id, 'for you alone', true)
    const late = house.visitor('203.0.113.4')
    const sent = await late.post(urls.comments(work, 1), fields)
    assert.equal(sent.location, urls.replies())
    assert.doesNotMatch((await sent.follow()).text, /for you alone/)
    assert.match((await guest.get(urls.replies())).text, /for you alone/)
    const other = house.visitor('203.0.113.4')
    await other.post(urls.comments(work, 1), { ...fields, body: ['other words'] })
    assert.doesNotMatch((await other.get(urls.replies())).text, /for you alone/)
  },
)

onBothHouses(
  'a guest who gave an address gets the key by mail, and no second one',
  async (house) => {
    const { work } = await authorWithWork(house)
    const fields = await typedForm(house, work, { email: 'n@guests.test' })
    await house.visitor('203.0.113.4').post(urls.comments(work, 1), fields)
    const again = house.visitor('203.0.113.4')
    const second = await again.post(urls.comments(work, 1), fields)
    assert.equal(second.location, urls.replies())
    const mails = (await house.mails()).filter(({ to }) => to === 'n@guests.test')
    assert.equal(mails.length, 1)
    const key = /\/r\/\S+/.exec(mails[0]?.text ?? '')?.[0] ?? ''
    assert.equal((await again.get(key)).status, 303)
    assert.match((await again.get(urls.replies())).text, /said once/)
  },
)

onBothHouses('the same words in a second form are a second comment', async (house) => {
  const { work } = await authorWithWork(house)
  const guest = house.visitor()
  const first = await say(house, guest, work, 'more please')
  await guest.post(urls.replyWithdrawal(first))
  const second = await say(house, guest, work, 'more please')
  assert.notEqual(first, second)
  const rows = await Promise.all([rowOf(house, first), rowOf(house, second)])
  assert.equal(rows[0].private_link_id, rows[1].private_link_id, 'under the same link')
})

onBothHouses(
  'whoever shares an address and copies name and words gets nobody’s key',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    let said = 0
    for (const nonce of ['', '7654321.7654321.7654321']) {
      const own = await typedForm(house, work, { nonce, body: `said once, ${nonce || 'plainly'}` })
      const guest = house.visitor('203.0.113.4')
      await guest.post(urls.comments(work, 1), own)
      const id = await findSaid(house, `said once, ${nonce || 'plainly'}`)
      for (const guessed of ['', '1111111.1111111.1111111']) {
        const thief = house.visitor('203.0.113.4')
        const sent = await thief.post(urls.comments(work, 1), { ...own, nonce: [guessed] })
        assert.equal(sent.status, 303)
        await answer(house, author, id, `for you alone, ${++said}`, true)
        assert.doesNotMatch((await thief.get(urls.replies())).text, /for you alone/)
      }
      assert.match((await guest.get(urls.replies())).text, /for you alone/)
    }
  },
)
