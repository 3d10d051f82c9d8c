import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { actorOf, makeWork, moreOf, workInput } from '#feeds/publish.fixture.ts'
import { editPenName } from '#pen-names/acts.ts'
import { fromInput, fromPlainText } from '#prose/plain-text.ts'
import { emptyProse } from '#prose/prose.ts'
import { packedLength, unpackId } from '#shared/packed-ids.ts'
import type { WorkId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import { deleteWork, editWork, restoreWork } from '#works/acts.ts'
import pg from 'pg'
import { onBothHouses, signUp, testHouse, type TestHouse } from '../../test/support/house.ts'
import { startTexts } from './client.ts'
import { indexChanges } from './follow.ts'
import { type Texts, textsOver } from './texts.ts'

async function openTexts(house: TestHouse): Promise<Texts> {
  return textsOver(await house.storage.texts())
}

/** Follows to the end; how many works were read. */
async function follow(house: TestHouse, texts: Texts): Promise<number> {
  let works = 0
  for (;;) {
    const step = await indexChanges(house.db, texts, { most: 50 })
    works += step.works
    if (!step.more) return works
  }
}

async function found(texts: Pick<Texts, 'find'>, query: string): Promise<string[]> {
  const { ids, scores } = await texts.find(query, { most: 100 })
  return Array.from(scores, (_, at) => unpackId(ids, at * packedLength)).toSorted()
}

const author = async (house: TestHouse, penName = 'Saltgrass') =>
  signUp(house, house.visitor(), { penName })

onBothHouses('what is published is found by all that people read of it', async (house) => {
  const person = await author(house)
  const work = await makeWork(house, person, {
    title: 'Heron Rock',
    tags: {
      fandom: ['Harbour Lights'],
      character: ['Mirren Carrow'],
      relationship: [],
      additional: ['sea fog'],
    },
    summary: fromPlainText('A keeper who counts ships.', 'summary'),
    noteBefore: fromInput('<p>Thanks to my <em>beta</em>reader.</p>', 'note'),
    noteAfter: fromPlainText('More on Sundays.', 'note'),
    texts: ['The first chapter is of *unbelievable* weather.', 'The second of snow.'],
  })
  const texts = await openTexts(house)
  await follow(house, texts)
  for (const query of [
    'title:heron',
    'by:saltgrass',
    'tag:"mirren carrow"',
    'tag:fog',
    'summary:ships',
    'note:sundays',
    'note:betareader',
    'text:unbelievable',
    '"second of snow"',
    'heron saltgrass fog keepers thanks snow',
  ]) {
    assert.deepEqual(await found(texts, query), [work], query)
  }
  await texts.close()
})

onBothHouses('drafts, deleted and hidden works are in nothing that is found', async (house) => {
  const person = await author(house)
  await makeWork(house, person, { title: 'Unfinished', texts: ['a gannet'], draft: true })
  const work = await makeWork(house, person, { texts: ['a gannet too'], accountsOnly: true })
  const texts = await openTexts(house)
  await follow(house, texts)
  assert.deepEqual(await found(texts, 'gannet'), [work])
  await house.write((tx) => deleteWork(tx, house, actorOf(person), work))
  assert.ok((await follow(house, texts)) > 0)
  assert.deepEqual(await found(texts, 'gannet'), [])
  await house.write((tx) => restoreWork(tx, house, actorOf(person), work))
  await follow(house, texts)
  assert.deepEqual(await found(texts, 'gannet'), [work])
  await house.write(async (tx) => {
    const at = house.clock().toISOString()
    await tx.updateTable('work').set({ hidden_at: at }).where('id', '=', work).execute()
    await recordChange(tx, house.clock, { kind: 'work-hidden', work })
  })
  await follow(house, texts)
  assert.deepEqual(await found(texts, 'gannet'), [])
  await texts.close()
})

onBothHouses(
  'edits, new chapters and new names are found, and what was before is not',
  async (house) => {
    const person = await author(house)
    const work = await makeWork(house, person, { title: 'Before', texts: ['a cormorant'] })
    const texts = await openTexts(house)
    await follow(house, texts)
    const input = workInput(person.penNameId, { title: 'Afterwards' })
    await house.write((tx) => editWork(tx, house, actorOf(person), { id: work, input }))
    await moreOf(house, person, work, { title: 'Ebb', text: 'a kittiwake' })
    await house.write((tx) =>
      editPenName(tx, house, {
        account: person.accountId,
        id: person.penNameId,
        name: 'Marram',
        about: emptyProse,
      }),
    )
    await follow(house, texts)
    for (const query of ['title:afterwards', 'cormorant kittiwake', 'text:ebb', 'by:marram']) {
      assert.deepEqual(await found(texts, query), [work], query)
    }
    for (const query of ['title:before', 'by:saltgrass']) {
      assert.deepEqual(await found(texts, query), [], query)
    }
    assert.equal(await follow(house, texts), 0)
    await texts.close()
  },
)

onBothHouses('a tag that is renamed is found by its new name', async (house) => {
  const person = await author(house)
  const work = await makeWork(house, person)
  const texts = await openTexts(house)
  await follow(house, texts)
  const tag = await house.db.selectFrom('tag').select('id').executeTakeFirstOrThrow()
  const wrangle = () =>
    house.write((tx) => recordChange(tx, house.clock, { kind: 'tag-wrangled', tag: tag.id }))
  await wrangle()
  assert.equal(await follow(house, texts), 0, 'no name changed, so nothing is read')
  await house.write(async (tx) => {
    await tx.updateTable('tag').set({ name: 'Harbour Lamps' }).where('id', '=', tag.id).execute()
  })
  await wrangle()
  await follow(house, texts)
  assert.deepEqual(await found(texts, 'tag:"harbour lamps"'), [work])
  assert.deepEqual(await found(texts, 'tag:"harbour lights"'), [])
  await texts.close()
})

onBothHouses('the words of a folded warning are not looked at', async (house) => {
  const person = await author(house)
  const work = await makeWork(house, person)
  await house.write(async (tx) => {
    for (const [position, words] of ['drowning', 'shipwreck'].entries()) {
      await tx
        .insertInto('work_warning')
        .values({
          id: `warning${position}`,
          work_id: work,
          code: null,
          words,
          spoiler: position === 0 ? 1 : 0,
          from_chapter_id: null,
          position: position + 10,
        })
        .execute()
    }
  })
  const texts = await openTexts(house)
  await follow(house, texts)
  assert.deepEqual(await found(texts, 'shipwreck'), [work])
  assert.deepEqual(await found(texts, 'drowning'), [])
  await texts.close()
})

onBothHouses('a first walk that was broken off goes on where it was', async (house) => {
  const person = await author(house)
  const works: WorkId[] = []
  for (let at = 0; at < 40; at++) works.push(await makeWork(house, person, { texts: ['a tern'] }))
  let texts = await openTexts(house)
  await indexChanges(house.db, texts, { most: 50 })
  const first = await indexChanges(house.db, texts, { most: 50 })
  assert.equal(first.isWhole, false)
  assert.ok(first.works > 0 && first.works < 40)
  await texts.close()
  texts = await openTexts(house)
  // While other transactions run on the same server, PostgreSQL's newest entries are looked at once more.
  const rest = await follow(house, texts)
  assert.ok(rest >= 40 - first.works && rest <= 40, `${rest} after ${first.works}`)
  assert.deepEqual(await found(texts, 'tern'), works.toSorted())
  await texts.close()
})

onBothHouses('two that follow at once lose nothing and find nothing twice', async (house) => {
  const person = await author(house)
  const [one, other] = [await openTexts(house), await openTexts(house)]
  const works: WorkId[] = []
  for (let at = 0; at < 30; at++) works.push(await makeWork(house, person, { texts: ['a skua'] }))
  await Promise.all([follow(house, one), follow(house, other)])
  for (const texts of [one, other]) assert.deepEqual(await found(texts, 'skua'), works.toSorted())
  const writing = (async () => {
    for (const id of works) {
      const input = workInput(person.penNameId, { title: `Petrel ${id}` })
      await house.write((tx) => editWork(tx, house, actorOf(person), { id, input }))
    }
  })()
  await Promise.all([follow(house, one), follow(house, other), writing])
  await Promise.all([follow(house, one), follow(house, other)])
  for (const texts of [one, other]) {
    assert.deepEqual(await found(texts, 'title:petrel'), works.toSorted())
    await texts.close()
  }
})

onBothHouses('another archive in the place of this one is indexed anew', async (house) => {
  const person = await author(house)
  const gone = await makeWork(house, person, { texts: ['a guillemot'] })
  const stays = await makeWork(house, person, { texts: ['a razorbill'] })
  const texts = await openTexts(house)
  await follow(house, texts)
  await house.write(async (tx) => {
    await tx.updateTable('work').set({ deleted_at: '2026-01-01' }).where('id', '=', gone).execute()
    await recordChange(tx, house.clock, { kind: 'archive-restored' })
  })
  await follow(house, texts)
  assert.deepEqual(await found(texts, 'guillemot OR razorbill'), [stays])
  await texts.close()
})

test('an entry that appears later than others with higher numbers is not passed over', async () => {
  const house = await testHouse('postgres')
  try {
    const person = await author(house)
    const [late, early] = [await makeWork(house, person), await makeWork(house, person)]
    const texts = await openTexts(house)
    await follow(house, texts)
    const written = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const title = (work: WorkId, words: string) => ({ work, words })
    const change = async ({ work, words }: ReturnType<typeof title>, gate?: Promise<void>) =>
      house.write(async (tx) => {
        await tx.updateTable('work').set({ title: words }).where('id', '=', work).execute()
        await recordChange(tx, house.clock, { kind: 'work-edited', work })
        written.resolve()
        await gate
      })
    const slow = change(title(late, 'Whimbrel'), end.promise)
    await written.promise
    for (let at = 0; at < 5; at++) await change(title(early, `Curlew ${at}`))
    await follow(house, texts)
    await follow(house, texts)
    assert.deepEqual(await found(texts, 'title:curlew'), [early])
    assert.deepEqual(await found(texts, 'title:whimbrel'), [])
    assert.equal(await follow(house, texts), 0, 'what was read is not read again')
    end.resolve()
    await slow
    assert.equal(await follow(house, texts), 1)
    assert.deepEqual(await found(texts, 'title:whimbrel'), [late])
    await texts.close()
  } finally {
    await house.close()
  }
})

onBothHouses('a thread of its own follows and answers', async (house) => {
  const person = await author(house)
  const work = await makeWork(house, person, { texts: ['a dunlin'] })
  const errors: Error[] = []
  const client = startTexts(house.config.place, { onError: (error) => errors.push(error) })
  await client.ready()
  assert.deepEqual(await found(client, 'dunlin'), [work])
  const next = await makeWork(house, person, { texts: ['a dunlin again'] })
  await client.wake()
  assert.deepEqual(await found(client, 'dunlin'), [work, next].toSorted())
  const { exact } = await client.find('dunlin', { most: 10 })
  assert.equal(exact.hits, true)
  const many = await Promise.all(
    Array.from({ length: 50 }, () => client.find('nothing OR dunlin', { most: 1 })),
  )
  for (const { ids } of many) assert.equal(ids.length, packedLength)
  assert.deepEqual(errors, [])
  await client.close()
  await assert.rejects(client.find('dunlin', { most: 1 }), /closed/)
})

onBothHouses(
  'two threads over one archive: each finds all that was written, once',
  async (house) => {
    const person = await author(house)
    const works: WorkId[] = []
    for (let at = 0; at < 12; at++) works.push(await makeWork(house, person, { texts: ['a skua'] }))
    const clients = [startTexts(house.config.place), startTexts(house.config.place)]
    await Promise.all(clients.map((client) => client.ready()))
    for (const [at, id] of works.entries()) {
      const input = workInput(person.penNameId, { title: `Petrel ${at}` })
      await house.write((tx) => editWork(tx, house, actorOf(person), { id, input }))
      await clients[at % 2]?.wake()
    }
    await Promise.all(clients.map((client) => client.wake()))
    for (const client of clients) {
      assert.deepEqual(await found(client, 'title:petrel skua'), works.toSorted())
      await client.close()
    }
  },
)

onBothHouses(
  'a question does not wait for the first walk, and is told that it is not over',
  async (house) => {
    const person = await author(house)
    for (let at = 0; at < 60; at++)
      await makeWork(house, person, { texts: ['a fulmar '.repeat(99)] })
    const client = startTexts(house.config.place)
    const early = await client.find('fulmar', { most: 100 })
    assert.equal(client.isReady, false)
    assert.equal(early.exact.hits, false)
    await client.ready()
    const { exact, scores } = await client.find('fulmar', { most: 100 })
    assert.equal(exact.hits, true)
    assert.equal(scores.length, 60)
    await client.close()
  },
)

onBothHouses('a thread that breaks is started again, and told why', async (house) => {
  const person = await author(house)
  const work = await makeWork(house, person, { texts: ['a dunlin'] })
  const broke = Promise.withResolvers<Error>()
  const { place } = house.config
  const client = startTexts(place, { onError: broke.resolve })
  await client.ready()
  if (place.kind === 'sqlite') {
    const database = new DatabaseSync(join(dirname(place.file), 'texts.db'), { timeout: 5000 })
    database.exec('begin immediate; drop table state; pragma user_version = 0; commit')
    database.close()
  } else {
    const server = new pg.Client({ connectionString: place.url })
    await server.connect()
    await server.query('drop schema texts cascade')
    await server.end()
  }
  assert.match((await broke.promise).message, /state/)
  await client.wake()
  assert.deepEqual(await found(client, 'dunlin'), [work])
  await client.close()
})

test('a file that is no index any more is made anew', async () => {
  const house = await testHouse('sqlite')
  try {
    const person = await author(house)
    const work = await makeWork(house, person, { texts: ['a dunlin'] })
    const { place } = house.config
    assert.ok(place.kind === 'sqlite')
    await writeFile(join(dirname(place.file), 'texts.db'), 'no database '.repeat(1000))
    const texts = await openTexts(house)
    await follow(house, texts)
    assert.deepEqual(await found(texts, 'dunlin'), [work])
    await texts.close()
  } finally {
    await house.close()
  }
})
