import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, testHouse } from './support/house.ts'
import { type Lived, liveAs, names } from './support/pen-name-lives.ts'
import { authorWithWork, rowOf, findSaid, setWork, typing } from './support/talk.ts'
import type { Answer, Visitor } from './support/visitor.ts'

onBothHouses(
  'three pen names of one account are served as three accounts would be',
  async (house) => {
    const other = await testHouse(house.storage.engine)
    try {
      const one = await liveAs(house, 1)
      const three = await liveAs(other, 3)
      assert.equal(new Set(one.people.map(({ accountId }) => accountId)).size, 1)
      assert.equal(new Set(three.people.map(({ accountId }) => accountId)).size, 3)
      const served = await readAll(one)
      const expected = await readAll(three)
      assert.deepEqual(Object.keys(served), Object.keys(expected))
      for (const [what, answer] of Object.entries(served)) {
        assertSame(answer, expected[what] ?? '', what)
      }
      // What was compared holds all that was done.
      const shown = Object.entries(served)
      const shownTo = (who: string) =>
        shown.flatMap(([what, text]) => (what.startsWith(who) ? [text] : [])).join('\n')
      for (const name of names) {
        assert.ok(shownTo('stranger').includes(`${name} on The Ferry`))
        assert.ok(!shownTo('stranger').includes(`alone, by ${name}`))
        assert.ok(shownTo('guest').includes(`To A guest alone, by ${name}`))
        assert.ok(shownTo('author').includes(`To Wren alone, by ${name}`))
      }
      assert.ok(shownTo('stranger').includes('2 readers gave kudos'), 'on the work of each')
      assert.ok(shownTo('stranger').includes('3 readers gave kudos'), 'on the other author’s work')
      for (const { accountId } of one.people) {
        assert.ok(shown.every(([, text]) => !text.includes(accountId)))
      }
    } finally {
      await other.close()
    }
  },
)

/**
 * Everything that a stranger, a reader with an account, another author and a guest are served, by who and where, with ids
 * by what they are of, and no tokens. Then what they are told about names, and their mails.
 */
async function readAll({ house, people, wren, guest, reader, works }: Lived) {
  const own = [...people, wren]
  const comments = await house.db
    .selectFrom('comment')
    .select(['id', 'body'])
    .orderBy('body')
    .execute()
  const known = [...works, ...own.map((one) => one.penNameId), ...comments.map(({ id }) => id)]
  const plain = namesForIds(known)
  const paths = [
    urls.home(),
    urls.works(),
    urls.works({ rating: 'M' }),
    urls.fandoms(),
    urls.about(),
    urls.archiveFeed(),
    urls.robots(),
    urls.reading(),
    urls.replies(),
    urls.signUp(),
    urls.desk(),
    urls.notices(),
    urls.account(),
    urls.accountPenNames(),
    '/nothing-here',
    ...works.flatMap((work) => [
      urls.work(work),
      urls.chapter(work, 1),
      urls.entire(work),
      urls.workFeed(work),
      urls.deskWork(work),
      urls.deskTalk(work),
      urls.callAnswers(work),
      urls.chapter(work, 2),
      urls.found('page=2'),
    ]),
    ...own.flatMap(({ penNameId: id }) => [
      urls.penName(id),
      urls.penNameFeed(id),
      urls.accountPenName(id),
    ]),
    ...comments.flatMap(({ id }) => [
      urls.comment(id),
      urls.commentAnswer(id),
      urls.commentEdit(id),
      urls.commentReport(id),
      urls.replyBack(id),
      urls.replyEdit(id),
    ]),
  ]
  const served: Record<string, string> = {}
  const keep = (what: string, { status, headers, text, location }: Answer) => {
    const kept = [...headers].filter(([name]) => !['x-request-id', 'etag'].includes(name))
    served[plain(what)] = plain(JSON.stringify([status, location, kept, text]))
  }
  const stranger = house.visitor('192.0.2.77')
  const onlookers = { stranger, reader, author: wren.visitor, guest }
  for (const [who, visitor] of Object.entries(onlookers)) {
    // Works that ask first are opened, so that their talk is read too.
    for (const work of works) await visitor.post(urls.openWork(work), { back: urls.home() })
    for (const path of paths) keep(`${who} ${path}`, await visitor.get(path))
  }
  for (const [what, answer] of Object.entries(await askForNames(house, reader))) keep(what, answer)
  const mails = await house.mails()
  const theirs = mails.filter(({ to }) => /^(?:wren|guest)@/.test(to))
  served['mails'] = plain(JSON.stringify(theirs)).replace(/\/r\/[^\s"\\]+|stop\/[^\s"\\]+/g, 'KEY')
  return served
}

/** What somebody learns who asks for each of the names, or for one that looks like it: as pen name, at sign-up, as guest. */
async function askForNames(
  house: Lived['house'],
  reader: Visitor,
): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {}
  const [work] = await house.db.selectFrom('work').select('id').orderBy('published_at').execute()
  assert.ok(work)
  for (const name of names) {
    for (const typed of [name, name.toUpperCase(), name.replace('i', 'í'), `${name}.`]) {
      const page = await reader.get(urls.accountPenNames())
      const form = page.form(urls.accountPenNames())
      answers[`${typed} as pen name`] = await form.fill({ name: typed }).send()
      const visitor = house.visitor('192.0.2.78')
      house.advance(3_600_000)
      const entry = await visitor.get(urls.signUp())
      const email = `${encodeURIComponent(typed)}-2@people.test`.replaceAll('%', '')
      answers[`${typed} at sign-up`] = await entry
        .form(urls.signUp())
        .fill({ email, password: 'a long walk by the quay', pen_name: typed })
        .send()
      const front = await visitor.get(urls.work(work.id))
      house.advance(typing)
      const talk = urls.comments(work.id, 1)
      const body = `I am ${typed}.`
      answers[`${typed} as guest`] = await front.form(talk).fill({ name: typed, body }).send()
    }
  }
  return answers
}

/** Puts names for the ids of this archive, known ones by their place, others in the order in which they turn up. */
function namesForIds(known: readonly string[]): (text: string) => string {
  const ids = new Map(known.map((id, at) => [id, `known-${at}`]))
  return (text) =>
    text
      .replace(/[0-9a-z]{8,16}\.[\w-]{32}/g, 'TOKEN')
      .replace(/name=\\"state\\" value=\\"[\w-]{22}/g, 'STATE')
      .replace(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}/g, 'CODE')
      .replace(/(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])/g, (id) => {
        if (!ids.has(id) && !/\d/.test(id)) return id
        if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
        return ids.get(id) ?? ''
      })
}

/** Fails with what stands round the first difference. */
function assertSame(one: string, other: string, what: string): void {
  if (one === other) return
  const at = [...one].findIndex((sign, place) => sign !== other[place])
  const near = (text: string) => text.slice(Math.max(0, at - 160), at + 160)
  assert.fail(`${what} differs:\n${near(one)}\n${near(other)}`)
}

onBothHouses(
  'a creator under another of their own pen names is a reader like any other',
  async (house) => {
    const { author, person, work } = await authorWithWork(house)
    const stranger = house.visitor()
    await signUp(house, stranger, { penName: 'Somebody Else' })
    const page = await author.get(urls.accountPenNames())
    await page.form(urls.accountPenNames()).fill({ name: 'Mirren' }).send()
    const mirren = await house.db
      .selectFrom('pen_name')
      .select('id')
      .where('name', '=', 'Mirren')
      .executeTakeFirstOrThrow()
    const sayAs = async (penName: string, body: string) => {
      const front = await author.get(urls.work(work))
      house.advance(typing)
      const form = front.form(urls.comments(work, 1))
      return form.fill({ body, penName }).send()
    }
    const marks = async () =>
      (await house.visitor().get(urls.work(work))).text.split('comment__mark--author').length - 1

    await sayAs(mirren.id, 'under the other name')
    assert.equal(await marks(), 0)
    await sayAs(person.penNameId, 'under the name of the byline')
    assert.equal(await marks(), 1)

    // Where everybody waits, the other name waits; the byline's own does not.
    await setWork(house, work, { comments_held: 1 })
    await sayAs(mirren.id, 'waits with the others')
    await sayAs(person.penNameId, 'waits for nobody')
    const stateOf = async (words: string) =>
      (await rowOf(house, await findSaid(house, words))).state
    assert.equal(await stateOf('waits with the others'), 'held')
    assert.equal(await stateOf('waits for nobody'), 'shown')

    // Where nobody may talk, the other name may not.
    const front = await author.get(urls.work(work))
    await setWork(house, work, { comments_from: 'nobody', comments_held: 0 })
    house.advance(typing)
    const fields = { body: 'said all the same', penName: mirren.id }
    const refused = await author.post(urls.comments(work, 1), {
      ...Object.fromEntries(front.form(urls.comments(work, 1)).values),
      ...fields,
    })
    assert.notEqual(refused.status, 303)
    const there = await house.db
      .selectFrom('comment')
      .select('id')
      .where('body', 'like', '%said all the same%')
      .execute()
    assert.deepEqual(there, [])
  },
)

onBothHouses('an author’s own pages tell nothing of who talks to them', async (house) => {
  const { author, work } = await authorWithWork(house)
  const reader = house.visitor()
  const person = await signUp(house, reader, { penName: 'Tidewrack', email: 'tide@secret.test' })
  const page = await reader.get(urls.accountPenNames())
  await page.form(urls.accountPenNames()).fill({ name: 'Mirren' }).send()
  const front = await reader.get(urls.work(work))
  house.advance(typing)
  const form = front.form(urls.comments(work, 1)).fill({ body: 'words for the author' })
  assert.equal((await form.send()).status, 303)
  await reader.post(urls.kudos(work))
  await reader.post(urls.call(work))
  const said = await findSaid(house, 'words for the author')
  const sessions = await house.db.selectFrom('session').selectAll().execute()
  const secrets = [
    person.accountId,
    'tide@secret.test',
    'Mirren',
    reader.address,
    ...sessions.flatMap((row) => Object.values(row).filter((one) => String(one).length > 30)),
  ]
  const paths = [
    urls.deskTalk(work),
    urls.callAnswers(work),
    urls.deskWork(work),
    urls.notices(),
    urls.comment(said),
    urls.commentAnswer(said),
    urls.work(work),
    urls.desk(),
  ]
  for (const path of paths) {
    const { status, text } = await author.get(path)
    assert.equal(status, 200, path)
    for (const one of secrets) assert.ok(!text.includes(String(one)), `${path} tells ${one}`)
  }
  const mails = JSON.stringify(await house.mails())
  assert.ok(!mails.includes('Mirren'))
})
