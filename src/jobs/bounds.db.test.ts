import assert from 'node:assert/strict'
import { after, day, instant, oneDay } from '#shared/clock.ts'
import type { ChapterId, CommentId, WorkId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import { onBothHouses, type Person, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { tidy } from './jobs.ts'
import { rowsAtOnce, textsAtOnce, tidyings } from './tidyings.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at))

type Counted = 'session' | 'account_token' | 'mail' | 'kudos' | 'comment_print' | 'notice'

/** Rows in groups: an engine takes so many values in one statement only. */
async function inGroups<Row>(rows: Row[], insert: (some: Row[]) => Promise<unknown>) {
  for (let at = 0; at < rows.length; at += 200) await insert(rows.slice(at, at + 200))
}

/** More old rows than one run takes, and a fresh one beside them, in each table that time takes from. */
async function fill(
  house: TestHouse,
  tx: Tx,
  { accountId: account, penNameId }: Person,
  work: WorkId,
): Promise<void> {
  const now = house.clock()
  const old = instant(after(now, -40 * oneDay))
  const fresh = instant(after(now, -1000))
  const ids = numbers(rowsAtOnce + 7)
  const rows = [...ids.map((id) => ({ id, at: old })), { id: 'fresh', at: fresh }]
  const later = instant(after(now, oneDay))
  const expires = (at: string) => (at === old ? old : later)
  await inGroups(rows, (some) =>
    tx
      .insertInto('session')
      .values(
        some.map(({ id, at }) => ({
          token_hash: id,
          account_id: account,
          label: '',
          created_at: at,
          seen_at: at,
          expires_at: expires(at),
        })),
      )
      .execute(),
  )
  await inGroups(rows, (some) =>
    tx
      .insertInto('account_token')
      .values(
        some.map(({ id, at }) => ({
          token_hash: id,
          purpose: 'recover' as const,
          account_id: null,
          created_at: at,
          expires_at: expires(at),
        })),
      )
      .execute(),
  )
  await inGroups(rows, (some) =>
    tx
      .insertInto('mail')
      .values(
        some.map(({ id, at }) => ({
          id,
          to_address: 'x@people.test',
          subject: '',
          body: '',
          stop_url: null,
          state: 'sent' as const,
          attempts: 1,
          due_at: at,
          created_at: at,
          sent_at: at,
          error: null,
        })),
      )
      .execute(),
  )
  await inGroups(rows, (some) =>
    tx
      .insertInto('kudos')
      .values(
        some.map(({ id, at }) => ({
          work_id: work,
          reader_key: id,
          address_hash: `hash of ${id}`,
          state: 'counted' as const,
          created_at: at,
        })),
      )
      .execute(),
  )
  const { id: chapter } = await tx
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', work)
    .executeTakeFirstOrThrow()
  await inGroups(rows, (some) =>
    tx
      .insertInto('comment')
      .values(some.map(({ id, at }) => comment(id as CommentId, work, chapter, at)))
      .execute(),
  )
  await inGroups(rows, (some) =>
    tx
      .insertInto('comment_print')
      .values(
        some.map(({ id, at }) => ({ comment_id: id as CommentId, print: 'x', created_at: at })),
      )
      .execute(),
  )
  const longAgo = instant(after(now, -100 * oneDay))
  await inGroups(rows, (some) =>
    tx
      .insertInto('notice')
      .values(
        some.map(({ id, at }) => ({
          id,
          pen_name_id: penNameId,
          kind: 'comment' as const,
          work_id: work,
          chapter_id: null,
          comment_id: null,
          call_answer_id: null,
          created_at: at === old ? longAgo : at,
          seen_at: at === old ? longAgo : at,
        })),
      )
      .execute(),
  )
  await tx
    .insertInto('daily_salt')
    .values([
      { day: day(instant(after(now, -oneDay))), salt: 'x' },
      { day: day(instant(now)), salt: 'y' },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const comment = (id: CommentId, work_id: WorkId, chapter_id: ChapterId, created_at: string) => ({
  id,
  work_id,
  chapter_id,
  thread_id: id,
  parent_id: null,
  depth: 0,
  pen_name_id: null,
  private_link_id: null,
  guest_name: 'A passer-by',
  by_author: 0 as const,
  is_private: 0 as const,
  reader_pen_name_id: null,
  reader_link_id: null,
  body: '',
  state: 'shown' as const,
  held_because: null,
  once_key: null,
  created_at,
  shown_at: created_at,
  edited_at: null,
  answered_at: null,
})

const left = async (house: TestHouse, table: Counted) =>
  (
    await house.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
  ).count

const hashesLeft = async (house: TestHouse) =>
  (
    await house.db
      .selectFrom('kudos')
      .select('reader_key')
      .where('address_hash', 'is not', null)
      .execute()
  ).length

onBothHouses(
  'no tidying takes more than a piece at once, and together they take all that is old',
  async (house) => {
    const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const work = await postText(house, person, 'Title: A\nRating: G\nWarnings: None\n\nA boat.\n')
    await house.write(async (tx) => {
      await tx.deleteFrom('session').execute()
      await tx.deleteFrom('mail').execute()
      await fill(house, tx, person, work)
    })
    const tables: Record<string, () => Promise<unknown>> = {
      'expired sessions': () => left(house, 'session'),
      'expired links of accounts': () => left(house, 'account_token'),
      'mails that were sent': () => left(house, 'mail'),
      notices: () => left(house, 'notice'),
      'prints of comments': () => left(house, 'comment_print'),
      'hashes of addresses': () => hashesLeft(house),
    }
    for (const { name, act } of tidyings) {
      const count = tables[name]
      if (!count) continue
      assert.equal(Number(await count()), rowsAtOnce + 8, name)
      assert.equal(await house.write((tx) => act(tx, house.clock())), true, name)
      assert.equal(Number(await count()), 8, name)
      assert.equal(await house.write((tx) => act(tx, house.clock())), false, name)
      assert.equal(Number(await count()), 1, name)
    }
    assert.equal(Number(await left(house, 'kudos')), rowsAtOnce + 8, 'kudos themselves stay')
    const salts = await house.db.selectFrom('daily_salt').select('day').execute()
    assert.deepEqual(
      salts.map((salt) => salt.day),
      ['2026-11-23'],
    )
  },
)

onBothHouses('a bin of many works is emptied in pieces', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const count = textsAtOnce + 3
  for (const number of numbers(count)) {
    await postText(house, person, `Title: A ${number}\nRating: G\nWarnings: None\n\nA boat.\n`)
  }
  const kept = await postText(house, person, 'Title: Kept\nRating: G\nWarnings: None\n\nA boat.\n')
  await house.write((tx) =>
    tx
      .updateTable('work')
      .set({ deleted_at: instant(house.clock()) })
      .where('id', '<>', kept)
      .execute(),
  )
  house.advance(91 * oneDay)
  const bin = tidyings.find(({ name }) => name === 'works in the bin')
  assert.equal(
    await house.write((tx) => bin?.act(tx, house.clock()) ?? Promise.resolve(null)),
    true,
  )
  const works = async () =>
    (await house.db.selectFrom('work').select('id').execute()).map(({ id }) => id)
  assert.equal((await works()).length, 4)
  await tidy(house)
  assert.deepEqual(await works(), [kept])
})
