import assert from 'node:assert/strict'
import { oneDay } from '#shared/clock.ts'
import type { AccountId, PenNameId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { signUp, type TestHouse } from './house.ts'
import { postText } from './stories.ts'
import { answer, findSaid, typing } from './talk.ts'
import type { Visitor } from './visitor.ts'

/** The pen names under test, in the order in which they come, and the title of the work of each. */
export const names = ['Saltgrass', 'Mirren', 'Tidewrack'] as const
const titles = ['The Ferry', 'The Lamp', 'The Ice'] as const

export type Identity = { visitor: Visitor; penNameId: PenNameId; accountId: AccountId }

/** An archive in which three pen names have lived, and those who look on. */
export type Lived = {
  house: TestHouse
  people: Identity[]
  /** Another author, on whose work all three have talked, and their own work last in the list. */
  wren: Identity
  guest: Visitor
  reader: Visitor
  works: WorkId[]
}

/**
 * Three pen names, of one account or of three, do the same things at the same times: each publishes a work, comments on
 * all works, thanks and calls, and answers another author and a guest, in the open and in private.
 */
export async function liveAs(house: TestHouse, accounts: 1 | 3): Promise<Lived> {
  const people = await makeIdentities(house, accounts)
  const wren = await join(house, house.visitor(), 'Wren')
  const reader = house.visitor()
  await join(house, reader, 'Thrift')
  const works: WorkId[] = []
  for (const [at, person] of [...people, wren].entries()) {
    // A day each: within one day feeds stand in the order of random ids.
    house.advance(oneDay)
    works.push(
      await postText(
        house,
        person,
        `Title: ${titles[at] ?? 'The Nest'}\nRating: ${at === 2 ? 'M' : 'G'}\nWarnings: None\nFandom: Harbour Lights\nSummary: Of ${at}.\n\nIt was ${at} o'clock, and nobody was on the boat.\n`,
      ),
    )
  }
  await house.write((tx) => tx.updateTable('work').set({ counts_shown: 1 }).execute())
  const guest = house.visitor()
  for (const [at, person] of people.entries()) {
    for (const [other, work] of works.entries()) {
      await speak(house, person, work, `${names[at]} on ${titles[other] ?? 'The Nest'}`)
      await person.visitor.post(urls.kudos(work))
      await person.visitor.post(urls.call(work))
    }
  }
  for (const [at, work] of works.entries()) {
    const person = people[at]
    if (!person) continue
    await become(house, person)
    await speak(house, wren, work, `Wren on ${titles[at]}`)
    const page = await openWork(house, guest, work)
    house.advance(typing)
    const fields = {
      name: 'Passer-by',
      email: 'guest@people.test',
      body: `A guest on ${titles[at]}`,
    }
    const said = await page.form(urls.comments(work, 1)).fill(fields).send()
    assert.equal(said.status, 303, said.text)
    for (const to of ['Wren', 'A guest']) {
      const id = await findSaid(house, `${to} on ${titles[at]}`)
      await answer(house, person.visitor, id, `To ${to}, by ${names[at]}`)
      await answer(house, person.visitor, id, `To ${to} alone, by ${names[at]}`, true)
    }
    // What each said on the other author's work is answered, privately too, and one is edited.
    const own = await findSaid(house, `${names[at]} on The Nest`)
    if (at === 1) {
      const form = await person.visitor.get(urls.commentEdit(own))
      const edited = await form
        .form(urls.commentEdit(own))
        .fill({ body: `${names[at]} on The Nest, again` })
        .send()
      assert.equal(edited.status, 303, edited.text)
    }
    await answer(house, wren.visitor, own, `Wren to ${names[at]}`)
    await answer(house, wren.visitor, own, `Wren to ${names[at]} alone`, true)
    const counts = await person.visitor.get(urls.callAnswers(work))
    const told = await counts
      .form(urls.callAnswers(work))
      .fill({ body: `Soon, says ${names[at]}` })
      .send()
    assert.equal(told.status, 303, told.text)
  }
  return { house, people, wren, guest, reader, works }
}

async function makeIdentities(house: TestHouse, accounts: 1 | 3): Promise<Identity[]> {
  const [firstName, ...others] = names
  const first = await join(house, house.visitor(), firstName)
  const people = [first]
  for (const name of others) {
    house.advance(typing)
    if (accounts === 3) {
      people.push(await join(house, house.visitor(), name))
      continue
    }
    const page = await first.visitor.get(urls.accountPenNames())
    await page.form(urls.accountPenNames()).fill({ name }).send()
    const row = await house.db
      .selectFrom('pen_name')
      .select(['id', 'account_id'])
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    people.push({ visitor: first.visitor, penNameId: row.id, accountId: row.account_id })
  }
  return people
}

async function join(house: TestHouse, visitor: Visitor, penName: string): Promise<Identity> {
  const { penNameId, accountId } = await signUp(house, visitor, { penName })
  return { visitor, penNameId, accountId }
}

/** Acts under this pen name from now on. Takes the same time whether there was another one or not. */
async function become(house: TestHouse, { visitor, penNameId }: Identity): Promise<void> {
  house.advance(typing)
  const done = await visitor.post(urls.actAs(), { pen_name: penNameId })
  assert.equal(done.status, 303)
}

/** Says something on the first chapter under this pen name. */
async function speak(
  house: TestHouse,
  person: Identity,
  work: WorkId,
  body: string,
): Promise<void> {
  await become(house, person)
  const page = await openWork(house, person.visitor, work)
  house.advance(typing)
  const fields = { body, penName: person.penNameId }
  const said = await page.form(urls.comments(work, 1)).fill(fields).send()
  assert.equal(said.status, 303, said.text)
}

/** The page of a work, opened if it asks first. */
async function openWork(house: TestHouse, visitor: Visitor, work: WorkId) {
  const page = await visitor.get(urls.work(work))
  if (!page.text.includes(`action="${urls.openWork(work)}"`)) return page
  return (await page.form(urls.openWork(work)).send()).follow()
}
