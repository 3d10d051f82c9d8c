import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { makeApp } from '#app.ts'
import { instant, oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { type Answer, makeVisitor } from '../../test/support/visitor.ts'
import { passwordWork } from './passwords.ts'

/** The hard work that an act does: hashes made and checked, and transactions. Time follows from it. */
async function workOf(
  house: TestHouse,
  path: string,
  fields: Record<string, string>,
): Promise<{ work: string[]; answer: Answer }> {
  const work: string[] = []
  const note = (message: unknown) => void work.push(String(message))
  const counted = makeApp({
    ...house,
    write: (act) => {
      work.push('write')
      return house.write(act)
    },
  })
  const visitor = makeVisitor(counted, house)
  const form = (await visitor.get(path)).form(path)
  subscribe(passwordWork.name, note)
  try {
    const answer = await form.fill(fields).send()
    return { work, answer }
  } finally {
    unsubscribe(passwordWork.name, note)
  }
}

const bare = (answer: Answer, email: string) => ({
  status: answer.status,
  location: answer.location,
  cookies: answer.headers.getSetCookie(),
  text: answer.text.replaceAll(/name="token" value="[^"]*"/g, '').replaceAll(email, 'EMAIL'),
})

onBothHouses(
  'no way in tells whether an e-mail has an account: same answer, same work',
  async (house) => {
    const open = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const closed = await signUp(house, house.visitor(), { penName: 'Tidewrack' })
    await house.write((tx) =>
      tx
        .updateTable('account')
        .set({ closed_at: instant(house.clock()) })
        .where('id', '=', closed.accountId)
        .execute(),
    )
    const emails = [open.email, open.email.toUpperCase(), 'nobody@people.test', closed.email]
    const same = async (
      path: string,
      fieldsOf: (at: number) => Record<string, string>,
      wanted: string[],
    ) => {
      const seen = []
      for (const [at, email] of emails.entries()) {
        const { work, answer } = await workOf(house, path, { email, ...fieldsOf(at) })
        assert.deepEqual(work, wanted, `${path} for ${email}`)
        seen.push(bare(answer, email))
      }
      for (const one of seen) assert.deepEqual(one, seen[0])
    }
    await same(urls.signIn(), () => ({ password: 'not the password' }), ['verify'])
    await same(urls.recover(), () => ({}), ['write'])
    await same(
      urls.signUp(),
      (at) => ({ password: 'a long walk by the sea', pen_name: `Driftwood ${'abcd'[at] ?? ''}` }),
      ['hash', 'write'],
    )
  },
)

onBothHouses('a closed account is entered by no password and no link', async (house) => {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Saltgrass' })
  await workOf(house, urls.recover(), { email: person.email })
  const link = /\/recover\/\w+/.exec((await house.mails()).at(-1)?.text ?? '')?.[0] ?? ''
  assert.equal((await house.visitor().get(link)).status, 200)
  await house.write((tx) =>
    tx
      .updateTable('account')
      .set({ closed_at: instant(house.clock()) })
      .execute(),
  )
  assert.equal((await house.visitor().get(link)).status, 404)
  assert.equal((await visitor.get(urls.account())).status, 303)
  const { email, password } = person
  assert.equal((await workOf(house, urls.signIn(), { email, password })).answer.status, 422)
})

onBothHouses(
  'one link for a new password that is used ends the others, and every session',
  async (house) => {
    const visitor = house.visitor()
    const person = await signUp(house, visitor, { penName: 'Saltgrass' })
    for (const _ of [1, 2]) {
      house.advance(1000)
      await workOf(house, urls.recover(), { email: person.email })
    }
    const links = (await house.mails()).flatMap(
      ({ text }) => /\/recover\/\w+/.exec(text)?.[0] ?? [],
    )
    const [first = '', second = ''] = links
    assert.equal(new Set(links).size, 2)
    // Looking at the page, as mail programs do, uses nothing up; a poor password neither.
    const stranger = house.visitor()
    for (const password of ['short', 'a longer walk home']) {
      const form = (await stranger.get(second)).form(second)
      const answer = await form.fill({ password }).send()
      assert.equal(answer.status, password === 'short' ? 422 : 303)
    }
    for (const link of [first, second]) {
      assert.equal((await house.visitor().get(link)).status, 404)
      const forced = await house.visitor().post(link, { password: 'somebody else’s walk' })
      assert.equal(forced.status, 404)
    }
    assert.equal((await visitor.get(urls.account())).status, 303)
    const last = (await house.mails()).at(-1)
    assert.equal(last?.to, person.email)
    assert.match(last?.subject ?? '', /password/i)
  },
)

onBothHouses('nobody’s letterbox is filled by strangers, and they are not told', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const before = (await house.mails()).length
  const texts = new Set<string>()
  for (let at = 0; at < 8; at++) {
    house.advance(1000)
    texts.add(bare((await workOf(house, urls.recover(), { email: person.email })).answer, '').text)
  }
  assert.equal(texts.size, 1)
  const sent = (await house.mails()).length - before
  assert.ok(sent >= 1 && sent <= 4, `${sent} mails`)
  house.advance(oneDay)
  await workOf(house, urls.recover(), { email: person.email })
  assert.equal((await house.mails()).length - before, sent + 1)
})
