import { callForMore } from '#calls/acts.ts'
import { answerPrivately, postComment } from '#comments/acts.ts'
import type { Voice } from '#comments/voice.ts'
import { giveKudos } from '#kudos/acts.ts'
import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import type { PrivateLink } from '#private-links/private-link.ts'
import { fromPlainText } from '#prose/plain-text.ts'
import type { AccountId, CommentId, PenNameId, WorkId } from '#shared/ids.ts'
import type { House } from '#web/house.ts'
import { listChapters } from '#works/reads.ts'
import { demoTalk } from './demo-stories.ts'

/** Somebody of the demo, signed in. */
export type Person = { accountId: AccountId; penNameId: PenNameId; actor: Actor }
/** A house whose days pass when they are told to. */
export type Filling = House & { pass(days: number): void }

/**
 * A guest speaks, the author answers in the thread and privately, somebody else joins in. Gives the guest's private link
 * and its secret.
 */
export async function talk(
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

/** A reader and three guests give kudos and ask for more. */
export async function tap(house: House, reader: Person, workId: WorkId): Promise<void> {
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
