import { createAccount } from '#accounts/acts.ts'
import { hashPassword } from '#accounts/passwords.ts'
import { openHouse } from '#app.ts'
import { answerCallers, callForMore } from '#calls/acts.ts'
import { answerPrivately, postComment } from '#comments/acts.ts'
import type { Voice } from '#comments/voice.ts'
import type { Config } from '#config/config.ts'
import { importFile } from '#files-in/import-file.ts'
import { giveKudos } from '#kudos/acts.ts'
import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import { type PrivateLink, showCode } from '#private-links/private-link.ts'
import { fromPlainText } from '#prose/plain-text.ts'
import { oneDay } from '#shared/clock.ts'
import type { AccountId, CommentId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Role } from '#storage/schema/tables.ts'
import type { House } from '#web/house.ts'
import { listChapters } from '#works/reads.ts'
import { demoStories, demoTalk } from './demo-stories.ts'

/** Whom the demo knows, and with which password each signs in. */
export const demoPassword = 'a warm stove in winter'
export const demoPeople = [
  { email: 'keeper@demo.example', penName: 'Keeper of the Stove', role: 'archivist' },
  { email: 'author@demo.example', penName: 'Saltgrass', role: 'reader' },
  { email: 'reader@demo.example', penName: 'Tidewrack', role: 'reader' },
] as const satisfies readonly { email: string; penName: string; role: Role }[]

type Person = { accountId: AccountId; penNameId: PenNameId; actor: Actor }
type Filling = House & { pass(days: number): void }

/**
 * Fills an empty archive by the acts that people do, dated over the last month. Gives the path of a guest's private
 * link that has answers waiting.
 */
export async function fillDemo(config: Config): Promise<{ privateLink: string; works: WorkId[] }> {
  let now = Date.now() - 31 * oneDay
  const house = await openHouse(config, { clock: () => new Date(now) })
  const filling: Filling = Object.assign(house, {
    pass(days: number) {
      now += days * oneDay
    },
  })
  try {
    return await fill(filling)
  } finally {
    await house.close()
  }
}

async function fill(house: Filling): Promise<{ privateLink: string; works: WorkId[] }> {
  const passwordHash = await hashPassword(demoPassword)
  const people: Person[] = []
  for (const one of demoPeople) people.push(await join(house, one, passwordHash))
  const [keeper, author, reader] = people
  if (!keeper || !author || !reader) throw new Error('nobody is there')
  const ledger = await bring(house, keeper, 'ledger')
  house.pass(4)
  const winter = await bring(house, author, 'winter')
  house.pass(9)
  const lamp = await bring(house, author, 'lamp')
  await showCounts(house, lamp)
  house.pass(1)
  const guest = await talk(house, author, reader, lamp, winter)
  // Calls begin once a work rests.
  house.pass(14.5)
  await tap(house, reader, lamp)
  house.pass(0.5)
  await house.write((tx) =>
    answerCallers(tx, house, author.actor, { workId: lamp, body: demoTalk.calls }),
  )
  return { privateLink: `/r/${showCode(guest.code)}`, works: [lamp, winter, ledger] }
}

async function join(
  house: House,
  { email, penName, role }: { email: string; penName: string; role: Role },
  passwordHash: string,
): Promise<Person> {
  await house.write((tx) => createAccount(tx, house, { email, penName, role, passwordHash }))
  const row = await house.db
    .selectFrom('pen_name')
    .select(['id', 'account_id'])
    .where('name', '=', penName)
    .executeTakeFirstOrThrow()
  const account = {
    id: row.account_id,
    role,
    sessionHash: '',
    actingPenName: { id: row.id, name: penName },
    unseenNotices: 0,
  }
  return {
    accountId: row.account_id,
    penNameId: row.id,
    actor: { account, reading: defaultReading },
  }
}

async function bring(
  house: House,
  { accountId, penNameId }: Person,
  story: keyof typeof demoStories,
): Promise<WorkId> {
  const { work } = await importFile(house, {
    bytes: new TextEncoder().encode(demoStories[story]),
    fileName: `${story}.txt`,
    accountId,
    penName: { id: penNameId },
    publish: true,
  })
  if (work === null) throw new Error(`the demo's story ${story} could not be read`)
  return work as WorkId
}

async function showCounts(house: House, work: WorkId): Promise<void> {
  await house.write((tx) =>
    tx.updateTable('work').set({ counts_shown: 1 }).where('id', '=', work).execute(),
  )
}

/** A guest speaks, the author answers in the thread and privately, somebody else joins in. */
async function talk(
  house: Filling,
  author: Person,
  reader: Person,
  lamp: WorkId,
  winter: WorkId,
): Promise<{ link: PrivateLink; code: string }> {
  const nobody: Actor = { account: null, reading: defaultReading }
  const guest = (link: PrivateLink | null): Voice => ({
    kind: 'guest',
    name: 'night bus',
    email: null,
    link,
  })
  const first = await say(house, nobody, guest(null), lamp, demoTalk.guest)
  if (!first.link || !first.code) throw new Error('the guest got no private link')
  house.pass(0.4)
  await say(house, reader.actor, voiceOf(reader), lamp, demoTalk.reader)
  house.pass(0.4)
  const answer = await say(house, author.actor, voiceOf(author), lamp, demoTalk.public, first.id)
  house.pass(0.2)
  await say(house, nobody, guest(first.link), lamp, demoTalk.back, answer.id)
  house.pass(0.2)
  await house.write((tx) =>
    answerPrivately(tx, house, author.actor, {
      workId: lamp,
      parentId: first.id,
      voice: voiceOf(author),
      body: fromPlainText(demoTalk.private, 'comment'),
      onceKey: 'demo private',
    }),
  )
  await say(house, reader.actor, voiceOf(reader), winter, demoTalk.ice)
  return { link: first.link, code: first.code }
}

const voiceOf = ({ accountId, penNameId }: Person): Voice => ({
  kind: 'pen-name',
  id: penNameId,
  accountId,
})

async function say(
  house: House,
  actor: Actor,
  voice: Voice,
  workId: WorkId,
  words: string,
  parentId: CommentId | null = null,
): Promise<{ id: CommentId; link: PrivateLink | null; code: string | null }> {
  const [chapter] = await listChapters(house.db, workId)
  if (!chapter) throw new Error('the demo has a work without a chapter')
  const posted = await house.write((tx) =>
    postComment(tx, house, actor, {
      workId,
      chapterId: chapter.id,
      parentId,
      voice,
      body: fromPlainText(words, 'comment'),
      print: null,
      suspicion: null,
      onceKey: `demo ${words}`,
    }),
  )
  if (posted.kind !== 'posted') throw new Error(`the demo's comment is ${posted.kind}`)
  return posted
}

async function tap(house: House, reader: Person, workId: WorkId): Promise<void> {
  const named = { key: `pen:${reader.penNameId}`, penNameId: reader.penNameId, address: '' }
  const passing = ['a', 'b', 'c'].map((one) => ({
    key: `guest:${one.repeat(26)}`,
    penNameId: null,
    address: `192.0.2.${one.charCodeAt(0)}`,
  }))
  for (const who of [named, ...passing]) {
    const actor = who.penNameId ? reader.actor : { account: null, reading: defaultReading }
    await house.write((tx) => giveKudos(tx, house, actor, { workId, reader: who }))
    await house.write((tx) => callForMore(tx, house, actor, { workId, reader: who, link: null }))
  }
}
