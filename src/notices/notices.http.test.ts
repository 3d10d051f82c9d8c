import assert from 'node:assert/strict'
import { actorOf, makeWork, moreOf } from '#feeds/publish.fixture.ts'
import { makePenName } from '#pen-names/acts.ts'
import { day, minute, oneDay } from '#shared/clock.ts'
import { type CommentId, newId, type PenNameId, type WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { deleteWork } from '#works/acts.ts'
import {
  type Answer,
  onBothHouses,
  type Person,
  signUp,
  type TestHouse,
  type Visitor,
} from '../../test/support/house.ts'

type Somebody = Person & { visitor: Visitor }

async function arrive(house: TestHouse, penName: string): Promise<Somebody> {
  const visitor = house.visitor()
  return { ...(await signUp(house, visitor, { penName })), visitor }
}

/** Sends a form for a comment as a browser would, a while after it was opened; gives the new comment's id. */
async function say(
  house: TestHouse,
  visitor: Visitor,
  at: { page: string; action: string },
  fields: Record<string, string>,
): Promise<CommentId> {
  const page = await visitor.get(at.page)
  assert.equal(page.status, 200)
  house.advance(minute)
  const sent = await page.form(at.action).fill(fields).send()
  assert.equal(sent.status, 303, sent.text)
  const row = await house.db
    .selectFrom('comment')
    .select('id')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.id
}

const onWork = (work: string) => ({ page: urls.work(work), action: urls.comments(work, 1) })
const toComment = (id: string) => ({ page: urls.commentAnswer(id), action: urls.commentAnswer(id) })

/** The notices of a page as a person reads them, one line each. */
function linesOf(answer: Answer): string[] {
  return [...answer.text.matchAll(/<li class="item notice[^>]*>([\s\S]*?)<\/li>/g)].map((match) =>
    (match[1] ?? '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

async function noticesOf({ visitor }: Somebody): Promise<Answer> {
  const answer = await visitor.get(urls.notices())
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  return answer
}

const isNew = (answer: Answer) => linesOf(answer).filter((line) => line.startsWith('new ')).length

onBothHouses('who is not signed in is asked to, and finds nothing', async (house) => {
  const stranger = house.visitor()
  const answer = await stranger.get(urls.notices('0123456789abcdef'))
  assert.equal(answer.status, 303)
  assert.match(answer.location, /^\/sign-in\?back=/)
  const sent = await stranger.post(`${urls.notices()}/seen`, { newest: 'x' })
  assert.equal(sent.status, 403)
  assert.match(sent.text, /You are signed out/)
})

onBothHouses('an account without notices is told what will stand here', async (house) => {
  const reader = await arrive(house, 'Driftwood')
  assert.match((await noticesOf(reader)).text, /Nothing has reached your pen names yet/)
})

onBothHouses('a comment reaches its author, and is new until it was looked at', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const work = await makeWork(house, author)
  const id = await say(house, reader.visitor, onWork(work), { body: 'I held my breath.' })
  const today = day(house.clock().toISOString())
  const home = await author.visitor.get(urls.account())
  assert.match(home.text, /Notices \(1 new\)/)
  const first = await noticesOf(author)
  assert.deepEqual(linesOf(first), [
    `new A comment on “The Lamp on Heron Rock” from Driftwood · for your pen name Saltgrass · ${today}`,
  ])
  assert.ok(first.text.includes(`href="${urls.comment(id)}"`))
  assert.ok(!first.text.includes('I held my breath'))
  assert.match((await author.visitor.get(urls.comment(id))).text, /I held my breath/)
  const second = await noticesOf(author)
  assert.equal(isNew(second), 0)
  assert.equal(linesOf(second).length, 1)
  assert.match(second.text, /Notices<\/a>/)
  assert.deepEqual(linesOf(await noticesOf(reader)), [])
})

onBothHouses('what is fetched ahead of a person stays new', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const work = await makeWork(house, author)
  await say(house, house.visitor(), onWork(work), { body: 'Hello.', name: 'Moth' })
  for (const headers of [
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-dest': 'image' },
  ]) {
    assert.equal((await author.visitor.get(urls.notices(), headers)).status, 200)
  }
  const cookie = [...author.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const head = new Request(`http://archive.test${urls.notices()}`, {
    method: 'HEAD',
    headers: { cookie },
  })
  assert.equal((await house.app.fetch(head)).status, 200)
  const seen = await author.visitor.get(urls.notices(), { 'sec-fetch-dest': 'document' })
  assert.equal(isNew(seen), 1)
  assert.equal(isNew(await noticesOf(author)), 0)
})

onBothHouses(
  'a comment that waits leads to the desk, and to itself once approved',
  async (house) => {
    const author = await arrive(house, 'Saltgrass')
    const reader = await arrive(house, 'Driftwood')
    const work = await makeWork(house, author, { commentsHeld: true })
    const id = await say(house, reader.visitor, onWork(work), { body: 'May I come in?' })
    const waiting = await noticesOf(author)
    assert.match(linesOf(waiting)[0] ?? '', /^new A comment on “.*” waits for your approval from/)
    assert.ok(waiting.text.includes(`href="${urls.deskTalk(work)}?held=1"`))
    await author.visitor.post(urls.commentApproval(id))
    const approved = await noticesOf(author)
    assert.match(
      linesOf(approved)[0] ?? '',
      /^A comment on “The Lamp on Heron Rock” from Driftwood/,
    )
    assert.ok(approved.text.includes(`href="${urls.comment(id)}"`))
  },
)

onBothHouses('answers reach who was answered, private ones by their link alone', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const other = await arrive(house, 'Somebody Else')
  const work = await makeWork(house, author)
  const asked = await say(house, reader.visitor, onWork(work), { body: 'Who lit it?' })
  await say(house, author.visitor, toComment(asked), { body: 'Wait and see.' })
  const secret = await say(house, author.visitor, toComment(asked), {
    body: 'It was the tide.',
    privately: 'yes',
  })
  const told = await noticesOf(reader)
  assert.deepEqual(
    linesOf(told).map((line) => line.replace(/ · \d.*/, '')),
    [
      'new A private answer to you about “The Lamp on Heron Rock” from Saltgrass author · for your pen name Driftwood',
      'new An answer to your comment on “The Lamp on Heron Rock” from Saltgrass author · for your pen name Driftwood',
    ],
  )
  assert.ok(!/Wait and see|It was the tide|Who lit it/.test(told.text))
  assert.match((await reader.visitor.get(urls.comment(secret))).text, /It was the tide/)
  const back = await say(house, reader.visitor, toComment(secret), { body: 'I thought so.' })
  const heard = await noticesOf(author)
  assert.match(linesOf(heard)[0] ?? '', /^new A private answer to you about .* from Driftwood ·/)
  assert.ok(heard.text.includes(urls.comment(back)))
  assert.ok(!heard.text.includes('I thought so'))
  assert.deepEqual(linesOf(await noticesOf(other)), [])
  assert.equal((await other.visitor.get(urls.comment(secret))).status, 404)
})

onBothHouses('what was taken back or removed is told without content', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const work = await makeWork(house, author)
  const back = await say(house, reader.visitor, onWork(work), { body: 'Too much said.' })
  const rude = await say(house, house.visitor(), onWork(work), { body: 'Rude.', name: 'Wasp' })
  await reader.visitor.post(urls.commentWithdrawal(back))
  await author.visitor.post(urls.commentRemoval(rude))
  const page = await noticesOf(author)
  assert.deepEqual(
    linesOf(page).map((line) => line.replace(/ · \d.*/, '')),
    [
      'new A comment on “The Lamp on Heron Rock” It was removed. for your pen name Saltgrass',
      'new A comment on “The Lamp on Heron Rock” Its writer has taken it back. for your pen name Saltgrass',
    ],
  )
  assert.ok(!/Wasp|Driftwood|Rude|Too much/.test(page.text))
  assert.ok(!page.text.includes(urls.comment(back)))
})

onBothHouses('of a work that is gone not even the title is told', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const binned = await makeWork(house, author, { title: 'The Binned One' })
  const hidden = await makeWork(house, author, { title: 'The Hidden One' })
  for (const work of [binned, hidden]) {
    const id = await say(house, reader.visitor, onWork(work), { body: `On ${work}` })
    await say(house, author.visitor, toComment(id), { body: `Answer ${work}` })
  }
  await house.write(async (tx) => {
    await deleteWork(tx, house, actorOf(author), binned)
    const at = house.clock().toISOString()
    await tx.updateTable('work').set({ hidden_at: at }).where('id', '=', hidden).execute()
  })
  const told = await noticesOf(reader)
  assert.ok(!/Binned|Hidden|Saltgrass/.test(told.text))
  assert.deepEqual(
    linesOf(told).map((line) => line.replace(/ · \d.*/, '')),
    Array<string>(2).fill(
      'new An answer to your comment on a work that is not there any more It is not there any more. for your pen name Driftwood',
    ),
  )
  const own = await noticesOf(author)
  assert.ok(!own.text.includes('The Binned One'))
  assert.ok(own.text.includes('The Hidden One'), 'an author sees their own hidden work')
})

onBothHouses('who called is answered, and led to the chapter after that', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const work = await makeWork(house, author)
  await reader.visitor.post(urls.call(work))
  await author.visitor.post(urls.callAnswers(work), { body: 'Soon & <b>soon</b>.\nTruly.' })
  house.advance(oneDay)
  await moreOf(house, author, work)
  await moreOf(house, author, work)
  const told = await noticesOf(reader)
  const [more, answered] = linesOf(told)
  assert.match(more ?? '', /^new There is more of “The Lamp on Heron Rock” for your pen name/)
  assert.match(answered ?? '', /answered all who would read more Soon &amp; .*Truly\./)
  assert.ok(told.text.includes(`href="${urls.chapter(work, 2)}"`))
  assert.equal(linesOf(told).length, 2)
  await house.write((tx) => deleteWork(tx, house, actorOf(author), work))
  const after = await noticesOf(reader)
  assert.ok(!/Soon|Truly|Heron/.test(after.text))
})

async function fill(house: TestHouse, penName: PenNameId, work: WorkId, count: number) {
  await house.write(async (tx) => {
    for (let at = 0; at < count; at++) {
      await tx
        .insertInto('notice')
        .values({
          id: newId(house.random),
          pen_name_id: penName,
          kind: 'new-chapter',
          work_id: work,
          chapter_id: null,
          comment_id: null,
          call_answer_id: null,
          // Several of one instant, so that pages also end between equals.
          created_at: new Date(house.clock().getTime() + Math.floor(at / 7) * minute).toISOString(),
          seen_at: null,
        })
        .execute()
    }
  })
}

onBothHouses('pages follow each other without a gap and mark what they show', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const work = await makeWork(house, author)
  await fill(house, author.penNameId, work, 3)
  await fill(house, reader.penNameId, work, 120)
  const counts: number[] = []
  let next: string | undefined = urls.notices()
  while (next) {
    const page: Answer = await reader.visitor.get(next)
    assert.equal(linesOf(page).length, isNew(page))
    counts.push(linesOf(page).length)
    next = /rel="next" href="([^"]+)"/.exec(page.text)?.[1]
  }
  assert.deepEqual(counts, [50, 50, 20])
  assert.equal(isNew(await noticesOf(reader)), 0)
  assert.equal(isNew(await noticesOf(author)), 3)
  const foreign = await house.db
    .selectFrom('notice')
    .select('id')
    .where('pen_name_id', '=', author.penNameId)
    .executeTakeFirstOrThrow()
  for (const after of [foreign.id, 'nothing', "' or 1=1", 'x'.repeat(300)]) {
    const page = await reader.visitor.get(urls.notices(after))
    assert.equal(linesOf(page).length, 50)
    assert.ok(!page.text.includes('Saltgrass'))
  }
})

onBothHouses('all can be marked as seen at once, up to what was shown', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const work = await makeWork(house, author)
  await fill(house, reader.penNameId, work, 60)
  await fill(house, author.penNameId, work, 1)
  house.advance(oneDay)
  const page = await noticesOf(reader)
  const form = page.form(`${urls.notices()}/seen`)
  await fill(house, reader.penNameId, work, 1)
  assert.equal((await form.send()).location, urls.notices())
  assert.equal(isNew(await noticesOf(reader)), 1)
  assert.equal(isNew(await noticesOf(author)), 1)
  const elsewhere = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' }
  const refused = await reader.visitor.post(`${urls.notices()}/seen`, { newest: '' }, elsewhere)
  assert.equal(refused.status, 403)
  const seen = await reader.visitor.get(urls.notices())
  assert.ok(!seen.text.includes(`${urls.notices()}/seen`))
})

onBothHouses('another’s notice marks nothing as seen', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const reader = await arrive(house, 'Driftwood')
  const work = await makeWork(house, author)
  await fill(house, reader.penNameId, work, 1)
  house.advance(oneDay)
  await fill(house, author.penNameId, work, 1)
  const foreign = await house.db
    .selectFrom('notice')
    .select('id')
    .where('pen_name_id', '=', author.penNameId)
    .executeTakeFirstOrThrow()
  await reader.visitor.post(`${urls.notices()}/seen`, { newest: foreign.id })
  assert.equal(isNew(await noticesOf(reader)), 1)
  assert.equal(isNew(await noticesOf(author)), 1)
})

onBothHouses('each notice says which of one’s pen names it is for', async (house) => {
  const author = await arrive(house, 'Saltgrass')
  const second = await house.write((tx) =>
    makePenName(tx, house, { account: author.accountId, name: 'Quiet Harbour' }),
  )
  assert.ok(second.kind === 'made')
  const quiet = { accountId: author.accountId, penNameId: second.id }
  const one = await makeWork(house, author, { title: 'One' })
  const two = await makeWork(house, quiet, { title: 'Two' })
  const reader = house.visitor()
  await say(house, reader, onWork(one), { body: 'On one.', name: 'Moth' })
  await say(house, reader, onWork(two), { body: 'On two.', name: 'Moth' })
  assert.deepEqual(
    linesOf(await noticesOf(author)).map((line) => line.replace(/ · \d.*/, '')),
    [
      'new A comment on “Two” from Moth guest · for your pen name Quiet Harbour',
      'new A comment on “One” from Moth guest · for your pen name Saltgrass',
    ],
  )
})

onBothHouses('titles and names are text', async (house) => {
  const author = await arrive(house, 'A & B <i>')
  const work = await makeWork(house, author, { title: '<script>alert(1)</script> {count} “x”' })
  const name = '<img src=x onerror=a()>'
  await say(house, house.visitor(), onWork(work), { body: 'Hello.', name })
  const page = await noticesOf(author)
  assert.ok(!/<script>alert|<img src=x|<i>/.test(page.text))
  assert.match(page.text, /&lt;script&gt;alert\(1\)&lt;\/script&gt; \{count\} “x”/)
  assert.match(page.text, /&lt;img src=x onerror=a\(\)&gt;/)
  assert.match(page.text, /A &amp; B &lt;i&gt;/)
})
