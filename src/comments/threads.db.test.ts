import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { actorOf, makeWork } from '#feeds/publish.fixture.ts'
import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import { fromInput } from '#prose/plain-text.ts'
import type { ChapterId, CommentId, WorkId } from '#shared/ids.ts'
import { listChapters } from '#works/reads.ts'
import { type Person, signUp, testHouse, type TestHouse } from '../../test/support/house.ts'
import { answerPrivately, postComment } from './acts.ts'
import {
  approveComment,
  editComment,
  removeComment,
  reportComment,
  withdrawComment,
  type Writer,
} from './care.ts'
import { countComments, readThread, readThreads } from './reads.ts'
import type { Voice } from './voice.ts'

/** What somebody does to the comment that the number picks out of those that were ever said. */
type Act =
  | { kind: 'say'; by: number; suspicion: 'link' | null }
  | { kind: 'answer'; by: number; to: number; suspicion: 'link' | null }
  | { kind: 'whisper'; by: number; to: number }
  | { kind: 'edit'; what: number; hold: boolean }
  | { kind: 'withdraw' | 'approve' | 'remove' | 'moderate' | 'report'; what: number }
  | { kind: 'hold'; all: boolean }

const picked = fc.nat({ max: 11 })
const suspicion = fc.constantFrom('link' as const, null)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('say' as const), by: picked, suspicion }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      by: picked,
      to: picked,
      suspicion,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('whisper' as const), by: picked, to: picked }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      what: picked,
      hold: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('withdraw', 'approve', 'remove', 'moderate', 'report'),
      what: picked,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hold' as const), all: fc.boolean() }) },
)

/** Comes to every state that a comment can be in; chance alone would miss one now and then. */
const everything: Act[] = [
  { kind: 'say', by: 3, suspicion: null },
  { kind: 'whisper', by: 0, to: 0 },
  { kind: 'whisper', by: 3, to: 1 },
  { kind: 'withdraw', what: 2 },
  { kind: 'say', by: 4, suspicion: 'link' },
  { kind: 'say', by: 1, suspicion: null },
  { kind: 'remove', what: 4 },
  { kind: 'answer', by: 2, to: 0, suspicion: null },
  { kind: 'withdraw', what: 5 },
]

const stranger: Actor = { account: null, reading: defaultReading }

/** A work with its author, two readers with accounts, two guests and a moderator. */
type Stage = {
  house: TestHouse
  work: WorkId
  chapter: ChapterId
  author: Person
  readers: Person[]
  guests: { name: string; link: PrivateLink | null }[]
  said: { id: CommentId; words: string; writer: Writer; by: number }[]
  words: number
}

async function setTheStage(house: TestHouse, author: Person, readers: Person[]): Promise<Stage> {
  const work = await makeWork(house, author)
  const chapter = (await listChapters(house.db, work))[0]
  assert.ok(chapter)
  const guests = [
    { name: 'Moth', link: null },
    { name: 'Wasp', link: null },
  ]
  return { house, work, chapter: chapter.id, author, readers, guests, said: [], words: 0 }
}

/** Author, reader, reader, guest or guest. */
function voiceOf(stage: Stage, by: number): { voice: Voice; actor: Actor; writer: Writer } {
  const person = [stage.author, ...stage.readers][by % 5]
  if (person) {
    return {
      voice: { kind: 'pen-name', id: person.penNameId, accountId: person.accountId },
      actor: actorOf(person),
      writer: { account: person.accountId, links: [] },
    }
  }
  const guest = stage.guests[(by % 5) - 3]
  assert.ok(guest)
  return {
    voice: { kind: 'guest', name: guest.name, email: null, link: guest.link },
    actor: stranger,
    writer: { account: null, links: guest.link ? [guest.link] : [] },
  }
}

const pick = ({ said }: Stage, number: number) => said[number % Math.max(1, said.length)]

const fresh = (stage: Stage) => `word${String(stage.words++).padStart(4, '0')}end`
const proseOf = (words: string) => fromInput(words, 'comment')

async function speak(stage: Stage, one: Extract<Act, { by: number }>): Promise<void> {
  const { house, work: workId, chapter: chapterId } = stage
  const { voice, actor, writer } = voiceOf(stage, one.by)
  const words = fresh(stage)
  const parentId = 'to' in one ? pick(stage, one.to)?.id : null
  if (parentId === undefined) return
  const common = { workId, voice, body: proseOf(words), onceKey: `${workId} ${words}` }
  const result = await house.write((tx) =>
    one.kind === 'whisper' && parentId
      ? answerPrivately(tx, house, actor, { ...common, parentId })
      : postComment(tx, house, actor, {
          ...common,
          chapterId,
          parentId,
          print: null,
          suspicion: 'suspicion' in one ? one.suspicion : null,
        }),
  )
  if (result.kind !== 'posted' && result.kind !== 'held') return
  const guest = stage.guests[(one.by % 5) - 3]
  if (voice.kind === 'guest' && guest) guest.link = result.link
  const links = result.link ? [result.link] : []
  stage.said.push({ id: result.id, words, writer: { ...writer, links }, by: one.by })
}

async function perform(stage: Stage, one: Act): Promise<void> {
  const { house } = stage
  if ('by' in one) return speak(stage, one)
  if (one.kind === 'hold') {
    await house.write((tx) =>
      tx
        .updateTable('work')
        .set({ comments_held: one.all ? 1 : 0 })
        .where('id', '=', stage.work)
        .execute(),
    )
    return
  }
  const target = pick(stage, one.what)
  if (!target) return
  const { id, writer } = target
  const author = actorOf(stage.author)
  const moderator: Actor = {
    ...author,
    account: author.account && {
      ...author.account,
      id: 'nobody' as Person['accountId'],
      role: 'moderator',
    },
  }
  const words = fresh(stage)
  await house.write(async (tx) => {
    if (one.kind === 'edit') {
      const edit = { id, body: proseOf(words), hold: one.hold }
      const { kind } = await editComment(tx, house, writer, edit)
      if (kind === 'done') target.words = words
    } else if (one.kind === 'withdraw') await withdrawComment(tx, house, writer, id)
    else if (one.kind === 'approve') await approveComment(tx, house, author, id)
    else if (one.kind === 'remove') await removeComment(tx, house, author, id)
    else if (one.kind === 'moderate') await removeComment(tx, house, moderator, id)
    else {
      const reporter = { ...writer, penName: null }
      await reportComment(tx, house, reporter, { id, reason: 'look' })
    }
  })
}

/** Everything that strangers read of a chapter's threads, page after page. */
async function readAll({ house, chapter }: Stage) {
  const all = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readThreads>> = await readThreads(
      house.db,
      chapter,
      after,
    )
    all.push(...page.comments)
    after = page.older
  } while (after)
  return all
}

async function look(stage: Stage): Promise<void> {
  const { house } = stage
  const rows = await house.db
    .selectFrom('comment')
    .select(['id', 'state', 'is_private', 'thread_id', 'parent_id'])
    .where('work_id', '=', stage.work)
    .execute()
  const open = new Set(
    rows.filter((row) => row.state === 'shown' && row.is_private === 0).map(({ id }) => id),
  )
  const read = await readAll(stage)
  for (const { id } of new Map(rows.map((row) => [row.thread_id, { id: row.thread_id }])).values())
    read.push(...(await readThread(house.db, id)))
  const text = JSON.stringify(read)
  for (const { id, words } of stage.said) {
    if (!open.has(id)) assert.ok(!text.includes(words), `${words} of ${id} is read by strangers`)
  }
  for (const comment of read) {
    assert.ok(!comment.isPrivate && comment.state !== 'held')
    if (open.has(comment.id)) continue
    assert.equal(comment.body, '')
    assert.equal(comment.speaker, null)
  }
  assert.equal(await countComments(house.db, stage.work), open.size)
  const root = (id: CommentId) => rows.find((row) => row.id === id)
  const shown = new Set((await readAll(stage)).map(({ id }) => id))
  for (const row of rows) {
    // What is shown is found, unless the beginning of its thread waits.
    if (open.has(row.id) && root(row.thread_id)?.state !== 'held') assert.ok(shown.has(row.id))
  }
}

test('whatever people do, strangers read no word that is private, waits or was taken back', async () => {
  const house = await testHouse('sqlite')
  try {
    const author = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
    const readers = [
      await signUp(house, house.visitor(), { penName: 'Tidewrack' }),
      await signUp(house, house.visitor(), { penName: 'Driftwood' }),
    ]
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        const stage = await setTheStage(house, author, readers)
        for (const one of acts) {
          house.advance(1000)
          await perform(stage, one)
          await look(stage)
        }
        const rows = await house.db
          .selectFrom('comment')
          .select(['state', 'is_private'])
          .where('work_id', '=', stage.work)
          .execute()
        for (const row of rows) seen.add(`${row.state} ${row.is_private}`)
      }),
      { numRuns: 60, examples: [[everything]] },
    )
    // The sequences must have come to what the property is about.
    for (const wanted of [
      'shown 0',
      'shown 1',
      'held 0',
      'withdrawn 0',
      'withdrawn 1',
      'removed 0',
    ])
      assert.ok(seen.has(wanted), wanted)
  } finally {
    await house.close()
  }
})
