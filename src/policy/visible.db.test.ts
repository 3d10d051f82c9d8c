import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { WorkId } from '#shared/ids.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import type { Actor } from './actor.ts'
import { defaultReading } from './reading.ts'
import { mayReadChapter, mayReadWork, visibleChapter, visibleWork } from './visible.ts'

const at = fc.constantFrom(null, '2026-11-01T00:00:00.000Z')

onBothHouses('the rule for works says the same in words and in SQL', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const work = await postText(house, person, 'Title: A\nRating: G\nWarnings: None\n\nA boat.\n')
  const account = {
    id: person.accountId,
    role: 'reader' as const,
    sessionHash: '',
    actingPenName: null,
    unseenNotices: 0,
  }
  const actors: Actor[] = [
    { account: null, reading: defaultReading },
    { account, reading: defaultReading },
    { account: { ...account, role: 'archivist' }, reading: defaultReading },
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        published_at: at,
        hidden_at: at,
        deleted_at: at,
        accounts_only: fc.constantFrom(0 as const, 1 as const),
      }),
      async (facts) => {
        await house.write((tx) =>
          tx
            .updateTable('work')
            .set(facts)
            .where('id', '=', work as WorkId)
            .execute(),
        )
        for (const actor of actors) {
          const found = await house.db
            .selectFrom('work')
            .select('work.id')
            .where(visibleWork(actor))
            .execute()
          assert.equal(found.length === 1, mayReadWork(actor, facts))
        }
      },
    ),
    { numRuns: 40 },
  )
})

onBothHouses('the rule for chapters says the same in words and in SQL', async (house) => {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const work = await postText(house, person, 'Title: A\nRating: G\nWarnings: None\n\nA boat.\n')
  await fc.assert(
    fc.asyncProperty(fc.record({ published_at: at, deleted_at: at }), async (facts) => {
      await house.write((tx) =>
        tx.updateTable('chapter').set(facts).where('work_id', '=', work).execute(),
      )
      const found = await house.db
        .selectFrom('chapter')
        .select('chapter.id')
        .where(visibleChapter)
        .execute()
      assert.equal(found.length === 1, mayReadChapter(facts))
    }),
    { numRuns: 15 },
  )
})
