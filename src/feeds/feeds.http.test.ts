import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { fromInput, fromPlainText } from '#prose/plain-text.ts'
import { day, oneDay } from '#shared/clock.ts'
import type { PenNameId } from '#shared/ids.ts'
import type { Db } from '#storage/db.ts'
import { urls } from '#urls.ts'
import { deleteWork, editWork } from '#works/acts.ts'
import { deleteChapter } from '#works/chapter-acts.ts'
import { makePenName } from '#pen-names/acts.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { readNewest } from './reads.ts'
import { actorOf, type Author, makeWork, moreOf, workInput } from './publish.fixture.ts'
import { allOf, oneOf, readAtom, readXml } from './read-xml.fixture.ts'

async function feedOf(house: TestHouse, path: string) {
  const answer = await house.visitor().get(path)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), 'application/atom+xml; charset=utf-8')
  return { ...readAtom(answer.text), text: answer.text }
}

async function titlesOf(house: TestHouse, path: string): Promise<string[]> {
  const { entries } = await feedOf(house, path)
  return entries.map((entry) => oneOf(entry, 'title').text)
}

test('the reader of feeds in these tests refuses what is not well-formed', () => {
  const head = '<?xml version="1.0" encoding="utf-8"?>\n'
  for (const bad of [
    '<a>',
    '<a></b>',
    '<a>&</a>',
    '<a>&nbsp;</a>',
    '<a>\u0008</a>',
    '<a>&#8;</a>',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<a/><a/>',
    '<a/>x',
    '<a b="<"/>',
    '<a><!-- -- --></a>',
  ]) {
    assert.throws(() => readXml(head + bad), Error, bad)
  }
  assert.equal(readXml(`${head}<a b="&quot;">x &amp; &#39;<c/></a>`).text, "x & '")
})

onBothHouses('an archive without works has a valid feed without entries', async (house) => {
  const { feed, entries } = await feedOf(house, urls.archiveFeed())
  assert.deepEqual(entries, [])
  assert.equal(oneOf(feed, 'title').text, 'Tweed')
  const self = allOf(feed, 'link').find((link) => link.attributes['rel'] === 'self')
  assert.equal(self?.attributes['href'], 'http://archive.test/feed.atom')
})

onBothHouses(
  'an entry says first what the reader is opening, and holds no story',
  async (house) => {
    const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const work = await makeWork(house, author, {
      rating: 'E',
      warningAnswer: 'listed',
      warnings: [
        { code: null, words: 'drowning', spoiler: false, fromChapter: 1 },
        { code: null, words: 'the keeper is the ghost', spoiler: true, fromChapter: null },
      ],
      noteBefore: fromPlainText('Written in one night.', 'note'),
      texts: ['Nobody lit the lamp, damn it.', 'The lamp lit itself.'],
    })
    for (const path of [
      urls.archiveFeed(),
      urls.workFeed(work),
      urls.penNameFeed(author.penNameId),
    ]) {
      const { entries, text } = await feedOf(house, path)
      for (const entry of entries) {
        const content = oneOf(entry, 'content').text
        const order = ['Rating:', 'Warnings:', 'Language advisory:', 'A keeper counts'].map(
          (part) => content.indexOf(part),
        )
        assert.ok(order.every((at) => at >= 0))
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        )
        assert.match(content, /^<p><strong>Rating:<\/strong> Explicit\. \S+/)
        assert.match(
          content,
          /<bdi>drowning<\/bdi> \(from chapter 1\); One warning that gives away/,
        )
        assert.match(content, /mild language: once/)
        assert.equal(oneOf(oneOf(entry, 'author'), 'name').text, 'Saltgrass')
        assert.deepEqual(
          allOf(entry, 'category').map(({ attributes }) => attributes['label']),
          ['Explicit', 'Harbour Lights'],
        )
      }
      assert.ok(entries.length > 0)
      for (const never of ['ghost', 'lamp lit', 'Nobody lit', 'in one night']) {
        assert.ok(!text.includes(never), `${path} holds “${never}”`)
      }
    }
  },
)

onBothHouses('the three answers about warnings are said in words', async (house) => {
  const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const none = await makeWork(house, author, { warningAnswer: 'none-apply' })
  const silent = await makeWork(house, author, { warningAnswer: 'choose-not-to' })
  assert.match((await feedOf(house, urls.workFeed(none))).text, /None of the archive’s warnings/)
  assert.match((await feedOf(house, urls.workFeed(silent))).text, /chooses not to warn/)
})

onBothHouses('chapters that come later are entries of their own', async (house) => {
  const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const work = await makeWork(house, author, { texts: ['One.', 'Two.'] })
  house.advance(oneDay)
  const third = await moreOf(house, author, work, { title: 'Ebb' })
  const expected = ['The Lamp on Heron Rock: Chapter 3: Ebb', 'The Lamp on Heron Rock']
  assert.deepEqual(await titlesOf(house, urls.archiveFeed()), expected)
  assert.deepEqual(await titlesOf(house, urls.penNameFeed(author.penNameId)), expected)
  const { feed, entries } = await feedOf(house, urls.workFeed(work))
  assert.deepEqual(
    entries.map((entry) => oneOf(entry, 'title').text),
    ['Chapter 3: Ebb', 'Chapter 2', 'Chapter 1'],
  )
  assert.deepEqual(
    entries.map((entry) => oneOf(entry, 'link').attributes['href']),
    [3, 2, 1].map((number) => `http://archive.test${urls.chapter(work, number)}`),
  )
  assert.equal(oneOf(feed, 'updated').text, '2026-11-24T00:00:00Z')
  await house.write((tx) => deleteChapter(tx, house, actorOf(author), third))
  assert.deepEqual(await titlesOf(house, urls.archiveFeed()), ['The Lamp on Heron Rock'])
  assert.deepEqual(await titlesOf(house, urls.workFeed(work)), ['Chapter 2', 'Chapter 1'])
})

onBothHouses('an id stays when title and pen name change', async (house) => {
  const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const id = await makeWork(house, author)
  const idsIn = async (path: string) => {
    const { feed, entries } = await feedOf(house, path)
    return [feed, ...entries].map((one) => oneOf(one, 'id').text)
  }
  const before = await idsIn(urls.archiveFeed())
  const beforeOfWork = await idsIn(urls.workFeed(id))
  const input = workInput(author.penNameId, { title: 'Another Title Altogether' })
  await house.write((tx) => editWork(tx, house, actorOf(author), { id, input }))
  assert.deepEqual(await titlesOf(house, urls.archiveFeed()), ['Another Title Altogether'])
  assert.deepEqual(await idsIn(urls.archiveFeed()), before)
  assert.deepEqual(await idsIn(urls.workFeed(id)), beforeOfWork)
})

onBothHouses('what strangers may not read is in no feed, whoever asks', async (house) => {
  const visitor = house.visitor()
  const author = await signUp(house, visitor, { penName: 'Saltgrass' })
  const actor = actorOf(author)
  const seen = await makeWork(house, author, { title: 'Seen' })
  const draft = await makeWork(house, author, { title: 'A Draft', draft: true })
  const members = await makeWork(house, author, { title: 'For Members', accountsOnly: true })
  const binned = await makeWork(house, author, { title: 'Binned' })
  const hidden = await makeWork(house, author, { title: 'Hidden' })
  await house.write(async (tx) => {
    await deleteWork(tx, house, actor, binned)
    const at = house.clock().toISOString()
    await tx.updateTable('work').set({ hidden_at: at }).where('id', '=', hidden).execute()
  })
  for (const path of [urls.archiveFeed(), urls.penNameFeed(author.penNameId)]) {
    assert.deepEqual(await titlesOf(house, path), ['Seen'])
    const own = await visitor.get(path)
    const stranger = await house.visitor().get(path)
    assert.equal(own.text, stranger.text)
    assert.ok(!own.text.includes(author.accountId))
  }
  for (const work of [draft, members, binned, hidden, 'nothing', '%00', 'x'.repeat(500)]) {
    assert.equal((await visitor.get(urls.workFeed(work))).status, 404, work)
    assert.equal((await house.visitor().get(urls.workFeed(work))).status, 404, work)
  }
  assert.equal((await house.visitor().get(urls.workFeed(seen))).status, 200)
  assert.equal((await house.visitor().get(urls.penNameFeed('nobody'))).status, 404)
})

onBothHouses('an unchanged feed answers 304, a changed one anew', async (house) => {
  const visitor = house.visitor()
  const author = await signUp(house, visitor, { penName: 'Saltgrass' })
  const work = await makeWork(house, author)
  for (const path of [
    urls.archiveFeed(),
    urls.workFeed(work),
    urls.penNameFeed(author.penNameId),
  ]) {
    for (const reader of [house.visitor(), visitor]) {
      const first = await reader.get(path)
      const etag = first.headers.get('etag') ?? ''
      assert.notEqual(etag, '')
      const again = await reader.get(path, { 'if-none-match': etag })
      assert.equal(again.status, 304)
      assert.equal(again.text, '')
      await moreOf(house, author, work)
      const changed = await reader.get(path, { 'if-none-match': etag })
      assert.equal(changed.status, 200)
      assert.notEqual(changed.text, first.text)
    }
  }
})

onBothHouses('titles, names, tags and summaries can break no feed', async (house) => {
  const nasty = `]]><script>alert(1)</script> & "x" 'y' <![CDATA[ \u0000\u0008\u000b\ufffe\ud800 ‮𝔘`
  const author = await signUp(house, house.visitor(), { penName: 'A & B <i>"\'' })
  // What came in by another way than the form is kept as it is: a database brought home from elsewhere.
  const kept = house.storage.engine === 'postgres' ? nasty.replace('\u0000', '') : nasty
  const work = await makeWork(house, author, {
    title: kept.toWellFormed(),
    tags: { fandom: ['<b>&"', 'x ]]> y'], character: [], relationship: [], additional: [] },
    warningAnswer: 'listed',
    warnings: [
      { code: null, words: '<img src=x onerror=alert(1)>', spoiler: false, fromChapter: null },
    ],
    summary: fromInput('<p onclick="a()">one & <b>two</b><script>alert(1)</script></p>', 'summary'),
  })
  await moreOf(house, author, work, { title: kept.toWellFormed() })
  for (const path of [
    urls.archiveFeed(),
    urls.workFeed(work),
    urls.penNameFeed(author.penNameId),
  ]) {
    const { entries, text } = await feedOf(house, path)
    assert.ok(!/<(?:script|img|b)\b/.test(text))
    for (const entry of entries) {
      const content = oneOf(entry, 'content').text
      assert.ok(!/<script|<img|onclick/.test(content), content)
      assert.match(content, /&lt;img src=x onerror=alert\(1\)&gt;/)
      assert.equal(oneOf(oneOf(entry, 'author'), 'name').text, 'A & B <i>"\'')
    }
  }
  const [title] = await titlesOf(house, urls.archiveFeed())
  assert.ok(title?.includes(`]]><script>alert(1)</script> & "x" 'y' <![CDATA[ `))
  assert.ok(title?.includes('𝔘'))
})

onBothHouses('a feed holds fifty entries, in a bounded number of queries', async (house) => {
  const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const first = await makeWork(house, author, { title: 'The First' })
  for (let count = 0; count < 26; count++) {
    house.advance(oneDay)
    await makeWork(house, author, { title: `Work ${count}` })
    await moreOf(house, author, first)
  }
  for (const path of [urls.archiveFeed(), urls.penNameFeed(author.penNameId)]) {
    const { entries } = await feedOf(house, path)
    assert.equal(entries.length, 50)
    const days = entries.map((entry) => oneOf(entry, 'updated').text)
    assert.deepEqual(days, days.toSorted().toReversed())
    assert.equal(days.at(-1), '2026-11-25T00:00:00Z')
    assert.equal(oneOf(entries[0] ?? assert.fail(), 'updated').text, '2026-12-19T00:00:00Z')
  }
  let queries = 0
  const counter: KyselyPlugin = {
    transformQuery({ node }) {
      queries++
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  const counted = house.db.withPlugin(counter) as unknown as Db
  await readNewest(counted, null)
  assert.equal(queries, 7)
  queries = 0
  await readNewest(counted, author.penNameId)
  assert.equal(queries, 7)
  const { entries } = await feedOf(house, urls.workFeed(first))
  assert.equal(entries.length, 27)
  assert.equal(oneOf(entries[0] ?? assert.fail(), 'title').text, 'Chapter 27')
})

onBothHouses('no order and no time inside a day connects two pen names', async (house) => {
  const one = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const second = await house.write((tx) =>
    makePenName(tx, house, { account: one.accountId, name: 'Quiet Harbour' }),
  )
  assert.equal(second.kind, 'made')
  const two: Author = {
    accountId: one.accountId,
    penNameId: second.kind === 'made' ? second.id : ('' as PenNameId),
  }
  const works: string[] = []
  for (let count = 0; count < 8; count++) {
    house.advance(60_000)
    works.push(await makeWork(house, count % 2 ? one : two, { title: `Work ${count}` }))
  }
  const { entries, text } = await feedOf(house, urls.archiveFeed())
  const shown = entries.map((entry) => oneOf(entry, 'id').text.split('/').at(-1))
  assert.deepEqual(shown, works.toSorted())
  assert.notDeepEqual(shown, works.toReversed())
  assert.equal(text.match(/\dT(?!00:00:00Z)\d\d:/g), null)
  assert.ok(!text.includes(one.accountId))
  const ofTwo = await house.visitor().get(urls.penNameFeed(two.penNameId))
  assert.ok(!ofTwo.text.includes('Saltgrass'))
  assert.ok(!ofTwo.text.includes(one.penNameId))
  assert.equal(day(house.clock().toISOString()), '2026-11-23')
})

onBothHouses('a pen name without works has a feed too', async (house) => {
  const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const { feed, entries } = await feedOf(house, urls.penNameFeed(author.penNameId))
  assert.equal(oneOf(feed, 'title').text, 'Saltgrass · Tweed')
  assert.deepEqual(entries, [])
})

onBothHouses('robots are told what is somebody’s own', async (house) => {
  const answer = await house.visitor().get(urls.robots())
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  const lines = answer.text.split('\n')
  assert.equal(lines[0], 'User-agent: *')
  for (const path of ['/desk', '/account', '/admin', '/replies', '/r/', '/comments/', '/notices']) {
    assert.ok(lines.includes(`Disallow: ${path}`), path)
  }
  assert.ok(!lines.includes('Disallow: /'))
  assert.ok(!lines.some((line) => /\/works|\/pen-names|\/fandoms/.test(line)))
})

onBothHouses('health says that it is well and nothing more', async (house) => {
  const answer = await house.visitor().get(urls.health())
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.deepEqual(JSON.parse(answer.text), { status: 'ok' })
})
