import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { savedLimits } from './saved.ts'

const story = (title: string, rating: string) =>
  `Title: ${title}\nRating: ${rating}\nWarnings: None\nFandom: Harbour Lights\nSummary: Of a day.\n\nIt was noon.\n`

onBothHouses(
  'a filter is kept, found again, changed and taken away, by its owner alone',
  async (house) => {
    const [owner, other, stranger] = [house.visitor(), house.visitor(), house.visitor()]
    const person = await signUp(house, owner, { penName: 'Saltgrass' })
    await signUp(house, other, { penName: 'Reed' })
    await postText(house, person, story('Bells', 'G'))
    const found = await owner.get('/works?rating=G&page=1')
    const page = await found.follow()
    assert.equal(page.path, '/works?rating=G')
    const saved = await page.form(urls.accountFilters()).fill({ name: 'Gentle <b>' }).send()
    const list = await saved.follow()
    assert.match(list.text, /The filter is kept/)
    assert.match(list.text, /href="\/works\?rating=G">Gentle &lt;b&gt;</)
    assert.match(list.text, /href="\/feed.atom\?rating=G"/)
    assert.doesNotMatch((await other.get(urls.accountFilters())).text, /Gentle/)
    assert.doesNotMatch((await stranger.get('/works?rating=G')).text, /Save this filter/)
    const { id } = await house.db.selectFrom('saved_filter').select('id').executeTakeFirstOrThrow()
    const form = list.form(urls.accountFilter(id))
    const wrong = await form.fill({ name: 'x'.repeat(81) }).send()
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /value="x{81}"/)
    const token = /name="token" value="([^"]+)"/.exec((await other.get(urls.accountFilters())).text)
    const theirs = await other.post(urls.accountFilter(id), {
      token: token?.[1] ?? '',
      act: 'drop',
    })
    assert.notEqual(theirs.status, 303)
    const changed = await form.fill({ name: 'For evenings' }).send()
    assert.match((await changed.follow()).text, /For evenings/)
    const own = /name="token" value="([^"]+)"/.exec(list.text)
    const gone = await owner.post(urls.accountFilter(id), { token: own?.[1] ?? '', act: 'drop' })
    assert.match((await gone.follow()).text, /No filter was kept yet/)
  },
)

onBothHouses(
  'what is always on is left out everywhere, is told, and is none of anybody else’s',
  async (house) => {
    const [owner, stranger] = [house.visitor(), house.visitor()]
    const person = await signUp(house, owner, { penName: 'Saltgrass' })
    for (const [title, rating] of [
      ['Bells', 'G'],
      ['Tides', 'E'],
    ] as const)
      await postText(house, person, story(title, rating))
    const page = await owner.get('/works?-rating=E')
    const saved = await page.form(urls.accountFilters()).fill({ name: 'Never' }).send()
    const { id } = await house.db.selectFrom('saved_filter').select('id').executeTakeFirstOrThrow()
    assert.match((await owner.get(urls.works())).text, /Tides/)
    await (await saved.follow()).form(urls.accountFilter(id)).fill({ always: 'yes' }).send()
    const now = (await owner.get(urls.works())).text
    assert.doesNotMatch(now, /Tides/)
    assert.match(now, /One work was left out by what is always on: Never/)
    assert.match((await owner.get(urls.works({ rating: 'E' }))).text, /Tides/, 'asked for by name')
    assert.match((await stranger.get(urls.works())).text, /Tides/)
  },
)

onBothHouses(
  'an account keeps so many filters and no more, and nothing typed is lost',
  async (house) => {
    const owner = house.visitor()
    const { accountId } = await signUp(house, owner, { penName: 'Saltgrass' })
    await house.write(async (tx) => {
      for (let at = 0; at < savedLimits.filters; at++) {
        const created_at = '2026-11-23T09:00:00.000Z'
        await tx
          .insertInto('saved_filter')
          .values({
            id: `f${at}`,
            account_id: accountId,
            name: `F ${at}`,
            query: '',
            always_on: 0,
            created_at,
          })
          .execute()
      }
    })
    const page = await owner.get('/works?rating=T')
    const full = await page.form(urls.accountFilters()).fill({ name: 'One more' }).send()
    assert.equal(full.status, 422)
    assert.match(full.text, /There is room for 100 filters/)
    assert.match(full.text, /value="One more"/)
  },
)
