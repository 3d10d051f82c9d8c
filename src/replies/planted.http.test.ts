import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses } from '../../test/support/house.ts'
import { answer, authorWithWork, findSaid, say, trySaying } from '../../test/support/talk.ts'

onBothHouses(
  'a link that somebody laid into a browser reads nothing that is said there',
  async (house) => {
    const { author, work } = await authorWithWork(house)
    const spy = house.visitor()
    const sent = await trySaying(house, spy, work, { body: 'a bait' })
    const receipt = await sent.follow()
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}/.exec(receipt.text)?.[0] ?? ''
    const victim = house.visitor()
    assert.equal((await victim.get(`/r/${code}`)).location, urls.replies())
    const said = await say(house, victim, work, 'something of my own')
    await answer(house, author, said, 'for your eyes alone', true)
    const seen = (await spy.get(urls.replies())).text
    assert.doesNotMatch(seen, /something of my own|eyes alone/)
    assert.match((await victim.get(urls.replies())).text, /eyes alone/)
    assert.equal((await spy.get(urls.replyEdit(said))).status, 404)
    // Who comes back in their own browser goes on with their own key.
    const again = await say(house, victim, work, 'and one more')
    const rows = await house.db
      .selectFrom('comment')
      .select(['id', 'private_link_id'])
      .where('id', 'in', [said, again, await findSaid(house, 'a bait')])
      .execute()
    assert.equal(new Set(rows.map(({ private_link_id }) => private_link_id)).size, 2)
  },
)
