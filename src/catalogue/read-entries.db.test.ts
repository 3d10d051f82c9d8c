import assert from 'node:assert/strict'
import { newId, type TagId } from '#shared/ids.ts'
import { onBothHouses } from '../../test/support/house.ts'
import { listTags, readTags } from './read-entries.ts'

onBothHouses(
  'families of tags are read by their ids, however many tags of the kind there are',
  async (house) => {
    const at = '2026-01-01T00:00:00.000Z'
    const ids = Array.from({ length: 20_000 }, () => newId<TagId>(house.random)).toSorted()
    await house.write(async (tx) => {
      for (let from = 0; from < ids.length; from += 1000) {
        const rows = ids.slice(from, from + 1000).map((id) => ({
          id,
          kind: 'character' as const,
          name: id,
          name_key: id,
          canonical_id: null,
          canonical: 1 as const,
          created_at: at,
        }))
        await tx.insertInto('tag').values(rows).execute()
      }
      const edges = ids.slice(1, 500).map((tag_id) => ({ tag_id, parent_id: ids[0] ?? tag_id }))
      await tx.insertInto('tag_parent').values(edges).execute()
    })
    const some = await listTags(house.db, '')
    const begun = performance.now()
    const entries = await readTags(house.db, some)
    const taken = performance.now() - begun
    assert.equal(entries.filter(({ broader }) => broader.length === 1).length, 499)
    // Joined with the kind of the parents it took 40 times as long, and longer the more tags there are.
    assert.ok(taken < 700, `${taken} ms`)
  },
)
