import assert from 'node:assert/strict'
import { oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import type { WorkId } from '#shared/ids.ts'
import { onBothHouses, signUp, testHouse, type TestHouse } from './support/house.ts'
import { postText } from './support/stories.ts'
import { typing } from './support/talk.ts'
import type { Visitor } from './support/visitor.ts'

const names = ['Saltgrass', 'Mirren', 'Tidewrack'] as const
const titles = ['The Ferry', 'The Lamp', 'The Ice'] as const

type Identity = { visitor: Visitor; penNameId: string; accountId: string }

/** Three pen names: of one account that acts under each, or of three accounts. */
async function identities(house: TestHouse, accounts: 1 | 3): Promise<Identity[]> {
  const found: Identity[] = []
  let first: Visitor | null = null
  for (const penName of names) {
    house.advance(typing)
    if (accounts === 3 || !first) {
      const visitor: Visitor = house.visitor()
      const person = await signUp(house, visitor, { penName })
      first ??= visitor
      found.push({ visitor, penNameId: person.penNameId, accountId: person.accountId })
      continue
    }
    const page = await first.get(urls.accountPenNames())
    await page.form(urls.accountPenNames()).fill({ name: penName }).send()
    const row = await house.db
      .selectFrom('pen_name')
      .select(['id', 'account_id'])
      .where('name', '=', penName)
      .executeTakeFirstOrThrow()
    found.push({ visitor: first, penNameId: row.id, accountId: row.account_id })
  }
  return found
}

/** Acts under this pen name from now on. */
async function become({ visitor, penNameId }: Identity): Promise<void> {
  const page = await visitor.get(urls.accountPenNames())
  const row = /action="\/account\/acting-pen-name"/.test(page.text)
  if (row) await visitor.post(urls.actAs(), { pen_name: penNameId })
}

/** Each publishes a work, comments on the works of the other two, gives kudos and calls for more. */
async function live(house: TestHouse, people: readonly Identity[]): Promise<WorkId[]> {
  const works: WorkId[] = []
  for (const [at, person] of people.entries()) {
    // A day each: within one day feeds stand in the order of random ids.
    house.advance(oneDay)
    works.push(
      await postText(
        house,
        person as never,
        `Title: ${titles[at]}\nRating: ${at === 2 ? 'M' : 'G'}\nWarnings: None\nFandom: Harbour Lights\nSummary: Of ${at}.\n\nIt was ${at} o'clock, and nobody was on the boat.\n`,
      ),
    )
  }
  await house.write((tx) => tx.updateTable('work').set({ counts_shown: 1 }).execute())
  for (const [at, person] of people.entries()) {
    for (const [other, work] of works.entries()) {
      house.advance(typing)
      await become(person)
      const page = await person.visitor.get(urls.work(work))
      const open = page.text.includes(urls.openWork(work))
        ? await (await page.form(urls.openWork(work)).send()).follow()
        : page
      house.advance(typing)
      const said = await open
        .form(urls.comments(work, 1))
        .fill({ body: `${names[at]} on ${titles[other]}`, penName: person.penNameId })
        .send()
      assert.equal(said.status, 303, said.text)
      await person.visitor.post(urls.kudos(work))
      await person.visitor.post(urls.call(work))
    }
  }
  return works
}

/** Everything that a stranger is served, with ids in the order of their appearance and no times of tokens. */
async function readAll(house: TestHouse, works: readonly WorkId[], people: readonly Identity[]) {
  const stranger = house.visitor('192.0.2.77')
  const served: Record<string, string> = {}
  const paths: string[] = [
    urls.home(),
    urls.works(),
    urls.fandoms(),
    urls.about(),
    urls.archiveFeed(),
    urls.robots(),
    urls.reading(),
    urls.replies(),
    urls.signUp(),
    '/nothing-here',
  ]
  for (const work of works) {
    paths.push(urls.work(work), urls.chapter(work, 1), urls.entire(work), urls.workFeed(work))
    paths.push(urls.deskWork(work), urls.callAnswers(work))
  }
  for (const { penNameId } of people) {
    paths.push(urls.penName(penNameId), urls.penNameFeed(penNameId), urls.accountPenName(penNameId))
  }
  const comments = await house.db
    .selectFrom('comment')
    .select(['id', 'body'])
    .orderBy('body')
    .execute()
  for (const { id } of comments) {
    paths.push(
      urls.comment(id),
      urls.commentAnswer(id),
      urls.commentEdit(id),
      urls.commentReport(id),
    )
  }
  // Ids by what they are of, so that the two archives can be laid beside each other.
  const known = [
    ...works,
    ...people.map(({ penNameId }) => penNameId),
    ...comments.map(({ id }) => id),
  ]
  const ids = new Map(known.map((id, at) => [id as string, `known-${at}`]))
  const plain = (text: string) =>
    text
      .replace(/[0-9a-z]{8,9}\.[\w-]{32}/g, 'TOKEN')
      .replace(/(?<![0-9a-z])(?=[0-9a-z]*\d)(?=[0-9a-z]*[a-z])[0-9a-z]{16}(?![0-9a-z])/g, (id) => {
        if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
        return ids.get(id) ?? ''
      })
  // Works that ask first are opened, so that their talk is read too.
  for (const work of works) await stranger.post(urls.openWork(work), { back: urls.home() })
  for (const path of paths) {
    const { status, headers, text, location } = await stranger.get(path)
    const kept = [...headers].filter(([name]) => !['x-request-id', 'etag'].includes(name))
    served[plain(path)] = plain(JSON.stringify([status, location, kept, text]))
  }
  return served
}

onBothHouses(
  'three pen names of one account are served as three accounts would be',
  async (one) => {
    const three = await testHouse(one.storage.engine)
    try {
      const [mine, theirs] = [await identities(one, 1), await identities(three, 3)]
      assert.equal(new Set(mine.map(({ accountId }) => accountId)).size, 1)
      assert.equal(new Set(theirs.map(({ accountId }) => accountId)).size, 3)
      const served = await readAll(one, await live(one, mine), mine)
      const expected = await readAll(three, await live(three, theirs), theirs)
      assert.ok(Object.keys(served).length > 50)
      assert.deepEqual(Object.keys(served), Object.keys(expected))
      for (const [path, answer] of Object.entries(served)) {
        assertSame(answer, expected[path] ?? '', path)
      }
      const shown = Object.values(served).join('\n')
      for (const name of names) assert.ok(shown.includes(`${name} on The Ferry`), 'it was all said')
      for (const { accountId } of mine) assert.ok(!shown.includes(accountId))
    } finally {
      await three.close()
    }
  },
)

/** Fails with what stands round the first difference. */
function assertSame(one: string, other: string, path: string): void {
  if (one === other) return
  const at = [...one].findIndex((sign, place) => sign !== other[place])
  const near = (text: string) => text.slice(Math.max(0, at - 120), at + 120)
  assert.fail(`${path} differs:\n${near(one)}\n${near(other)}`)
}
