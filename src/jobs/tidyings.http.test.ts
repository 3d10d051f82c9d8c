import assert from 'node:assert/strict'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { after, instant, oneDay } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'

const story = (title: string) =>
  `Title: ${title}\nRating: G\nWarnings: None\n\nChapter 1: One\n\nA boat.\n\nChapter 2: Two\n\nAnother.\n`

onBothHouses(
  'what is in the bin comes back for ninety days, and is gone for good after',
  async (house) => {
    const author = house.visitor()
    const person = await signUp(house, author, { penName: 'Saltgrass' })
    const kept = await postText(house, person, story('The Kept'))
    const gone = await postText(house, person, story('The Gone'))
    const remove = async (work: string, title: string) => {
      const page = await author.get(urls.deskDeletion(work))
      const sent = await page.form(urls.deskDeletion(work)).fill({ title }).send()
      assert.equal(sent.status, 303)
    }
    await remove(gone, 'The Gone')
    house.advance(30 * oneDay)
    await remove(kept, 'The Kept')
    house.advance(59 * oneDay)
    await house.settle()
    const titles = async () =>
      (await house.db.selectFrom('work').select('title').orderBy('title').execute()).map(
        ({ title }) => title,
      )
    assert.deepEqual(await titles(), ['The Gone', 'The Kept'])
    house.advance(2 * oneDay)
    await house.settle()
    assert.deepEqual(await titles(), ['The Kept'])
    for (const table of ['chapter', 'chapter_revision', 'original_file'] as const) {
      const rows = await house.db.selectFrom(table).selectAll().execute()
      assert.ok(rows.length > 0 && rows.length <= 2, `${rows.length} rows of ${table}`)
    }
    // The session is long over: signed in anew, the other one comes back whole.
    await house.write((tx) =>
      tx.updateTable('work').set({ deleted_at: null }).where('id', '=', kept).execute(),
    )
    assert.equal((await house.visitor().get(urls.chapter(kept, 2))).status, 200)
  },
)

onBothHouses('sessions and links that ran out are taken away', async (house) => {
  await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const page = await house.visitor().get(urls.recover())
  await page.form(urls.recover()).fill({ email: 'saltgrass@people.test' }).send()
  const rows = async () => [
    (await house.db.selectFrom('session').select('token_hash').execute()).length,
    (await house.db.selectFrom('account_token').select('token_hash').execute()).length,
  ]
  assert.deepEqual(await rows(), [1, 1])
  house.advance(200 * oneDay)
  await house.settle()
  assert.deepEqual(await rows(), [0, 0])
})

onBothHouses(
  'a notice goes ninety days after it was seen, and a year after it came if nobody saw it',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const work = await postText(house, person, story('The Kept'))
    const begun = house.clock()
    const on = (days: number) => instant(after(begun, days * oneDay))
    const notice = (id: string, came: number, seen: number | null) => ({
      id,
      pen_name_id: person.penNameId,
      kind: 'comment' as const,
      work_id: work,
      chapter_id: null,
      comment_id: null,
      call_answer_id: null,
      created_at: on(came),
      seen_at: seen === null ? null : on(seen),
    })
    const notices = [
      notice('seen at once', 0, 0),
      notice('seen on the fiftieth day', 0, 50),
      notice('never seen', 0, null),
      notice('came late', 60, 60),
      notice('seen after most of a year', 0, 360),
    ]
    await house.write((tx) => tx.insertInto('notice').values(notices).execute())
    const left = async () => {
      await house.settle()
      const rows = await house.db.selectFrom('notice').select('id').orderBy('id').execute()
      return rows.map(({ id }) => id)
    }
    const goAfter = async (days: number, gone: string) => {
      house.advance(after(begun, days * oneDay).getTime() - house.clock().getTime())
      const before = await left()
      assert.ok(before.includes(gone), `${gone}, ${days} days on`)
      house.advance(1000)
      assert.deepEqual(
        await left(),
        before.filter((id) => id !== gone),
        `after ${days} days`,
      )
    }
    assert.equal((await left()).length, notices.length)
    await goAfter(90, 'seen at once')
    await goAfter(140, 'seen on the fiftieth day')
    await goAfter(150, 'came late')
    assert.deepEqual(await left(), ['never seen', 'seen after most of a year'])
    house.advance(366 * oneDay)
    assert.deepEqual(await left(), [])
  },
)

onBothHouses(
  'a mail that was written to the outbox folder goes with its row, after thirty days',
  async (house) => {
    const page = await house.visitor().get(urls.recover())
    await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    await page.form(urls.recover()).fill({ email: 'saltgrass@people.test' }).send()
    await house.settle()
    const folder = join(house.config.dataFolder, 'outbox')
    const names = await readdir(folder)
    assert.equal(names.length, (await house.mails()).length)
    const written = house.clock()
    for (const name of names) await utimes(join(folder, name), written, written)
    house.advance(30 * oneDay)
    await house.settle()
    assert.deepEqual(await readdir(folder), names)
    house.advance(1000)
    await house.settle()
    assert.deepEqual(await readdir(folder), [])
    assert.deepEqual(await house.mails(), [])
  },
)
