import assert from 'node:assert/strict'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse, type Visitor } from '../../test/support/house.ts'
import { answerPrivately, auditOf, comment, publishStory, report } from './talk.fixture.ts'

type Scene = {
  author: Visitor
  reader: Visitor
  moderator: Visitor
  moderatorId: string
  work: WorkId
}

async function scene(house: TestHouse): Promise<Scene> {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Harbour Light' })
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Rosalind' })
  const moderator = house.visitor()
  const { accountId } = await signUp(house, moderator, { penName: 'Warden', role: 'moderator' })
  const work = await publishStory(house, author, 'The Empty Ferry')
  return { author, reader, moderator, moderatorId: accountId, work }
}

onBothHouses('A moderator removes a reported comment, and it is on record', async (house) => {
  const { reader, moderator, moderatorId, work } = await scene(house)
  const said = await comment(house, reader, work, 'a cruel word about the ferryman')
  const id = await report(house, house.visitor(), said, 'this is cruel')

  const list = await moderator.get(urls.adminReports())
  assert.match(list.text, /About a comment by Rosalind on The Empty Ferry/)
  const page = await moderator.get(urls.adminReport(id))
  assert.match(page.text, /this is cruel/)
  assert.match(page.text, /a cruel word about the ferryman/)
  const done = await page.form(urls.adminReport(id)).send('removed')
  assert.equal(done.location, urls.adminAfter('reports', 'closed'))
  const after = await done.follow()
  assert.match(after.text, /The report is closed\./)
  assert.match(after.text, /No open reports\./)

  const shown = await house.visitor().get(urls.work(work))
  assert.doesNotMatch(shown.text, /a cruel word/)
  assert.deepEqual(await auditOf(house), [
    {
      act: 'reported comment removed',
      subject: `comment ${said}`,
      detail: 'this is cruel',
      by: moderatorId,
    },
  ])
})

onBothHouses(
  'What staff remove without a report is on record once, and nobody else’s acts are',
  async (house) => {
    const { author, reader, moderator, moderatorId, work } = await scene(house)
    const said = await comment(house, reader, work, 'a cruel word about the ferryman')
    const own = await comment(house, reader, work, 'a dull word about the ferry')
    assert.equal((await reader.post(urls.commentRemoval(said))).status, 404)
    assert.equal((await author.post(urls.commentRemoval(own))).status, 303)
    assert.deepEqual(await auditOf(house), [])

    const removed = await moderator.post(urls.commentRemoval(said))
    assert.equal(removed.location, urls.adminReports())
    assert.equal((await moderator.post(urls.commentRemoval(said))).status, 303)
    assert.doesNotMatch((await house.visitor().get(urls.work(work))).text, /a cruel word/)
    assert.deepEqual(await auditOf(house), [
      {
        act: 'comment removed',
        subject: `comment ${said}`,
        detail: `work ${work}`,
        by: moderatorId,
      },
    ])
  },
)

onBothHouses(
  'A moderator who is the author takes words off their own work unrecorded',
  async (house) => {
    const { reader, moderator } = await scene(house)
    const work = await publishStory(house, moderator, 'The Warden’s Own')
    const said = await comment(house, reader, work, 'a word on the warden')
    assert.equal((await moderator.post(urls.commentRemoval(said))).status, 303)
    assert.deepEqual(await auditOf(house), [])
  },
)

onBothHouses('Letting it stand closes every report about the same comment', async (house) => {
  const { reader, moderator, work } = await scene(house)
  const said = await comment(house, reader, work, 'a plain word about the tide')
  const first = await report(house, house.visitor(), said, 'the first of two')
  const second = await report(house, house.visitor(), said, 'the second of two')
  await (
    await moderator.get(urls.adminReport(first))
  )
    .form(urls.adminReport(first))
    .send('dismissed')

  assert.match((await moderator.get(urls.adminReports())).text, /No open reports\./)
  const other = await moderator.get(urls.adminReport(second))
  assert.match(other.text, /Closed: the comment stands\./)
  const late = await moderator.post(urls.adminReport(second), { with: 'removed' })
  assert.match((await late.follow()).text, /Somebody else of the staff closed this report first\./)
  assert.match((await house.visitor().get(urls.work(work))).text, /a plain word about the tide/)
  assert.deepEqual(
    (await auditOf(house)).map(({ act }) => act),
    ['report dismissed'],
  )
})

onBothHouses('A hidden work is found by nobody until it is shown again', async (house) => {
  const { reader, moderator, work } = await scene(house)
  const said = await comment(house, reader, work, 'the story itself is stolen')
  const id = await report(house, house.visitor(), said, 'look at the story')
  const stranger = house.visitor()
  assert.equal((await stranger.get(urls.work(work))).status, 200)

  await (await moderator.get(urls.adminReport(id))).form(urls.adminReport(id)).send('work-hidden')
  assert.equal((await stranger.get(urls.work(work))).status, 404)
  assert.doesNotMatch((await stranger.get(urls.works())).text, /The Empty Ferry/)
  assert.match((await moderator.get(urls.adminReports())).text, /Hidden works/)

  const page = await moderator.get(urls.adminReport(id))
  const done = await page.form(urls.adminReport(id)).send('shown')
  assert.match((await done.follow()).text, /The work is shown again\./)
  assert.equal((await stranger.get(urls.work(work))).status, 200)
  assert.match((await stranger.get(urls.works())).text, /The Empty Ferry/)
  assert.doesNotMatch((await moderator.get(urls.adminReports())).text, /Hidden works/)
  assert.deepEqual(
    (await auditOf(house)).map(({ act, subject }) => `${act}: ${subject}`),
    [`work hidden after a report: work ${work}`, `work shown again: work ${work}`],
  )
})

onBothHouses('Hidden work is told to its author at the desk, and to nobody else', async (house) => {
  const { author, reader, moderator, work } = await scene(house)
  await publishStory(house, author, 'The Full Ferry')
  const said = await comment(house, reader, work, 'the story itself is stolen')
  const id = await report(house, house.visitor(), said, 'look at the story')
  const told = /hid (?:this work|these)|Hidden by staff/
  const desks = [urls.desk(), urls.deskWork(work)]
  for (const path of desks) assert.doesNotMatch((await author.get(path)).text, told)

  await (await moderator.get(urls.adminReport(id))).form(urls.adminReport(id)).send('work-hidden')
  const list = (await author.get(urls.desk())).text
  assert.match(
    list,
    /Hidden by staff<\/h2>.*Nobody but you finds.*The Empty Ferry.*Published<\/h2>.*The Full Ferry/s,
  )
  const page = (await author.get(urls.deskWork(work))).text
  assert.match(page, /Staff of this archive hid this work on 2026-11-23\. Nobody but you finds/)
  assert.ok(!page.includes(`href="${urls.work(work)}"`), 'nothing leads where nothing is')
  // Why somebody reported it is said to staff alone.
  assert.doesNotMatch(list + page, /look at the story/)

  for (const visitor of [reader, moderator]) {
    assert.doesNotMatch((await visitor.get(urls.desk())).text, told)
    assert.equal((await visitor.get(urls.deskWork(work))).status, 404)
  }
  for (const visitor of [reader, moderator, house.visitor(), author]) {
    for (const path of [urls.work(work), urls.works(), urls.archiveFeed()]) {
      assert.doesNotMatch((await visitor.get(path)).text, told, path)
    }
  }

  await (await moderator.get(urls.adminReport(id))).form(urls.adminReport(id)).send('shown')
  for (const path of desks) assert.doesNotMatch((await author.get(path)).text, told)
})

onBothHouses('Staff read a private answer only while a report about it is open', async (house) => {
  const { author, reader, moderator, work } = await scene(house)
  const words = 'only you should know the ending'
  const said = await comment(house, reader, work, 'how does it end, please')
  const answer = await answerPrivately(house, author, said, words)

  for (const path of [urls.comment(answer), urls.comment(said), urls.adminReports()]) {
    assert.doesNotMatch((await moderator.get(path)).text, new RegExp(words), path)
  }
  assert.equal((await moderator.get(urls.comment(answer))).status, 404)
  assert.equal((await moderator.post(urls.commentRemoval(answer))).status, 404)
  assert.equal((await moderator.get(urls.commentReport(answer))).status, 404)

  const id = await report(house, reader, answer, 'I did not want to know')
  const list = await moderator.get(urls.adminReports())
  assert.match(list.text, /said in private/)
  assert.doesNotMatch(list.text, new RegExp(words))
  const page = await moderator.get(urls.adminReport(id))
  assert.match(page.text, new RegExp(words))
  assert.match(page.text, /you see it because one of the two reported it/)
  assert.doesNotMatch(page.text, /how does it end/)
  assert.equal((await moderator.get(urls.comment(answer))).status, 404)

  await page.form(urls.adminReport(id)).send('dismissed')
  const closed = await moderator.get(urls.adminReport(id))
  assert.doesNotMatch(closed.text, new RegExp(words))
  assert.match((await reader.get(urls.comment(answer))).text, new RegExp(words))
})

onBothHouses('A report says neither who reported nor whose account it is about', async (house) => {
  const { reader, moderator, work } = await scene(house)
  const said = await comment(house, reader, work, 'a word under one name')
  const witness = house.visitor()
  await signUp(house, witness, { penName: 'Quiet Witness' })
  const id = await report(house, witness, said, 'seen by somebody')
  const page = await moderator.get(urls.adminReport(id))
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /Quiet Witness|@people\.test/)
})

onBothHouses('A form that says nothing, or of no report, changes nothing', async (house) => {
  const { reader, moderator, work } = await scene(house)
  const said = await comment(house, reader, work, 'a word that stays')
  const id = await report(house, house.visitor(), said, 'perhaps')
  const wrong = await moderator.post(urls.adminReport(id), { with: 'burned' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Choose what is to be done\./)
  assert.equal((await moderator.post(urls.adminReport(id), { with: 'shown' })).status, 404)
  const nowhere = urls.adminReport('0123456789abcdef')
  assert.equal((await moderator.get(nowhere)).status, 404)
  assert.equal((await moderator.post(nowhere, { with: 'removed' })).status, 404)
  assert.equal((await moderator.get(urls.adminReport('\0'))).status, 404)
  const forged = await moderator.post(
    urls.adminReport(id),
    { with: 'removed' },
    { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' },
  )
  assert.equal(forged.status, 403)
  assert.deepEqual(await auditOf(house), [])
})
